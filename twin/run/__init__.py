"""A run directory end to end: made, run, resumed, forked, read.

Everything a run needs to be continued or asked lies in its directory. Nothing here knows physics;
the plant is rebuilt from facts and asked.
"""
