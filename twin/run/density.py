"""How many facts happened when: what a time bar shows."""

from __future__ import annotations

import numpy as np

from twin.facts import decode
from twin.facts.table import FACTS
from twin.log import EventColumns, LogReader
from twin.run.alarm_rules import RULES

_RULES = {kind.__name__: RULES[kind] for kind in FACTS if kind in RULES}


class Density:
    """Facts, and facts that raise an alarm, in each of some equal parts of a span.

    Attributes:
        last_seq: the last fact that was counted.
        counts, alarms: in each part.
    """

    def __init__(self, span_us: tuple[int, int], bin_count: int) -> None:
        """Nothing is counted yet.

        Args:
            span_us: first and last instant.
            bin_count: how many parts.
        """
        self._edges = np.linspace(span_us[0], span_us[1] + 1, bin_count + 1)
        self.last_seq = 0
        self.counts = np.zeros(bin_count, dtype=np.int64)
        self.alarms = np.zeros(bin_count, dtype=np.int64)

    def count(self, reader: LogReader) -> None:
        """Count what a log has gained.

        Raises:
            LogError: a batch is damaged.
        """
        for facts in reader.chunks(self.last_seq + 1):
            self.counts = self.counts + np.histogram(np.array(facts.t_us), self._edges)[0]
            raised_us = np.array(_raised_us(facts), dtype=np.int64)
            self.alarms = self.alarms + np.histogram(raised_us, self._edges)[0]
            self.last_seq = facts.seq[-1]


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
