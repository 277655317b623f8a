"""How many facts happened when: what a time bar shows."""

from __future__ import annotations

import numpy as np

from twin.facts import decode
from twin.facts.table import FACTS
from twin.log import EventColumns, LogReader
from twin.run.alarm_rules import RULES

_RULES = {kind.__name__: RULES[kind] for kind in FACTS if kind in RULES}


def density(
    reader: LogReader, span_us: tuple[int, int], bin_count: int
) -> tuple[list[int], list[int]]:
    """Facts, and facts that raise an alarm, in each of some equal parts of a span.

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
        counts += np.histogram(np.array(facts.t_us), edges)[0]
        alarms += np.histogram(np.array(_raised_us(facts), dtype=np.int64), edges)[0]
    return counts.tolist(), alarms.tolist()


def _raised_us(facts: EventColumns) -> list[int]:
    """Instants of the facts that raise an alarm."""
    rows = zip(facts.t_us, facts.subject, facts.kind, facts.value, facts.body, strict=True)
    found: list[int] = []
    for t_us, subject, kind, value, body in rows:
        rule = _RULES.get(kind)
        if rule is not None:
            change = rule(subject, decode(kind, value, body))
            if change is not None and change.raised:
                found.append(t_us)
    return found
