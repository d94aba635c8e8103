"""Files made of what the log says: one neutral document, and the formats that it is pressed into."""
