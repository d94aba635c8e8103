"""What delegations hand in as the text of a statement: checked, read and counted in a process that can do no harm."""
