"""What an operator may ask for, as forms: each command with its fields and what may be put in them.

The arbiter has the last word; a form only spares people what can't be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from api.views import CommandField, CommandForm
from twin.devices.backup.battery import limits_w
from twin.drivers.arbiter import DRY_BULB_C, PRICE_USD_PER_MWH
from twin.facility import Parts
from twin.facts import Command, control, operator
from twin.units import S_PER_H

Choices = Callable[[Parts], list[str]]


class _Asked(NamedTuple):
    """A command, what it is called, and its fields beside the reason."""

    command: type[Command]
    title: str
    fields: Callable[[Parts], list[CommandField]]


def forms_of(parts: Parts) -> list[CommandForm]:
    """All commands that have something to act on at a site."""
    found: list[CommandForm] = []
    for asked in _ASKED:
        fields = asked.fields(parts)
        if all(field.choices != [] for field in fields):
            reason = CommandField(name="reason", type="text", default="")
            kind = asked.command.__name__
            found.append(CommandForm(kind=kind, title=asked.title, fields=[*fields, reason]))
    return found


def _one(name: str, choices: Choices) -> Callable[[Parts], list[CommandField]]:
    return lambda parts: [CommandField(name=name, type="choice", choices=choices(parts))]


def _number(name: str, unit: str, low: float, high: float, default: float) -> CommandField:
    return CommandField(name=name, type="number", unit=unit, low=low, high=high, default=default)


def _blocks(parts: Parts) -> list[str]:
    served = {
        block for block, there in zip(parts.row_block, parts.row_in_service, strict=True) if there
    }
    return [block for block in parts.block_ids if block in served]


def _halls(parts: Parts) -> list[str]:
    return [
        name for name, there in zip(parts.hall_ids, parts.hall_in_service, strict=True) if there
    ]


def _units(parts: Parts) -> list[str]:
    ids = (*parts.main_ids, *parts.pad_ids)
    in_service = (*parts.main_in_service, *parts.pad_in_service)
    return [name for name, there in zip(ids, in_service, strict=True) if there]


def _breakers(parts: Parts) -> list[str]:
    return sorted(parts.breaker_ids)


def _rows(parts: Parts) -> list[CommandField]:
    rows = [name for name, there in zip(parts.row_ids, parts.row_in_service, strict=True) if there]
    return [
        CommandField(name="block", type="choice", choices=_blocks(parts)),
        CommandField(name="rows", type="choices", choices=rows),
    ]


def _cap(parts: Parts) -> list[CommandField]:
    return [*_one("hall", _halls)(parts), _number("cap_frac", "", 0.01, 1.0, 1.0)]


def _fail(parts: Parts) -> list[CommandField]:
    repair = _number("repair_s", "s", 60.0, 8760 * S_PER_H, 336 * S_PER_H)
    return [*_one("transformer", _units)(parts), repair]


def _break(parts: Parts) -> list[CommandField]:
    return [
        *_one("group", lambda parts: list(parts.equipment))(parts),
        _number("units_count", "", 1.0, 1000.0, 1.0),
        _number("repair_s", "s", 60.0, 8760 * S_PER_H, 24 * S_PER_H),
    ]


def _fault(parts: Parts) -> list[CommandField]:
    assets = [*parts.bus_ids, *parts.feeder_ids, *parts.pad_ids]
    return [
        CommandField(name="asset", type="choice", choices=assets),
        _number("repair_s", "s", 60.0, 8760 * S_PER_H, 24 * S_PER_H),
        CommandField(name="breaker_fails", type="flag", default=False),
    ]


def _jam(parts: Parts) -> list[CommandField]:
    breakers = [*_breakers(parts), *parts.tie_ids]
    return [
        CommandField(name="breaker", type="choice", choices=breakers),
        _number("repair_s", "s", 60.0, 8760 * S_PER_H, 24 * S_PER_H),
    ]


def _battery(parts: Parts) -> list[CommandField]:
    most_w = max((max(limits_w(spec)) for spec in parts.grid.battery_specs), default=0.0)
    return [
        CommandField(name="battery", type="choice", choices=list(parts.grid.battery_ids)),
        _number("charge_w", "W", 0.0, most_w, 0.0),
        _number("discharge_w", "W", 0.0, most_w, 0.0),
    ]


def _permit(parts: Parts) -> list[CommandField]:
    groups = _one("gensets", lambda parts: list(parts.genset_ids))(parts)
    return [*groups, CommandField(name="permitted", type="flag", default=True)]


def _run(parts: Parts) -> list[CommandField]:
    groups = _one("gensets", lambda parts: list(parts.genset_ids))(parts)
    return [*groups, CommandField(name="run", type="flag", default=True)]


def _air(parts: Parts) -> list[CommandField]:
    return [
        *_one("site", lambda parts: [parts.site_id])(parts),
        _number("dry_bulb_c", "°C", *DRY_BULB_C, 45.0),
    ]


def _supply(parts: Parts) -> list[CommandField]:
    specs = parts.loop_specs
    low_c = min((spec.set_low_c for spec in specs), default=0.0)
    high_c = max((spec.set_high_c for spec in specs), default=0.0)
    return [
        *_one("cooling", lambda parts: list(parts.loop_ids))(parts),
        _number("supply_c", "°C", low_c, high_c, min(max(30.0, low_c), high_c)),
    ]


def _price(parts: Parts) -> list[CommandField]:
    return [
        *_one("interconnect", lambda parts: [parts.poi_id])(parts),
        _number("price_usd_per_mwh", "USD/MWh", *PRICE_USD_PER_MWH, 5000.0),
    ]


_ASKED: tuple[_Asked, ...] = (
    _Asked(control.CurtailRows, "Put rows of a block to sleep", _rows),
    _Asked(control.RestoreRows, "Wake rows of a block", _rows),
    _Asked(control.CapHall, "Cap the racks of a hall", _cap),
    _Asked(control.OpenBreaker, "Open a breaker", _one("breaker", _breakers)),
    _Asked(control.CloseBreaker, "Close a breaker", _one("breaker", _breakers)),
    _Asked(control.OpenTie, "Open a tie", _one("tie", lambda parts: list(parts.tie_ids))),
    _Asked(control.CloseTie, "Close a tie", _one("tie", lambda parts: list(parts.tie_ids))),
    _Asked(control.FailTransformer, "Let a transformer fail", _fail),
    _Asked(control.FailEquipment, "Let equipment fail", _break),
    _Asked(control.CauseFault, "Make a short circuit", _fault),
    _Asked(control.JamBreaker, "Jam a breaker", _jam),
    _Asked(control.DispatchBattery, "Charge or discharge a battery", _battery),
    _Asked(control.ResetUps, "Reset a supply", _one("ups", lambda parts: list(parts.ups_ids))),
    _Asked(control.PermitGensets, "Let engines start, or forbid it", _permit),
    _Asked(control.RunGensets, "Start engines by hand, or let them go", _run),
    _Asked(operator.HoldFacilityWater, "Set the water that a hall's cooling holds", _supply),
    _Asked(
        operator.ReleaseFacilityWater,
        "Let a hall's cooling hold what its document says",
        _one("cooling", lambda parts: list(parts.loop_ids)),
    ),
    _Asked(operator.HoldDryBulb, "What if the air were as warm as this", _air),
    _Asked(operator.HoldPrice, "What if energy cost as much as this", _price),
    _Asked(
        operator.ReleaseHeld,
        "Let air and price follow their series again",
        _one("site", lambda parts: [parts.site_id]),
    ),
)
