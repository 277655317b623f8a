"""Who has voltage: switch positions to topology, and what loads and buses must be told about it.

The functions here read the plant and answer questions of the switching driver; `rewire` alone
changes columns, and only while a fact is applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from twin.facility import (
    backup,
    heat,
    overcurrent,
    restart,
    sags,
    short_circuits,
    storage,
    topics,
)
from twin.facility.network import groups_of
from twin.facility.transfer import best_tie
from twin.site.document import HIGH_SIDE, LOW_SIDE

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def breakers_of(unit: str) -> tuple[str, str]:
    """Ids of the breakers on the high and the low side of a main transformer."""
    return unit + HIGH_SIDE, unit + LOW_SIDE


def rewire(plant: Plant, t_us: int, seq: int) -> None:
    """Take switch positions and faults into the network, and balance it."""
    place_switches(plant)
    before = overcurrent.standing(plant)
    plant.net.rewire(t_us)
    overcurrent.note_energised(plant, t_us, before)
    if plant.guard.faults:
        short_circuits.follow(plant)
    backup.follow_feeds(plant, t_us, seq)
    storage.follow(plant, t_us)
    backup.book_halls(plant, t_us)
    plant.settle_everything(t_us)
    if plant.guard.faults:
        sags.follow(plant, t_us, seq)
        plant.touched |= topics.GRID
    for unit in range(len(plant.parts.unit_ids)):
        plant.watch.doubt(unit)
    plant.refused_transfers.clear()
    restart.forget(plant)
    plant.switch_seq = seq
    plant.touched |= topics.TOPOLOGY | topics.THERMAL


def place_switches(plant: Plant) -> None:
    """Switch positions of the network from what is open, failed, closed and in service."""
    parts, switching = plant.parts, plant.switching
    failed, opened = plant.failed_units, plant.open_breakers
    switching.bus_ok[:] = plant.service.bus
    for main, name in enumerate(parts.main_ids):
        high, low = breakers_of(name)
        closed = high not in opened and low not in opened
        fit = plant.service.main[main] and name not in failed
        switching.main_closed[main] = plant.grid_pu > 0.0 and closed and fit
    for feeder, name in enumerate(parts.feeder_ids):
        switching.feeder_closed[feeder] = plant.service.feeder[feeder] and name not in opened
    dropped = _dropped(plant)
    for pad, name in enumerate(parts.pad_ids):
        fit = plant.service.pad[pad] and name not in failed
        switching.pad_ok[pad] = fit and pad not in dropped
    for tie, name in enumerate(parts.tie_ids):
        switching.tie_closed[tie] = plant.service.tie[tie] and name in plant.closed_ties


def _dropped(plant: Plant) -> set[int]:
    """Unit transformers that dropped off their bus and wait to be energised: all rows are dark."""
    parts, supplied = plant.parts, plant.row_supplied
    pads = {parts.row_pad[row] for row in plant.dark}
    return {pad for pad in pads if not any(supplied[row] for row in parts.pad_rows[pad])}


def follow_rows(plant: Plant, t_us: int, rows: Sequence[int]) -> None:
    """Unit transformers drop off with their rows and are energised with them; settles no flow."""
    place_switches(plant)
    before = overcurrent.standing(plant)
    plant.net.rewire(t_us)
    overcurrent.note_energised(plant, t_us, before)
    first = len(plant.parts.main_ids)
    for pad in dict.fromkeys(plant.parts.row_pad[row] for row in rows):
        plant.watch.doubt(first + pad)


def changes(plant: Plant) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Blocks that lost supply, halls whose supply is not what they were last told.

    Blocks come back by `restart`.

    Yields:
        The block or hall, the rows concerned (none for a hall), whether supply is there now.
    """
    parts, live, tripped_by = plant.parts, plant.net.live_pad, plant.rides.tripped_by
    lost: dict[str, list[str]] = {}
    for row, pad in enumerate(parts.row_pad):
        let_go = tripped_by[parts.pad_bus[pad]]
        if plant.row_supplied[row] and (let_go or not live[pad]):
            lost.setdefault(parts.row_block[row], []).append(parts.row_ids[row])
    for block, rows in lost.items():
        yield block, tuple(rows), False
    for hall in range(len(parts.hall_ids)):
        alive = backup.feeds_it(plant, hall)
        if plant.service.hall[hall] and plant.hall_supplied[hall] != alive:
            yield parts.hall_ids[hall], (), alive


