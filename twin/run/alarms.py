"""Alarms as ISA-18.2 has them: raised, acknowledged, returned, cleared, counted; from facts alone.

An alarm that is acknowledged goes when its condition goes; one that is not stays as returned until
somebody has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from twin.facts import Fact, decode
from twin.facts.operator import AlarmAcknowledged
from twin.log import EventColumns
from twin.log.reader import FOREVER_US
from twin.run.alarm_rules import RULES, SPARE, Change

UNACKNOWLEDGED, ACKNOWLEDGED = "unacknowledged", "acknowledged"
RETURNED, CLEARED = "returned", "cleared"
_KINDS = frozenset(kind.__name__ for kind in (*RULES, AlarmAcknowledged))
_URGENCY = (UNACKNOWLEDGED, ACKNOWLEDGED, RETURNED, CLEARED)


class Alarm(msgspec.Struct, kw_only=True):
    """One alarm.

    Attributes:
        id: asset and name, as `T1 alarm_winding`.
        asset: what it is about.
        condition: in words.
        priority: 1 is most urgent.
        state: unacknowledged, acknowledged, returned or cleared.
        since_us: when it was last raised.
        seq: the fact that raised it.
        value, unit: what was measured then.
        returned_us: when its condition last went.
        raised_count: how often it was raised while anybody still had to see to it.
        acknowledged_by, acknowledged_us, note: who has taken note of it.
    """

    id: str
    asset: str
    condition: str
    priority: int
    state: str
    since_us: int
    seq: int
    value: float | None = None
    unit: str = ""
    returned_us: int | None = None
    raised_count: int = 1
    acknowledged_by: str = ""
    acknowledged_us: int | None = None
    note: str = ""

    @property
    def is_on(self) -> bool:
        """Whether its condition holds."""
        return self.state in (UNACKNOWLEDGED, ACKNOWLEDGED)


class AlarmBook:
    """All alarms of a run, fed with its facts in order.

    Attributes:
        last_seq: the last fact it was fed.
    """

    def __init__(self) -> None:
        """No fact has happened."""
        self.last_seq = 0
        self._alarms: dict[str, Alarm] = {}
        self._members: dict[str, set[str]] = {}
        self._count: dict[str, int] = {}

    def copy(self) -> AlarmBook:
        """A book that stands where this one does and goes on by itself."""
        found = AlarmBook()
        found.last_seq = self.last_seq
        found._alarms = {name: replace(alarm) for name, alarm in self._alarms.items()}
        found._members = {name: set(held) for name, held in self._members.items()}
        found._count = dict(self._count)
        return found

    def feed(self, facts: EventColumns, until_us: int = FOREVER_US) -> None:
        """Take in facts, those up to an instant."""
        rows = zip(
            facts.seq, facts.t_us, facts.subject, facts.kind, facts.value, facts.body, strict=True
        )
        for seq, t_us, subject, kind, value, body in rows:
            if kind in _KINDS and t_us <= until_us:
                self.take(seq, t_us, subject, decode(kind, value, body))
            self.last_seq = seq

    def take(self, seq: int, t_us: int, subject: str, fact: Fact) -> None:
        """Take in one fact."""
        if isinstance(fact, AlarmAcknowledged):
            self._acknowledge(t_us, fact)
            return
        rule = RULES.get(type(fact))
        change = rule(subject, fact) if rule is not None else None
        if change is not None:
            name = f"{subject} {change.name}"
            if self._stays_on(name, change):
                self._raise(name, seq, t_us, subject, change)
            else:
                self._return(name, t_us)

    def alarms(self, since_us: int = FOREVER_US) -> list[Alarm]:
        """Alarms that somebody must see to, most urgent first, then those cleared since.

        Args:
            since_us: cleared ones from this instant on are shown too.
        """
        return sorted(self._shown(since_us), key=_by_urgency)

    def open_count(self) -> int:
        """Alarms whose condition holds."""
        return sum(alarm.is_on for alarm in self._alarms.values())

    def _shown(self, since_us: int) -> Iterator[Alarm]:
        for alarm in self._alarms.values():
            if alarm.state != CLEARED or (alarm.returned_us or 0) >= since_us:
                yield alarm

    def _stays_on(self, name: str, change: Change) -> bool:
        if change.members:
            held = self._members.setdefault(name, set())
            if change.raised:
                held.update(change.members)
            else:
                held.difference_update(change.members)
            return bool(held)
        if change.more_count:
            left = self._count.get(name, 0) + (
                change.more_count if change.raised else -change.more_count
            )
            self._count[name] = max(left, 0)
            return left > 0
        return change.raised

    def _raise(self, name: str, seq: int, t_us: int, subject: str, change: Change) -> None:
        known = self._alarms.get(name)
        if known is not None and known.is_on and not _is_news(known, change):
            return
        alarm = Alarm(
            id=name,
            asset=subject,
            condition=change.condition,
            priority=change.priority or SPARE,
            state=UNACKNOWLEDGED,
            since_us=t_us,
            seq=seq,
            value=change.value,
            unit=change.unit,
        )
        if known is not None and known.state != CLEARED:
            alarm.raised_count = known.raised_count + 1
        self._alarms[name] = alarm

    def _return(self, name: str, t_us: int) -> None:
        known = self._alarms.get(name)
        if known is not None and known.is_on:
            known.state = CLEARED if known.state == ACKNOWLEDGED else RETURNED
            known.returned_us = t_us

    def _acknowledge(self, t_us: int, fact: AlarmAcknowledged) -> None:
        known = self._alarms.get(fact.alarm)
        if known is not None and known.state in (UNACKNOWLEDGED, RETURNED):
            known.state = ACKNOWLEDGED if known.state == UNACKNOWLEDGED else CLEARED
            known.acknowledged_by, known.acknowledged_us = fact.by, t_us
            known.note = fact.note


def _is_news(known: Alarm, change: Change) -> bool:
    """Whether an alarm that is on is raised anew: it has become another."""
    return change.raised and known.priority != change.priority


def _by_urgency(alarm: Alarm) -> tuple[int, int, int, str]:
    return _URGENCY.index(alarm.state), alarm.priority, -alarm.since_us, alarm.id
