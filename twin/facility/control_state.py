"""What control remembers: holds on rows, policies' memories, alarms, transfers and repairs to come.

All of it is state of the plant, changed by facts alone, so that drivers can be rebuilt from it at
any instant.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from typing import Any, ClassVar

_NESTED = ("holds", "repairs", "transfers")
"""Columns whose entries are lists, or tuples, themselves."""


class Control:
    """Control's part of the plant.

    Attributes:
        holds: for each row, names of who keeps it asleep.
        row_cause: seq of the fact that last told each row what to do.
        told_us: instant at which each row was last told.
        slept_us, sleep_count: when each row was last told to sleep, how often on that UTC day.
        memory_json: memory of each policy.
        memory_seq: seq of the fact that set it.
        wake_us: when each policy asked to be woken.
        look_us: (from, every) of each policy that asked to look again and again.
        commanded_us: when each policy or operator last gave a command.
        alarms: open alarms, "subject limit" -> seq of the fact that raised it.
        repairs: (due_us, seq of the failure, what, subject, number) in order.
        transfers: (due_us, seq, bus, tie) in order.
        tripped: mains tripped by protection -> seq.
        ramp_up_free_us, ramp_down_free_us: from when the interconnect's ramps have made up for what
            was told to come on, or to sleep; one value each.
        energised_us, energised_seq: when a block was last energised after an outage, and by which
            fact; one value each.
        delayed_restarts: blocks that were told why they are not energised yet -> seq.
        unit_cause: seq of the last switching or shedding that changed a transformer's load.
        topic_seq: seq of the fact that last touched each topic a policy may watch.
    """

    STATE: ClassVar[tuple[str, ...]] = (
        "holds",
        "row_cause",
        "told_us",
        "slept_us",
        "sleep_count",
        "memory_json",
        "memory_seq",
        "wake_us",
        "look_us",
        "commanded_us",
        "alarms",
        "repairs",
        "transfers",
        "tripped",
        "ramp_up_free_us",
        "ramp_down_free_us",
        "energised_us",
        "energised_seq",
        "delayed_restarts",
        "unit_cause",
        "topic_seq",
    )

    def __init__(self, row_count: int, unit_count: int) -> None:
        """Nothing held, nothing remembered."""
        self.holds: list[list[str]] = [[] for _ in range(row_count)]
        self.row_cause: list[int | None] = [None] * row_count
        self.told_us = [0] * row_count
        self.slept_us = [0] * row_count
        self.sleep_count = [0] * row_count
        self.memory_json: dict[str, str] = {}
        self.memory_seq: dict[str, int] = {}
        self.wake_us: dict[str, int] = {}
        self.look_us: dict[str, tuple[int, int]] = {}
        self.commanded_us: dict[str, int] = {}
        self.alarms: dict[str, int] = {}
        self.repairs: list[tuple[int, int, str, str, int]] = []
        self.transfers: list[tuple[int, int, str, str]] = []
        self.tripped: dict[str, int] = {}
        self.ramp_up_free_us = [0]
        self.ramp_down_free_us = [0]
        self.energised_us = [0]
        self.energised_seq = [0]
        self.delayed_restarts: dict[str, int] = {}
        self.unit_cause = [0] * unit_count
        self.topic_seq: dict[int, int] = {}

    def add_repair(self, due_us: int, seq: int, what: str, subject: str, number: int) -> None:
        """Remember that something broken is repaired at an instant."""
        insort(self.repairs, (due_us, seq, what, subject, number))

    def drop_repair(self, what: str, subject: str, number: int) -> None:
        """The first repair of that thing is done."""
        for place, repair in enumerate(self.repairs):
            if repair[2:] == (what, subject, number):
                del self.repairs[place]
                return

    def add_transfer(self, due_us: int, seq: int, bus: str, tie: str) -> None:
        """Remember that a tie closes at an instant."""
        insort(self.transfers, (due_us, seq, bus, tie))

    def drop_transfer(self, bus: str) -> None:
        """The bus waits for a tie no more."""
        self.transfers = [transfer for transfer in self.transfers if transfer[2] != bus]

    def next_look_us(self, policy: str, t_us: int) -> int | None:
        """The first instant after `t_us` at which a policy asked to look again, None when never."""
        found_us = self.wake_us.get(policy, 0)
        looks = self.look_us.get(policy)
        if looks is not None:
            from_us, every_us = looks
            next_us = from_us + (max(t_us - from_us, 0) // every_us + 1) * every_us
            if not t_us < found_us < next_us:
                found_us = next_us
        return found_us if found_us > t_us else None

    def snapshot(self) -> dict[str, Any]:
        """A copy as plain values."""
        copied: dict[str, Any] = {}
        for name in self.STATE:
            value: Any = getattr(self, name)
            copied[name] = {**value} if isinstance(value, dict) else [*value]
        for name in _NESTED:
            copied[name] = [[*entry] for entry in copied[name]]
        return copied

    def restore(self, columns: Mapping[str, Any]) -> None:
        """Take the values of a snapshot."""
        for name in self.STATE:
            value: Any = columns[name]
            if name == "look_us":
                self.look_us = {policy: tuple(looks) for policy, looks in value.items()}
            elif name in _NESTED:
                entry_of = list if name == "holds" else tuple
                setattr(self, name, [entry_of(entry) for entry in value])
            else:
                setattr(self, name, {**value} if isinstance(value, dict) else [*value])
