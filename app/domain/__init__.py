"""The rules of a meeting: pure, no clock, no database, no framework."""
