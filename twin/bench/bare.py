"""The bare loop: what SimPy alone needs to pump as many timeouts as a run has facts.

Three hundred processes with whole-microsecond periods of their own share the timeouts evenly.
Nothing else happens in them, so no simulation on this loop can be faster; how near a run comes is
its `site_year_ratio`.
"""

from __future__ import annotations

from collections.abc import Generator
from statistics import median
from time import perf_counter

import simpy

PROCESS_COUNT = 300
_SHORTEST_US = 1_000_000
_STEP_US = 104_729


def bare_loop_s(timeout_count: int, repeat_count: int = 3) -> float:
    """How long SimPy takes for that many timeouts [s], the median of some tries.

    Args:
        timeout_count: timeouts in all.
        repeat_count: tries.
    """
    return median(_once_s(timeout_count) for _ in range(repeat_count))


def _once_s(timeout_count: int) -> float:
    env = simpy.Environment(initial_time=0)
    each, left = divmod(timeout_count, PROCESS_COUNT)
    for place in range(PROCESS_COUNT):
        env.process(_pump(env, each + (place < left), _SHORTEST_US + place * _STEP_US))
    began_s = perf_counter()
    env.run()
    return perf_counter() - began_s


def _pump(env: simpy.Environment, count: int, period_us: int) -> Generator[simpy.Event, None, None]:
    for _ in range(count):
        yield env.timeout(period_us)
