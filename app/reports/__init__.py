"""What the log says of a meeting once it is over: the record of each item, the minutes of each sitting."""
