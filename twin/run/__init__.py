"""A run directory end to end: made, run, resumed, forked, read."""
