"""The only place that knows the database: the log of each meeting, and what hangs on it."""
