"""Relays and the currents they see: of faults, else of loads; at rest below their pickup.

A relay whose current stays below its pickup has nothing to accumulate and is left alone: whoever
balances the network comes here only while a load is near a pickup, or a relay is under way.
"""

from __future__ import annotations

from math import hypot, sqrt
from typing import TYPE_CHECKING

from twin.facility import short_circuits, topics

if TYPE_CHECKING:
    from twin.facility.plant import Plant

_SQRT_3_RATIO = sqrt(3.0)


def follow(plant: Plant, t_us: int) -> None:
    """Flows changed: relays above their pickup, or under way, take over the current they see."""
    guard, parts = plant.guard, plant.parts.guard
    if not guard.busy and not _may_see(plant):
        return
    relays, busy = guard.relays, parts.looks_always
    for relay, pickup_a in enumerate(parts.pickups_a):
        seen_a, before_a = seen_by_a(plant, relay), relays.current_a[relay]
        if seen_a > pickup_a or not guard.rests(relay, t_us):
            busy = True
            if seen_a > pickup_a >= before_a:
                guard.cause[relay] = plant.last_seq
        else:
            seen_a = 0.0
            relays.forget(relay)
        if seen_a != before_a:
            relays.set_current(relay, t_us, seen_a)
            plant.touched |= topics.PROTECTION
    guard.busy = busy


def standing(plant: Plant) -> tuple[list[bool], list[bool]] | None:
    """Which transformers have voltage before a switch moves; None where no relay sees inrush."""
    if not plant.parts.guard.rush_relays:
        return None
    return list(plant.net.live_main), list(plant.net.live_pad)


def note_energised(plant: Plant, t_us: int, before: tuple[list[bool], list[bool]] | None) -> None:
    """Transformers that had no voltage before have some now: relays on the way see their inrush."""
    if before is None:
        return
    net, guard = plant.net, plant.guard
    mains = [main for main, live in enumerate(net.live_main) if live and not before[0][main]]
    pads = [pad for pad, live in enumerate(net.live_pad) if live and not before[1][pad]]
    if not mains and not pads:
        return
    peak_ratio = plant.parts.guard.inrush.peak_ratio
    for relay in plant.parts.guard.rush_relays:
        rated_va = _energised_va(plant, relay, mains, pads)
        if rated_va > 0.0:
            rated_a = rated_va / (_SQRT_3_RATIO * plant.parts.guard.volts_v[relay])
            guard.relays.add_inrush(relay, t_us, peak_ratio * rated_a)
            guard.cause[relay] = plant.last_seq
            guard.busy = True
            plant.touched |= topics.PROTECTION


def _energised_va(plant: Plant, relay: int, mains: list[int], pads: list[int]) -> float:
    """Rating of what is energised through a relay; what several transformers feed they share."""
    parts, net = plant.parts, plant.net
    kind, place = parts.guard.stands[relay]
    pads_va = parts.wiring.pads.rating_va
    if kind == "feeder":
        return sum(pads_va[pad] for pad in pads if parts.wiring.pad_feeder[pad] == place)
    if kind == "tie":
        if not plant.switching.tie_closed[place]:
            return 0.0
        side = short_circuits.side_of(plant, place)
        return sum(pads_va[pad] for pad in pads if parts.pad_bus[pad] in side)
    own_va = parts.wiring.mains.rating_va[place] if kind == "high" and place in mains else 0.0
    group = net.group_of_bus[parts.wiring.main_bus[place]]
    share_frac = dict(net.group_mains[group]).get(place, 0.0)
    behind_va = sum(pads_va[pad] for pad in pads if net.group_of_bus[parts.pad_bus[pad]] == group)
    return own_va + share_frac * behind_va


def rebuild(plant: Plant) -> None:
    """Work out what faults let flow; no relay moves."""
    short_circuits.follow(plant)


def _may_see(plant: Plant) -> bool:
    """Whether a load is so high that some relay may see it."""
    parts, net = plant.parts, plant.net
    if net.over >> (len(parts.main_ids) + 1):
        return True
    alerts = zip(net.main_s_va, parts.guard.alert_va, strict=True)
    return any(load_va > alert_va for load_va, alert_va in alerts)


def seen_by_a(plant: Plant, relay: int) -> float:
    """Current through a relay: of a fault on its way, else of its load."""
    fault_a = plant.guard.fault_a[relay]
    if fault_a > 0.0:
        return fault_a
    return load_va(plant, relay) / (_SQRT_3_RATIO * plant.parts.guard.volts_v[relay])


