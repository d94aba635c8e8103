"""The edge: requests become commands, refusals become words. No rules here."""