def cause_of(plant: Plant, subject: str, rows: Sequence[str]) -> int:
    """What made a block or hall lose or get its supply: a switch, a sag, its own battery, heat."""
    parts = plant.parts
    hall = parts.hall_index.get(subject, -1)
    if hall < 0:
        ride = parts.pad_bus[parts.row_pad[parts.row_index[rows[0]]]]
        return max(plant.switch_seq, plant.ride_cause[ride])
    ups, heat_seq = parts.hall_ups[hall], plant.heat_cause[hall]
    if heat.stops_racks(plant, hall):
        return heat_seq
    if ups >= 0:
        power_seq = plant.ups_cause[ups]
    else:
        static = parts.hall_static[hall]
        moved_seq = plant.switch_cause[static] if static >= 0 else plant.switch_seq
        power_seq = max(moved_seq, plant.ride_cause[parts.ride_hall.index(hall)])
    return max(power_seq, heat_seq) if backup.feeds_it(plant, hall) else power_seq


def why_of(plant: Plant, subject: str, cause: int) -> str:
    """`heat` where that is the cause of a hall's loss or return, empty for a want of power."""
    hall = plant.parts.hall_index.get(subject, -1)
    return "heat" if hall >= 0 and cause == plant.heat_cause[hall] > 0 else ""


def isolate(plant: Plant, seq: int, main: str) -> None:
    """Open the breakers of a main that leaves service; back in service it takes its bus back."""
    for breaker in breakers_of(main):
        plant.open_breakers.setdefault(breaker, seq)
        plant.protection_opened.setdefault(breaker, seq)


def may_return(plant: Plant, main: str) -> bool:
    """Whether a main transformer is fit, in service.

    Kept off only by breakers that protection opened.
    """
    index = plant.parts.main_index[main]
    if (
        not plant.service.main[index]
        or main in plant.failed_units
        or main in plant.control.tripped
        or any(overcurrent.is_hot(plant, breaker) for breaker in breakers_of(main))
    ):
        return False
    return any(breaker in plant.protection_opened for breaker in breakers_of(main))


def tie_feeding(plant: Plant, main: str) -> str | None:
    """The closed tie through which another transformer feeds this one's bus, None when none does.

    Closed switches form a tree, so cutting a tie shows what comes through it and through no other.
    """
    parts, net, switching = plant.parts, plant.net, plant.switching
    bus = parts.wiring.main_bus[parts.main_index[main]]
    if not net.live_bus[bus]:
        return None
    pairs = parts.wiring.tie_buses
    closed = [tie for tie in range(len(pairs)) if switching.tie_closed[tie]]
    sources = [parts.wiring.main_bus[at] for at, alive in enumerate(net.live_main) if alive]
    for tie in closed:
        if bus in pairs[tie]:
            far = pairs[tie][0] if pairs[tie][1] == bus else pairs[tie][1]
            joins = [pairs[other] for other in closed if other != tie]
            group = groups_of(len(parts.bus_ids), switching.bus_ok, joins)
            if any(group[source] == group[far] for source in sources):
                return parts.tie_ids[tie]
    return None


def main_of(plant: Plant, breaker: str) -> str | None:
    """The main transformer that a breaker belongs to, None for a feeder's."""
    for side in (HIGH_SIDE, LOW_SIDE):
        unit = breaker.removesuffix(side)
        if unit != breaker and unit in plant.parts.main_index:
            return unit
    return None