def load_va(plant: Plant, relay: int) -> float:
    """Apparent power through a relay's breaker or tie."""
    net, parts = plant.net, plant.parts
    kind, place = parts.guard.stands[relay]
    if kind == "feeder":
        return hypot(net.feeder_in_w[place], net.feeder_in_var[place])
    if kind == "low":
        return net.main_s_va[place]
    if kind == "high":
        return hypot(net.main_in_w[place], net.main_in_var[place])
    return _tie_va(plant, place) if plant.switching.tie_closed[place] else 0.0


def _tie_va(plant: Plant, tie: int) -> float:
    """What one side of a closed tie takes beyond what its own transformers give."""
    net, wiring = plant.net, plant.parts.wiring
    side = short_circuits.side_of(plant, tie)
    taken_w = taken_var = 0.0
    for feeder, bus in enumerate(wiring.feeder_bus):
        if bus in side and net.live_feeder[feeder]:
            taken_w += net.feeder_in_w[feeder]
            taken_var += net.feeder_in_var[feeder]
    for main, bus in enumerate(wiring.main_bus):
        if bus in side and net.live_main[main]:
            taken_w -= net.main_out_w[main]
            taken_var -= net.main_out_var[main]
    return hypot(taken_w, taken_var)


def note_opened(plant: Plant, t_us: int, seq: int, name: str) -> None:
    """A breaker or tie opened: if its relay told it to, it stays locked until it is closed."""
    relay = plant.parts.guard.index.get(name)
    if relay is None or not plant.guard.relays.tripped_by[relay]:
        return
    guard = plant.guard
    guard.relays.clear(relay, t_us)
    guard.locked[name] = seq
    guard.locked_for[name] = guard.fault_at[relay]
    plant.touched |= topics.PROTECTION


def note_closed(plant: Plant, t_us: int, name: str) -> None:
    """A breaker or tie closed: its relay sees current again."""
    relay = plant.parts.guard.index.get(name)
    if relay is not None:
        plant.guard.relays.reset(relay, t_us)
        plant.guard.locked.pop(name, None)
        plant.guard.locked_for.pop(name, None)
        plant.guard.reclosing.pop(name, None)
        if relay in plant.parts.guard.thermal_relays:
            place = plant.parts.guard.thermal_relays.index(relay)
            plant.thermal_guard.reset(place, t_us)


def is_locked_out(plant: Plant, bus: int) -> bool:
    """Whether a relay cut off a dead bus: no other source is tried, it might feed a fault."""
    guard, parts, net = plant.guard, plant.parts, plant.net
    if not guard.locked and not guard.faults:
        return False
    group = net.group_of_bus[bus]
    for main, name in enumerate(parts.main_ids):
        at = parts.wiring.main_bus[main]
        if net.group_of_bus[at] == group and any(
            parts.guard.ids[relay] in guard.locked
            for relay in (parts.guard.of_low[main], parts.guard.of_high[main])
        ):
            assert name
            return True
    for tie, pair in enumerate(parts.wiring.tie_buses):
        if parts.tie_ids[tie] in guard.locked and bus in pair:
            return True
    return any(parts.bus_ids[at] in guard.faults for at in _of_group(plant, group))


def _of_group(plant: Plant, group: int) -> list[int]:
    return [bus for bus, own in enumerate(plant.net.group_of_bus) if own == group]


def is_hot(plant: Plant, name: str) -> bool:
    """Whether the thermal relay of a breaker tripped and has not cooled."""
    guard, thermal = plant.parts.guard, plant.thermal_guard
    return any(
        guard.ids[relay] == name and thermal.tripped[place] and thermal.alarmed[place]
        for place, relay in enumerate(guard.thermal_relays)
    )


def why_not_energise(plant: Plant, name: str) -> str:
    """The fault that closing would feed, or heat that its relay remembers; empty when none."""
    guard, parts = plant.guard, plant.parts
    if is_hot(plant, name):
        return f"the thermal relay of {name} has not cooled"
    if not guard.faults:
        return ""
    if name in parts.tie_index:
        buses = set(parts.wiring.tie_buses[parts.tie_index[name]])
    else:
        buses = {parts.wiring.main_bus[main] for main in _mains_of(plant, name)}
    groups = {plant.net.group_of_bus[bus] for bus in buses}
    for asset in guard.faults:
        place = short_circuits.place_of(plant, asset)
        at_bus = place.feeder < 0 and plant.net.group_of_bus[place.bus] in groups
        if at_bus or (place.feeder >= 0 and parts.feeder_ids[place.feeder] == name):
            return f"{asset} has a short circuit that waits for repair"
    return ""


def _mains_of(plant: Plant, breaker: str) -> list[int]:
    guard = plant.parts.guard
    relay = guard.index.get(breaker, -2)
    sides = zip(guard.of_low, guard.of_high, strict=True)
    return [main for main, pair in enumerate(sides) if relay in pair]
