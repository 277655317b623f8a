"""The arbiter: one place where a command becomes an accepted or a refused fact, with the reason.

It refuses what can't be done (no such asset, not in service, would parallel two transformers) and
what would break a rule between policies: an AI hall is not capped while mining load that would
relieve the same transformers still runs, a row is not switched against its minimum on and off times
unless safety asks, nobody lifts what another holds, and nothing wakes that would load a main
transformer above its rating.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin.devices.asic_power import HASH, THROTTLE, TUNE
from twin.drivers.supply_rules import SUPPLIES
from twin.facility import Plant, obeying, room, supply
from twin.facility import holds as holds_
from twin.facts import COMMANDS, Command
from twin.facts.control import (
    AnyCommand,
    CapHall,
    CauseFault,
    CloseBreaker,
    CloseTie,
    CommandAccepted,
    CommandRefused,
    CurtailRows,
    FailEquipment,
    FailTransformer,
    JamBreaker,
    OpenBreaker,
    OpenTie,
    RestoreRows,
    SetParameter,
)
from twin.facts.operator import (
    HoldDryBulb,
    HoldFacilityWater,
    HoldPrice,
    ReleaseFacilityWater,
    ReleaseHeld,
)
from twin.units import US_PER_S

DRY_BULB_C = (-50.0, 60.0)
PRICE_USD_PER_MWH = (-5000.0, 20_000.0)
"""What air and price may be held at."""

SAFETY = frozenset({"thermal_shedding", "n1_shedding", obeying.HOLDER, "operator"})


def rule(
    plant: Plant, t_us: int, command: AnyCommand, by: str
) -> tuple[str, CommandAccepted | CommandRefused]:
    """The subject and the fact that a command becomes."""
    why = refusal(plant, t_us, command, by)
    fact = CommandRefused(command, by, why) if why else CommandAccepted(command, by)
    return subject_of(command), fact


def subject_of(command: AnyCommand) -> str:
    """The asset a command is for."""
    return getattr(command, command.SUBJECT)


def refusal(plant: Plant, t_us: int, command: AnyCommand, by: str) -> str:
    """Why a command can't be let through, empty when it can."""
    return _REFUSALS[type(command)](plant, t_us, command, by)


def _tie(plant: Plant, _t_us: int, command: OpenTie | CloseTie, _by: str) -> str:
    if isinstance(command, CloseTie):
        return supply.why_not_close(plant, command.tie)
    return "" if command.tie in plant.closed_ties else f"{command.tie} is not closed"


def _breaker(plant: Plant, _t_us: int, command: OpenBreaker | CloseBreaker, _by: str) -> str:
    name = command.breaker
    if name not in plant.parts.breaker_ids:
        return f"there is no breaker {name}"
    if isinstance(command, CloseBreaker):
        return supply.why_not_close_breaker(plant, name)
    return f"{name} is open already" if name in plant.open_breakers else ""


def _rows(plant: Plant, t_us: int, command: CurtailRows | RestoreRows, by: str) -> str:
    parts = plant.parts
    if not command.rows:
        return "it names no rows"
    to_sleep = isinstance(command, CurtailRows)
    for name in command.rows:
        row = parts.row_index.get(name)
        if row is None or parts.row_block[row] != command.block:
            return f"there is no row {name} in {command.block}"
        if not plant.service.row[row]:
            return f"{name} is not in service"
        holds = plant.control.holds[row]
        if not to_sleep and by not in holds:
            others = ", ".join(holds)
            return f"{by} does not hold {name}" + (f", {others} does" if holds else "")
        free = by in SAFETY or not holds_.would_switch(plant, row, by, to_sleep=to_sleep)
        free_us = holds_.free_us(plant, row)
        if not free and t_us < free_us:
            return f"{name} must rest {(free_us - t_us) / US_PER_S:.0f} s more"
    return "" if to_sleep else _wake(plant, command.rows, by)


def _wake(plant: Plant, rows: tuple[str, ...], by: str) -> str:
    """Room on the transformers, and at the interconnect while an order stands."""
    more_w = room.wakes_w(plant, rows, by)
    return room.why_not_wake(plant, rows, by) or obeying.why_not_import(plant, more_w)


def _cap(plant: Plant, _t_us: int, command: CapHall, by: str) -> str:
    hall = plant.parts.hall_index.get(command.hall)
    if hall is None:
        return f"there is no hall {command.hall}"
    if not 0.0 < command.cap_frac <= 1.0:
        return f"a cap of {command.cap_frac} is not above 0 and up to 1"
    if by != "operator" and command.cap_frac < plant.halls.cap_frac[hall]:
        running = mining_that_relieves(plant, hall)
        if running:
            return f"{running} still mines on the same transformers and goes first"
    return ""


def mining_that_relieves(plant: Plant, hall: int) -> str:
    """A running row on the transformers that feed a hall, empty when none is left."""
    parts, net = plant.parts, plant.net
    groups = {
        net.group_of_bus[parts.bus_of_pad(pad)]
        for pad in plant.hall_takes[hall]
        if net.live_pad[pad]
    }
    over = {net.group_of_bus[parts.wiring.main_bus[main]] for main in parts.mains_over(net.over)}
    for row, pad in enumerate(parts.row_pad):
        hashing = plant.rows.stage[row] in (TUNE, HASH, THROTTLE) and not plant.control.holds[row]
        group = net.group_of_bus[parts.bus_of_pad(pad)]
        if hashing and net.live_pad[pad] and group in groups and (not over or group in over):
            return parts.row_ids[row]
    return ""


