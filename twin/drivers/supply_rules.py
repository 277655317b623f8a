"""What the arbiter lets people do with supplies, engines and batteries, and why it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin.devices.backup.battery import limits_w
from twin.devices.backup.genset_spec import FAILED, LOCKED_OUT, TRIPPED
from twin.facility import Plant, obeying, storage
from twin.facts import Command
from twin.facts.control import DispatchBattery, PermitGensets, ResetUps, RunGensets
from twin.units import W_PER_MW

_OUT = (FAILED, LOCKED_OUT, TRIPPED)


def _reset(plant: Plant, _t_us: int, command: ResetUps, _by: str) -> str:
    known = command.ups in plant.parts.ups_index
    return "" if known else f"there is no supply {command.ups}"


def _permit(plant: Plant, _t_us: int, command: PermitGensets, _by: str) -> str:
    known = command.gensets in plant.parts.genset_index
    return "" if known else f"there is no group of engines {command.gensets}"


def _run(plant: Plant, _t_us: int, command: RunGensets, _by: str) -> str:
    name = command.gensets
    group = plant.parts.genset_index.get(name)
    if group is None:
        return f"there is no group of engines {name}"
    if bool(plant.genset_held[group]) == command.run:
        return f"{name} is run by hand already" if command.run else f"nobody runs {name} by hand"
    return _why_not_start(plant, name, group) if command.run else ""


def _why_not_start(plant: Plant, name: str, group: int) -> str:
    gensets = plant.gensets
    if not gensets.permitted[group]:
        return f"{name} may not start: let it first"
    if not gensets.has_fuel(group):
        return f"{name} has no fuel"
    states = [gensets.engines.engine_state[engine] for engine in gensets.members[group]]
    out = all(state in _OUT for state in states)
    return f"every engine of {name} is broken, tripped or locked out" if out else ""


def _dispatch(plant: Plant, _t_us: int, command: DispatchBattery, _by: str) -> str:
    parts, name = plant.parts.grid, command.battery
    if name not in parts.battery_ids:
        return f"there is no battery {name} in service"
    battery = parts.battery_ids.index(name)
    if command.ends_event and plant.grid.battery_event[battery] != command.ends_event:
        return f"{name} was told otherwise since"
    takes_w, gives_w = limits_w(parts.battery_specs[battery])
    if min(command.charge_w, command.discharge_w) != 0.0:
        return f"{name} can charge or discharge at a power above 0, not both"
    if command.charge_w > takes_w or command.discharge_w > gives_w:
        limits = f"{takes_w / W_PER_MW:g} MW and gives up to {gives_w / W_PER_MW:g} MW"
        return f"{name} takes up to {limits}"
    if command.discharge_w > storage.serves_w(plant, battery):
        return f"loads beside {name} draw less than that, and the site does not export"
    return obeying.why_not_import(plant, command.charge_w)


SUPPLIES: dict[type[Command], Callable[[Plant, int, Any, str], str]] = {
    ResetUps: _reset,
    PermitGensets: _permit,
    RunGensets: _run,
    DispatchBattery: _dispatch,
}
