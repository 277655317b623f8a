"""Values over time: what stamps mean, how series are laid over a run, and generators of them.

Pure: nothing is read here. Local clocks and typical years end at this room's edge; inside a run
there are only instants.
"""

from twin.series.align import Span
from twin.series.jobs import Job, Jobs
from twin.series.steps import FOREVER_US, Series, constant

__all__ = ["FOREVER_US", "Job", "Jobs", "Series", "Span", "constant"]
