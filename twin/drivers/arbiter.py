"""The arbiter: one place where a command becomes an accepted or a refused fact, with the reason.

It refuses what can't be done (no such asset, not in service, would parallel two transformers) and what would break a
rule between policies: an AI hall is not capped while mining load that would relieve the same transformers still runs,
and a row is not switched against its minimum on and off times unless safety asks.
"""

from __future__ import annotations

from typing import assert_never

from twin.devices.asic_power import HASH, THROTTLE, TUNE
from twin.facility import Plant, supply
from twin.facts.control import (
    AnyCommand,
    CapHall,
    CloseBreaker,
    CloseTie,
    CommandAccepted,
    CommandRefused,
    CurtailRows,
    FailTransformer,
    OpenBreaker,
    OpenTie,
    RestoreRows,
    SetParameter,
)
from twin.units import US_PER_S

SAFETY = frozenset({"thermal_shedding", "n1_shedding", "operator"})


def rule(plant: Plant, t_us: int, command: AnyCommand, by: str) -> tuple[str, CommandAccepted | CommandRefused]:
    """The subject and the fact that a command becomes."""
    why = refusal(plant, t_us, command, by)
    fact = CommandRefused(command, by, why) if why else CommandAccepted(command, by)
    return subject_of(command), fact


def subject_of(command: AnyCommand) -> str:
    """The asset a command is for."""
    match command:
        case CurtailRows() | RestoreRows():
            return command.block
        case CapHall():
            return command.hall
        case OpenBreaker() | CloseBreaker():
            return command.breaker
        case OpenTie() | CloseTie():
            return command.tie
        case FailTransformer():
            return command.transformer
        case SetParameter():
            return command.path
        case _:
            assert_never(command)


def refusal(plant: Plant, t_us: int, command: AnyCommand, by: str) -> str:
    """Why a command can't be let through, empty when it can."""
    match command:
        case CurtailRows() | RestoreRows():
            return _rows(plant, t_us, command, by)
        case CapHall():
            return _cap(plant, command, by)
        case OpenBreaker():
            known = command.breaker in plant.parts.breaker_ids
            if not known:
                return f"there is no breaker {command.breaker}"
            return f"{command.breaker} is open already" if command.breaker in plant.open_breakers else ""
        case CloseBreaker():
            known = command.breaker in plant.parts.breaker_ids
            return supply.why_not_close_breaker(plant, command.breaker) if known else f"there is no breaker {command.breaker}"
        case OpenTie():
            return "" if command.tie in plant.closed_ties else f"{command.tie} is not closed"
        case CloseTie():
            return supply.why_not_close(plant, command.tie)
        case FailTransformer():
            return _fail(plant, command)
        case SetParameter():
            return ""
        case _:
            assert_never(command)


def _rows(plant: Plant, t_us: int, command: CurtailRows | RestoreRows, by: str) -> str:
    parts = plant.parts
    for name in command.rows:
        row = parts.row_index.get(name)
        if row is None:
            return f"there is no row {name}"
        if not parts.row_in_service[row]:
            return f"{name} is not in service"
        if by in SAFETY:
            continue
        asleep = bool(plant.control.holds[row])
        least_us = parts.row_min_off_us[row] if asleep else parts.row_min_on_us[row]
        told_us = plant.control.told_us[row]
        if told_us and t_us - told_us < least_us:
            left_s = (told_us + least_us - t_us) / US_PER_S
            return f"{name} was switched {(t_us - told_us) / US_PER_S:.0f} s ago and must rest {left_s:.0f} s more"
    return ""


def _cap(plant: Plant, command: CapHall, by: str) -> str:
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
        net.group_of_bus[parts.bus_of_pad(pad)] for pad in parts.hall_pads[hall] if net.live_pad[pad]
    }
    over = {net.group_of_bus[parts.wiring.main_bus[main]] for main in parts.mains_over(net.over)}
    for row, pad in enumerate(parts.row_pad):
        hashing = plant.rows.stage[row] in (TUNE, HASH, THROTTLE) and not plant.control.holds[row]
        group = net.group_of_bus[parts.bus_of_pad(pad)]
        if hashing and net.live_pad[pad] and group in groups and (not over or group in over):
            return parts.row_ids[row]
    return ""


def _fail(plant: Plant, command: FailTransformer) -> str:
    if command.transformer not in plant.parts.hazard_index or command.transformer in plant.parts.row_index:
        return f"there is no transformer {command.transformer}"
    return f"{command.transformer} has failed already" if command.transformer in plant.failed_units else ""
