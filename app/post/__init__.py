"""How letters leave the house: the postman takes them from the outbox and hands them to the mail server."""
