"""The grid's side as it stands: its frequency, relays that count, what was reduced for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from twin.devices.backup.battery import Batteries, limits_w
from twin.devices.breaker import NEVER_US
from twin.devices.grid.underfrequency import UnderfrequencyRelays
from twin.facility.grid_parts import GridParts


class Open(NamedTuple):
    """An order that is not over.

    Attributes:
        number: of the order.
        issued_us, due_us, until_us: when it came, must be kept, is over.
        limit_w, before_w: what may be imported, and what was when it came.
        seq: of the fact that gave it.
        judged: whether its notice is over.
    """

    number: int
    issued_us: int
    due_us: int
    until_us: int
    limit_w: float
    before_w: float
    seq: int
    judged: bool = False


class GridSide:
    """The grid's part of the plant.

    Attributes:
        frequency_hz, frequency_us, frequency_seq: of the grid, since when, by which fact.
        back_us: since when it is close to nominal, `NEVER_US` while it is not.
        relays: stages of under-frequency relays.
        stage_seq: fact that last tripped or reset each stage.
        stepped_us: when rows were last capped or let go.
        releasing: whether caps are to be lifted in stages.
        orders: those that are not over, in the order they came.
        ended_us, ended_seq: when the last one ended, and the fact that said so.
        batteries: those in service.
        base_net_w, answer_net_w: what each was told to take, negative where it gives, and its
            answer to the frequency on top.
        order_net_w: what each takes beside that for an order, negative where it gives.
        most_w: what each may give at most, so that none of it leaves the site.
        battery_seq: fact that last told each what to do.
        battery_event: the battery event of the scenario that each does, 0 for none.
    """

    STATE: ClassVar[tuple[str, ...]] = (
        "frequency_hz",
        "frequency_us",
        "frequency_seq",
        "back_us",
        "stage_seq",
        "stepped_us",
        "releasing",
        "orders",
        "ended_us",
        "ended_seq",
        "base_net_w",
        "answer_net_w",
        "order_net_w",
        "most_w",
        "battery_seq",
        "battery_event",
    )

    def __init__(self, parts: GridParts, t_us: int) -> None:
        """At nominal frequency, nothing reduced."""
        self.frequency_hz = parts.nominal_hz
        self.frequency_us = self.back_us = t_us
        self.frequency_seq = 0
        self.relays = UnderfrequencyRelays(parts.stage_specs, parts.nominal_hz)
        self.stage_seq = [0] * len(parts.stage_ids)
        self.stepped_us = t_us
        self.releasing = False
        self.orders: list[Open] = []
        self.ended_us = t_us
        self.ended_seq = 0
        self.batteries = Batteries(parts.battery_specs, t_us)
        for battery, soc_frac in enumerate(parts.battery_start_frac):
            self.batteries.place(battery, t_us, soc_frac)
        self.base_net_w = [0.0] * len(parts.battery_ids)
        self.answer_net_w, self.order_net_w = ([0.0] * len(parts.battery_ids) for _ in range(2))
        self.most_w = [limits_w(spec)[1] for spec in parts.battery_specs]
        self.battery_seq, self.battery_event = ([0] * len(parts.battery_ids) for _ in range(2))

    @property
    def is_back(self) -> bool:
        """Whether the frequency is close to nominal."""
        return self.back_us != NEVER_US

    def set_frequency(self, parts: GridParts, t_us: int, seq: int, frequency_hz: float) -> None:
        """From `t_us` on the grid has this frequency."""
        self.frequency_hz, self.frequency_us, self.frequency_seq = frequency_hz, t_us, seq
        if abs(frequency_hz - parts.nominal_hz) > parts.back_within_hz:
            self.back_us = NEVER_US
        elif not self.is_back:
            self.back_us = t_us
        for stage in range(len(parts.stage_ids)):
            self.relays.set_frequency(stage, t_us, frequency_hz)

    def is_out(self, stage: int) -> bool:
        """Whether a stage tripped and was not put back."""
        return self.relays.out[stage][0]

    def snapshot(self) -> dict[str, Any]:
        """All of it, as plain values."""
        own: dict[str, Any] = {name: getattr(self, name) for name in self.STATE}
        own |= {name: [*own[name]] for name in _LISTS}
        own["batteries"] = self.batteries.snapshot()
        return own | {"relays": _copied(self.relays.snapshot())}

    def restore(self, columns: Mapping[str, Any]) -> None:
        """Take the values of a snapshot."""
        for name in self.STATE:
            setattr(self, name, columns[name])
        for name in _LISTS:
            setattr(self, name, [*columns[name]])
        self.batteries.restore(columns["batteries"])
        self.orders = [Open(*order) for order in columns["orders"]]
        self.relays.restore(_copied(columns["relays"]))


def _copied(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns, those whose entries are lists copied to the bottom."""
    flat: dict[str, Any] = {name: [*columns[name]] for name in UnderfrequencyRelays.STATE}
    return flat | {name: [[*entry] for entry in columns[name]] for name in _NESTED}


_NESTED = ("since_us", "out", "back_us")
_LISTS = (
    *("stage_seq", "orders", "base_net_w", "answer_net_w", "order_net_w", "most_w"),
    *("battery_seq", "battery_event"),
)