def dead_buses(plant: Plant) -> Iterator[str]:
    """Buses in service without voltage that no tie has been chosen or refused for yet.

    In an outage of the grid no transfer is tried: there is no live bus to transfer to.
    """
    if plant.grid_pu == 0.0:
        return
    parts, net = plant.parts, plant.net
    waiting = {bus for _, _, bus, _ in plant.control.transfers}
    for bus, name in enumerate(parts.bus_ids):
        quiet = name not in waiting and name not in plant.refused_transfers
        if (
            plant.service.bus[bus]
            and not net.live_bus[bus]
            and quiet
            and not overcurrent.is_locked_out(plant, bus)
            and _feeds_something(plant, bus)
        ):
            yield name


def _feeds_something(plant: Plant, bus: int) -> bool:
    parts = plant.parts
    return any(
        at == bus and plant.service.feeder[feeder]
        for feeder, at in enumerate(parts.wiring.feeder_bus)
    )


def next_feed(plant: Plant, bus: str) -> tuple[str, float]:
    """What is to feed a dead bus, and for how long the bus stays dead first [s].

    Its own transformer's breaker where that is fit again, else the best tie; empty when neither is.
    """
    parts = plant.parts
    at = parts.bus_index[bus]
    waits_s = [
        parts.tie_transfer_s[tie]
        for tie, pair in enumerate(parts.wiring.tie_buses)
        if at in pair and plant.service.tie[tie]
    ]
    for main, name in enumerate(parts.main_ids):
        low = name + LOW_SIDE
        fit = parts.wiring.main_bus[main] == at and may_return(plant, name)
        if fit and low in plant.protection_opened:
            return low, min(waits_s, default=0.0)
    tie = best_tie(plant, bus)
    return (tie, parts.tie_transfer_s[parts.tie_index[tie]]) if tie else ("", 0.0)


def why_not_close(plant: Plant, tie: str) -> str:
    """What stands against closing a tie, empty when nothing does."""
    parts, net = plant.parts, plant.net
    index = parts.tie_index.get(tie)
    if index is None:
        return f"there is no tie {tie}"
    if not plant.service.tie[index]:
        return f"{tie} is not in service"
    if tie in plant.closed_ties:
        return f"{tie} is closed already"
    one, other = parts.wiring.tie_buses[index]
    if net.group_of_bus[one] == net.group_of_bus[other]:
        return f"{tie} would close a ring"
    if net.live_bus[one] and net.live_bus[other] and not parts.tie_parallel[index]:
        pair = f"{parts.bus_ids[one]} and {parts.bus_ids[other]}"
        return f"{pair} are both live and the site does not allow them to run in parallel"
    return overcurrent.why_not_energise(plant, tie)


def why_not_close_breaker(plant: Plant, breaker: str) -> str:
    """What stands against closing a breaker, empty when nothing does."""
    parts, net = plant.parts, plant.net
    if breaker not in plant.open_breakers:
        return f"{breaker} is closed already"
    unit = main_of(plant, breaker)
    unfit = overcurrent.why_not_energise(plant, breaker) or _why_unfit(plant, unit)
    if unfit or unit is None:
        return unfit
    main = parts.main_index[unit]
    if breaker == unit + HIGH_SIDE and unit + LOW_SIDE in plant.open_breakers:
        return ""
    group = net.group_of_bus[parts.wiring.main_bus[main]]
    others = [parts.main_ids[other] for other, _ in net.group_mains[group] if other != main]
    if others and not _parallel_allowed(plant, main):
        return (
            f"{unit} would run in parallel with {', '.join(others)}, which the site does not allow"
        )
    return ""


def _why_unfit(plant: Plant, unit: str | None) -> str:
    if unit in plant.failed_units:
        return f"{unit} has failed and waits for repair"
    return f"{unit} tripped and has not cooled" if unit in plant.control.tripped else ""


def _parallel_allowed(plant: Plant, main: int) -> bool:
    parts = plant.parts
    bus = parts.wiring.main_bus[main]
    closed = [tie for tie in range(len(parts.tie_ids)) if plant.switching.tie_closed[tie]]
    touching = [tie for tie in closed if bus in parts.wiring.tie_buses[tie]]
    return bool(touching) and all(parts.tie_parallel[tie] for tie in touching)
