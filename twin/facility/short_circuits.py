"""What short circuits let flow: through each relay on their way, and what they leave of voltages.

A fault takes `c U / (sqrt(3) |Z + R|)` of IEC 60909 with cold conductors; live main transformers
of its bus group share it. What is left of the voltage at a bus is what the impedance behind it and
the fault's own hold, of the whole; other buses keep what the grid and no transformer of theirs
loses. Load currents beside a fault are left out, and its energy too: it lasts for a moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from twin.devices.protection.fault import most_factor_ratio, node_faults

if TYPE_CHECKING:
    from twin.facility.plant import Plant

_SQRT_3_RATIO = sqrt(3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fault is, by index; -1 where it is on no feeder, behind no unit transformer."""

    bus: int
    feeder: int = -1
    pad: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The impedances of a fault, at the voltage of its bus.

    Attributes:
        grid_ohm, mains_ohm, beyond_ohm: of the grid, of the transformers that feed it in parallel,
            from the bus to the fault.
        phase_v: driving voltage of one phase.
        step_ratio: voltage of the bus over that of the fault.
    """

    grid_ohm: complex
    mains_ohm: complex
    beyond_ohm: complex
    phase_v: float
    step_ratio: float

    def at_bus_a(self, resistance_ohm: float) -> float:
        """Current of a fault of this resistance, in amperes of the bus."""
        return self.phase_v / abs(self.whole_ohm(resistance_ohm))

    def whole_ohm(self, resistance_ohm: float) -> complex:
        """All impedance, that of the fault included."""
        own_ohm = resistance_ohm * self.step_ratio * self.step_ratio
        return self.grid_ohm + self.mains_ohm + self.beyond_ohm + own_ohm


def place_of(plant: Plant, asset: str) -> Place:
    """Where a feeder, unit transformer or bus is."""
    parts = plant.parts
    if asset in parts.bus_index:
        return Place(bus=parts.bus_index[asset])
    pad = parts.pad_index.get(asset, -1)
    feeder = parts.wiring.pad_feeder[pad] if pad >= 0 else parts.feeder_ids.index(asset)
    return Place(bus=parts.wiring.feeder_bus[feeder], feeder=feeder, pad=pad)


def loop_of(plant: Plant, asset: str) -> Loop | None:
    """The impedances of a fault at an asset; None where it has no voltage."""
    place, net, guard = place_of(plant, asset), plant.net, plant.parts.guard
    mains = net.group_mains[net.group_of_bus[place.bus]]
    dead = place.feeder >= 0 and not net.live_feeder[place.feeder]
    if dead or not net.live_bus[place.bus] or not mains:
        return None
    line = guard.lines[place.feeder] if place.feeder >= 0 else None
    unit = guard.units_behind[place.pad] if place.pad >= 0 else None
    first = guard.mains[mains[0][0]]
    source, bus, end, last = node_faults(guard.source, [first, line, unit])
    grid_ohm = source.cold_ohm * (first.lv_kv / first.hv_kv) ** 2
    step_ratio = 1.0 if unit is None else unit.hv_kv / unit.lv_kv
    unit_ohm = 0j if unit is None else last.cold_ohm * step_ratio**2 - end.cold_ohm
    admittance = 0j
    for main, _ in mains:
        there = node_faults(guard.source, [guard.mains[main]])[-1]
        admittance += 1.0 / (there.cold_ohm - grid_ohm)
    return Loop(
        grid_ohm=grid_ohm,
        mains_ohm=1.0 / admittance,
        beyond_ohm=end.cold_ohm - bus.cold_ohm + unit_ohm,
        phase_v=most_factor_ratio(last.nominal_v) * bus.nominal_v / _SQRT_3_RATIO,
        step_ratio=step_ratio,
    )


def at_fault_a(plant: Plant, asset: str, resistance_ohm: float) -> float:
    """Current of a fault at its place; 0 without voltage."""
    loop = loop_of(plant, asset)
    return 0.0 if loop is None else loop.at_bus_a(resistance_ohm) * loop.step_ratio


def resistance_ohm_of(plant: Plant, asset: str, power_va: float) -> float:
    """Resistance of a fault that takes a short-circuit power; 0 where it would take less bolted."""
    loop = loop_of(plant, asset)
    if loop is None:
        return 0.0
    bolted_ohm = loop.whole_ohm(0.0)
    nominal_v = plant.parts.wiring.feeder_v[place_of(plant, asset).feeder]
    size_ohm = _SQRT_3_RATIO * nominal_v * loop.phase_v / power_va
    if size_ohm <= abs(bolted_ohm):
        return 0.0
    own_ohm = sqrt(size_ohm**2 - bolted_ohm.imag**2) - bolted_ohm.real
    return own_ohm / loop.step_ratio**2


def clearing(plant: Plant, asset: str) -> list[str]:
    """Breakers and ties nearest to a fault, that should clear it."""
    place, parts, net = place_of(plant, asset), plant.parts, plant.net
    if place.feeder >= 0:
        return [parts.feeder_ids[place.feeder]]
    guard = parts.guard
    nearest: list[int] = []
    for main, _ in net.group_mains[net.group_of_bus[place.bus]]:
        route = _ties_between(plant, parts.wiring.main_bus[main], place.bus)
        nearest.append(guard.of_tie[route[-1]] if route else guard.of_low[main])
    return list(dict.fromkeys(guard.ids[relay] for relay in nearest))


def follow(plant: Plant) -> None:
    """Work out anew what all faults let flow, and what they leave of voltages."""
    guard, buses = plant.guard, range(plant.parts.wiring.bus_count)
    guard.fault_a = [0.0] * len(guard.fault_a)
    guard.fault_at = [""] * len(guard.fault_at)
    guard.bus_pu = [1.0 for _ in buses]
    for asset, resistance_ohm in guard.fault_ohm.items():
        loop = loop_of(plant, asset)
        if loop is None:
            continue
        place = place_of(plant, asset)
        bus_a = loop.at_bus_a(resistance_ohm)
        for relay, relay_a in _through(plant, place, bus_a).items():
            if relay_a > guard.fault_a[relay]:
                guard.fault_a[relay], guard.fault_at[relay] = relay_a, asset
        near_pu, far_pu = left_pu(loop, resistance_ohm)
        group = plant.net.group_of_bus
        for bus in buses:
            pu = near_pu if group[bus] == group[place.bus] else far_pu
            guard.bus_pu[bus] = min(guard.bus_pu[bus], pu)


def left_pu(loop: Loop, resistance_ohm: float) -> tuple[float, float]:
    """Voltage left at the bus of a fault, and at the interconnect.

    >>> loop = Loop(grid_ohm=1j, mains_ohm=3j, beyond_ohm=0j, phase_v=8000, step_ratio=1)
    >>> left_pu(loop, 0.0)
    (0.0, 0.75)
    """
    whole_ohm = loop.whole_ohm(resistance_ohm)
    behind_ohm = whole_ohm - loop.grid_ohm
    return abs(behind_ohm - loop.mains_ohm) / abs(whole_ohm), abs(behind_ohm) / abs(whole_ohm)


def through_a(plant: Plant, asset: str, resistance_ohm: float) -> Mapping[int, float]:
    """Current of a fault through each relay on its way; nothing without voltage."""
    loop = loop_of(plant, asset)
    if loop is None:
        return {}
    return _through(plant, place_of(plant, asset), loop.at_bus_a(resistance_ohm))


def _through(plant: Plant, place: Place, bus_a: float) -> Mapping[int, float]:
    """Current of a fault through each relay on its way, in amperes where the relay stands."""
    parts, net, guard = plant.parts, plant.net, plant.parts.guard
    found_a: dict[int, float] = {}
    if place.feeder >= 0:
        found_a[guard.of_feeder[place.feeder]] = bus_a
    for main, share_frac in net.group_mains[net.group_of_bus[place.bus]]:
        main_a = share_frac * bus_a
        spec = guard.mains[main]
        found_a[guard.of_low[main]] = main_a
        found_a[guard.of_high[main]] = main_a * spec.lv_kv / spec.hv_kv
        for tie in _ties_between(plant, parts.wiring.main_bus[main], place.bus):
            relay = guard.of_tie[tie]
            found_a[relay] = found_a.get(relay, 0.0) + main_a
    return found_a


def _ties_between(plant: Plant, start: int, goal: int) -> list[int]:
    """Closed ties from one bus to another of its group, in order."""
    waiting: list[tuple[int, list[int]]] = [(start, [])]
    seen = {start}
    while waiting:
        at, route = waiting.pop()
        if at == goal:
            return route
        for tie, far in _neighbours(plant, at):
            if far not in seen:
                seen.add(far)
                waiting.append((far, [*route, tie]))
    return []


def _neighbours(plant: Plant, bus: int) -> Iterator[tuple[int, int]]:
    for tie, (one, other) in enumerate(plant.parts.wiring.tie_buses):
        if plant.switching.tie_closed[tie] and bus in (one, other):
            yield tie, other if bus == one else one


def side_of(plant: Plant, tie: int) -> set[int]:
    """Buses on the second side of a closed tie."""
    found = {plant.parts.wiring.tie_buses[tie][1]}
    waiting = list(found)
    while waiting:
        for other, far in _neighbours(plant, waiting.pop()):
            if other != tie and far not in found:
                found.add(far)
                waiting.append(far)
    return found