def _fail(plant: Plant, _t_us: int, command: FailTransformer, _by: str) -> str:
    parts, name = plant.parts, command.transformer
    unit = parts.unit_index.get(name)
    if unit is None:
        return f"there is no transformer {name}"
    if not (plant.service.main + plant.service.pad)[unit]:
        return f"{name} is not in service"
    if not command.repair_s > 0:
        return f"a repair of {command.repair_s} s is not above 0"
    return f"{name} has failed already" if name in plant.failed_units else ""


def _break(plant: Plant, _t_us: int, command: FailEquipment, _by: str) -> str:
    group = plant.parts.equipment.get(command.group)
    if group is None:
        return f"there is no equipment {command.group}"
    left = group.units_count - plant.broken.get(command.group, 0)
    if not 0 < command.units_count <= left:
        return f"{left} of {command.group} are whole, so {command.units_count} can't fail"
    return "" if command.repair_s > 0 else f"a repair of {command.repair_s} s is not above 0"


def _fault(plant: Plant, _t_us: int, command: CauseFault, _by: str) -> str:
    parts, name = plant.parts, command.asset
    if not parts.guard.ids:
        return "the site has no protection: nothing would clear it"
    if name not in (*parts.bus_ids, *parts.pad_ids, *parts.feeder_ids):
        return f"there is no feeder, unit transformer or bus {name}"
    if command.resistance_ohm < 0.0 or command.power_va < 0.0 or not command.repair_s > 0:
        return "resistance and power must not be negative, and a repair takes time"
    return f"{name} has a short circuit already" if name in plant.guard.faults else ""


def _jam(plant: Plant, _t_us: int, command: JamBreaker, _by: str) -> str:
    if command.breaker not in plant.parts.guard.index:
        return f"there is no breaker {command.breaker} with a relay"
    if not command.repair_s > 0:
        return f"a repair of {command.repair_s} s is not above 0"
    jammed = command.breaker in plant.guard.jammed
    return f"{command.breaker} is jammed already" if jammed else ""


def _free(_plant: Plant, _t_us: int, _command: SetParameter, _by: str) -> str:
    """A parameter was checked when it was set."""
    return ""


def _hold_air(plant: Plant, _t_us: int, command: HoldDryBulb, _by: str) -> str:
    if command.site != plant.parts.site_id:
        return f"there is no site {command.site}"
    low_c, high_c = DRY_BULB_C
    inside = low_c <= command.dry_bulb_c <= high_c
    return "" if inside else f"{command.dry_bulb_c:g} C is not from {low_c:g} to {high_c:g} C"


def _hold_price(plant: Plant, _t_us: int, command: HoldPrice, _by: str) -> str:
    if command.interconnect != plant.parts.poi_id:
        return f"there is no interconnect {command.interconnect}"
    low, high = PRICE_USD_PER_MWH
    price = command.price_usd_per_mwh
    return "" if low <= price <= high else f"{price:g} is not from {low:g} to {high:g} USD/MWh"


def _let_go(plant: Plant, _t_us: int, command: ReleaseHeld, _by: str) -> str:
    if command.site != plant.parts.site_id:
        return f"there is no site {command.site}"
    market = plant.market
    held = market.held_dry_bulb_c is not None or market.held_usd_per_mwh is not None
    return "" if held else "nothing is held"


def _set_supply(plant: Plant, _t_us: int, command: HoldFacilityWater, _by: str) -> str:
    loop = plant.parts.loop_index.get(command.cooling)
    if loop is None:
        return f"there is no cooling plant {command.cooling} of a hall in service"
    spec, supply_c = plant.parts.loop_specs[loop], command.supply_c
    if spec.set_low_c <= supply_c <= spec.set_high_c:
        return ""
    return f"{supply_c:g} °C is not from {spec.set_low_c:g} to {spec.set_high_c:g} °C"


def _release_supply(plant: Plant, _t_us: int, command: ReleaseFacilityWater, _by: str) -> str:
    loop = plant.parts.loop_index.get(command.cooling)
    if loop is None:
        return f"there is no cooling plant {command.cooling} of a hall in service"
    stands = plant.loops.switches[loop].set_c is not None
    return "" if stands else f"{command.cooling} holds what its document says already"


_REFUSALS: dict[type[Command], Callable[[Plant, int, Any, str], str]] = {
    **SUPPLIES,
    CurtailRows: _rows,
    RestoreRows: _rows,
    CapHall: _cap,
    OpenBreaker: _breaker,
    CloseBreaker: _breaker,
    OpenTie: _tie,
    CloseTie: _tie,
    FailTransformer: _fail,
    SetParameter: _free,
    FailEquipment: _break,
    CauseFault: _fault,
    JamBreaker: _jam,
    HoldDryBulb: _hold_air,
    HoldPrice: _hold_price,
    ReleaseHeld: _let_go,
    HoldFacilityWater: _set_supply,
    ReleaseFacilityWater: _release_supply,
}
assert set(_REFUSALS) == set(COMMANDS), "the arbiter rules on every command"
