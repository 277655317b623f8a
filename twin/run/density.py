"""How many facts happened when: what a time bar shows."""

from __future__ import annotations

import numpy as np

from twin.log import LogReader
from twin.run.alarm_rules import RULES

_ALARMS = frozenset(kind.__name__ for kind in RULES)


def density(
    reader: LogReader, span_us: tuple[int, int], bin_count: int
) -> tuple[list[int], list[int]]:
    """Facts, and facts that have to do with alarms, in each of some equal parts of a span.

    Args:
        reader: the log.
        span_us: first and last instant.
        bin_count: how many parts.

    Raises:
        LogError: a batch is damaged.
    """
    edges = np.linspace(span_us[0], span_us[1] + 1, bin_count + 1)
    counts = np.zeros(bin_count, dtype=np.int64)
    alarms = np.zeros(bin_count, dtype=np.int64)
    for facts in reader.chunks():
        t_us = np.array(facts.t_us)
        rings = np.array([kind in _ALARMS for kind in facts.kind], dtype=bool)
        counts += np.histogram(t_us, edges)[0]
        alarms += np.histogram(t_us[rings], edges)[0]
    return counts.tolist(), alarms.tolist()
