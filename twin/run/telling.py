"""Facts as people read them, and which of them are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twin.facts import decode
from twin.log import LogReader
from twin.log.columns import EventColumns
from twin.log.reader import FOREVER_US
from twin.run.times import Instant, instant_us
from twin.run.words import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fact as people read it.

    Attributes:
        seq: its number.
        t_us: when it happened.
        kind: its class.
        subject: what it happened to.
        value: its principal quantity, None when it has none.
        body: the rest as JSON, None when there is none.
        origin: who made it happen.
        cause: seq of the fact that caused it, None for a root.
        words: the fact as a sentence.
    """

    seq: int
    t_us: int
    kind: str
    subject: str
    value: float | None
    body: str | None
    origin: str
    cause: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which facts are asked for; None asks for all.

    Attributes:
        kind: of this kind only.
        subject: about this asset only.
        origin: made by these only: sim, policy, operator and so on.
        text: whose sentence holds this, in small or capital letters.
        start: from this instant on.
        end: up to this instant.
        limit_count: at most so many.
    """

    kind: str | None = None
    subject: str | None = None
    origin: str | None = None
    text: str | None = None
    start: Instant | None = None
    end: Instant | None = None
    limit_count: int | None = None


def backward(reader: LogReader, wanted: Filter, before_seq: int | None = None) -> Iterator[Told]:
    """Facts from the newest to the oldest, before a number where one is given.

    Raises:
    RequestError: an instant can't be read.
    LogError: a batch is damaged.
    """
    from_us, to_us = _window_of(wanted)
    last_seq = reader.last_seq if wanted.end is None else reader.seq_at(to_us)
    if before_seq is not None:
        last_seq = min(last_seq, before_seq - 1)
    asked = {"kind": wanted.kind, "subject": wanted.subject, "origin": wanted.origin}
    having = {column: word for column, word in asked.items() if word is not None}
    for facts in reader.backwards(last_seq, from_us, having):
        for place in reversed(list(_matching(facts, wanted, from_us, to_us))):
            fact = told(facts, place)
            if _says(fact, wanted):
                yield fact


def forward(reader: LogReader, wanted: Filter, after_seq: int = 0) -> Iterator[Told]:
    """Facts in seq order, after a number.

    Raises:
    RequestError: an instant can't be read.
    LogError: a batch is damaged.
    """
    from_us, to_us = _window_of(wanted)
    left = FOREVER_US if wanted.limit_count is None else wanted.limit_count
    first_seq = 1 if wanted.start is None else reader.seq_at(from_us - 1) + 1
    for facts in reader.chunks(max(first_seq, after_seq + 1)):
        for place in _matching(facts, wanted, from_us, to_us):
            fact = told(facts, place)
            if not _says(fact, wanted):
                continue
            if left <= 0:
                return
            left -= 1
            yield fact


def _matching(facts: EventColumns, wanted: Filter, from_us: int, to_us: int) -> Iterator[int]:
    rows = zip(facts.t_us, facts.kind, facts.subject, facts.origin, strict=True)
    for place, (t_us, kind, subject, origin) in enumerate(rows):
        if (
            from_us <= t_us <= to_us
            and (wanted.kind is None or kind == wanted.kind)
            and (wanted.subject is None or subject == wanted.subject)
            and (wanted.origin is None or origin == wanted.origin)
        ):
            yield place


def _window_of(wanted: Filter) -> tuple[int, int]:
    from_us = -FOREVER_US if wanted.start is None else instant_us(wanted.start, "start")
    to_us = FOREVER_US if wanted.end is None else instant_us(wanted.end, "end")
    return from_us, to_us


def _says(fact: Told, wanted: Filter) -> bool:
    return wanted.text is None or wanted.text.lower() in fact.words.lower()


def told(facts: EventColumns, place: int) -> Told:
    """One of some facts as people read it."""
    kind, subject = facts.kind[place], facts.subject[place]
    value, body = facts.value[place], facts.body[place]
    return Told(
        seq=facts.seq[place],
        t_us=facts.t_us[place],
        kind=kind,
        subject=subject,
        value=value,
        body=body,
        origin=facts.origin[place],
        cause=facts.cause[place],
        words=sentence(subject, decode(kind, value, body)),
    )
