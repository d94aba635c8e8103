"""How Rostrum is served by several processes, and what is needed beside them."""
