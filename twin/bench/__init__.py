"""How fast the twin is: every promised figure measured beside its bound.

Nothing here is needed to run a site. Runs are timed in child processes and against SimPy alone, so
a figure says as little as possible about the machine.
"""

from twin.bench.figures import BOUNDS
from twin.bench.rooms import profile_run
from twin.bench.whole import QUICK, WHOLE, Extent, measure

__all__ = ["BOUNDS", "QUICK", "WHOLE", "Extent", "measure", "profile_run"]
