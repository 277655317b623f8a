"""Facts in event order: by the time they happened, then by seq, however late they were learnt.

A log without late facts is read straight through. Late facts are gathered first (memory holds only
them) and merged in; all others already stand in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twin.log.batches import to_lists
from twin.log.columns import EventColumns, no_facts
from twin.log.index import Entry, LogIndex
from twin.log.loader import BatchLoader


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which facts make the state at an instant as it was known at a fact.

    Attributes:
        from_seq: with `from_us`, a keyframe: facts up to this seq that happened by `from_us` are
            in it already.
        from_us: the keyframe's instant.
        to_seq: only facts up to this seq are known.
        to_us: only facts that happened by this instant count.
    """

    from_seq: int
    from_us: int
    to_seq: int
    to_us: int

    def holds(self, seq: int, t_us: int) -> bool:
        """Whether a fact is wanted."""
        return (
            seq <= self.to_seq
            and t_us <= self.to_us
            and (seq > self.from_seq or t_us > self.from_us)
        )

    def touches(self, entry: Entry) -> bool:
        """Whether a batch may hold a wanted fact."""
        after = entry.last_seq > self.from_seq or entry.max_us > self.from_us
        return after and entry.first_seq <= self.to_seq and entry.min_us <= self.to_us

    def covers(self, entry: Entry) -> bool:
        """Whether all facts of a batch are wanted."""
        after = entry.first_seq > self.from_seq or entry.min_us > self.from_us
        return after and entry.last_seq <= self.to_seq and entry.max_us <= self.to_us


def in_event_order(index: LogIndex, loader: BatchLoader, cut: Cut) -> Iterator[EventColumns]:
    """The wanted facts in chunks, in order of (t_us, seq) over all chunks.

    Raises:
        LogError: a batch is damaged.
    """
    wanted = [entry for entry in index.entries if cut.touches(entry)]
    late = no_facts()
    for entry in wanted:
        if entry.record.has_late:
            late.extend(_split(index, loader, cut, entry)[1])
    late = _sorted(late)
    placed = 0
    for entry in wanted:
        chunk, _ = _split(index, loader, cut, entry)
        if not len(chunk):
            continue
        if placed < len(late) and late.t_us[placed] < chunk.t_us[-1]:
            stop = next(
                (i for i in range(placed, len(late)) if late.t_us[i] >= chunk.t_us[-1]), len(late)
            )
            merged = chunk.rows(range(len(chunk)))
            merged.extend(late.between(placed, stop))
            chunk, placed = _sorted(merged), stop
        yield chunk
    if placed < len(late):
        yield late.between(placed, len(late))


def _sorted(facts: EventColumns) -> EventColumns:
    keys = list(zip(facts.t_us, facts.seq, strict=True))
    return facts.rows(sorted(range(len(facts)), key=keys.__getitem__))


def _split(
    index: LogIndex, loader: BatchLoader, cut: Cut, entry: Entry
) -> tuple[EventColumns, EventColumns]:
    """The wanted facts of a batch that are on time, and those that are late."""
    batch = loader.load(entry.run_dir, entry.record).slice(0, entry.last_seq - entry.first_seq + 1)
    facts = to_lists(batch)
    if not entry.record.has_late:
        if cut.covers(entry):
            return facts, no_facts()
        return facts.rows(
            i for i, at in enumerate(zip(facts.seq, facts.t_us, strict=True)) if cut.holds(*at)
        ), no_facts()
    latest_us = index.latest_before(entry)
    on_time: list[int] = []
    late: list[int] = []
    for i, (seq, t_us) in enumerate(zip(facts.seq, facts.t_us, strict=True)):
        if cut.holds(seq, t_us):
            (late if t_us < latest_us else on_time).append(i)
        latest_us = max(latest_us, t_us)
    return facts.rows(on_time), facts.rows(late)
