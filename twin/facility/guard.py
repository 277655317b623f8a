"""Protection as it stands: what each relay has accumulated, faults, breakers locked and jammed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, ClassVar

from twin.devices.breaker import NEVER_US
from twin.devices.protection.inrush import InrushAccumulators
from twin.facility.guard_parts import GuardParts


class Guard:
    """Protection's part of the plant.

    Attributes:
        relays: accumulators; without current while they are at rest and below their pickup.
        busy: whether some relay is not so.
        cause, trip_seq: fact that last brought each relay above its pickup, and that tripped it.
        faults, fault_ohm: short circuits by asset: the fact that began each, its resistance.
        fault_seq: the last fact that changed what they let flow.
        locked, locked_for: breakers and ties that a relay opened, by its fact; the faulty asset,
            empty for an overload.
        jammed: breakers and ties that will not open, by the fact that jammed them.
        reclosing: feeders whose fault was mended, by the fact that says so.
        fault_a, fault_at, bus_pu: not state: fault current through each relay and the asset it
            flows to, voltage that faults leave of each bus.
    """

    STATE: ClassVar[tuple[str, ...]] = (
        *("busy", "cause", "trip_seq", "faults", "fault_ohm", "fault_seq"),
        *("locked", "locked_for", "jammed", "reclosing"),
    )

    def __init__(self, parts: GuardParts, bus_count: int, t_us: int) -> None:
        """All at rest, nothing faulty."""
        size = len(parts.ids)
        self.relays = InrushAccumulators(parts.units, t_us, parts.inrush.decay_s)
        self.busy = parts.looks_always
        self.cause = [0] * size
        self.trip_seq = [0] * size
        self.faults: dict[str, int] = {}
        self.fault_ohm: dict[str, float] = {}
        self.fault_seq = 0
        self.locked: dict[str, int] = {}
        self.locked_for: dict[str, str] = {}
        self.jammed: dict[str, int] = {}
        self.reclosing: dict[str, int] = {}
        self.fault_a = [0.0] * size
        self.fault_at = [""] * size
        self.bus_pu = [1.0] * bus_count

    def rests(self, relay: int, t_us: int) -> bool:
        """Whether nothing of a relay is under way: without current it would stay as it is."""
        waits = self.relays.opens_us[relay] != NEVER_US or self.relays.is_rushing(relay, t_us)
        return not waits and not any(self.relays.fills_frac(relay, t_us))

    def snapshot(self) -> dict[str, Any]:
        """All of it, as plain values."""
        own = {name: _copied(getattr(self, name)) for name in self.STATE}
        columns = self.relays.snapshot()
        columns["filled_frac"] = [[*fills] for fills in columns["filled_frac"]]
        return own | {"relays": columns}

    def restore(self, columns: Mapping[str, Any]) -> None:
        """Take the values of a snapshot."""
        for name in self.STATE:
            setattr(self, name, _copied(columns[name]))
        relays = dict(columns["relays"])
        relays["filled_frac"] = [[*fills] for fills in relays["filled_frac"]]
        self.relays.restore(relays)


def _copied(value: Any) -> Any:  # noqa: ANN401 - a column of any kind
    return copy(value)
