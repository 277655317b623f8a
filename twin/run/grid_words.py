"""Sentences for facts of the grid's side."""

from __future__ import annotations

from collections.abc import Iterator

from twin.devices.backup.battery import HELD_NAMES
from twin.facility import Plant, droop
from twin.facts import Fact, grid
from twin.facts.outside import GridFrequencyChanged
from twin.run.support_words import Say, because, span_words
from twin.units import W_PER_MW

Standing = Iterator[tuple[str, str]]
"""Asset and what it is in."""


def grid_state_words(plant: Plant) -> Standing:
    """Orders that stand, stages that are out, rows that run below their power.

    Args:
        plant: as it stands.
    """
    for order in plant.grid.orders:
        words = f"order {order.number} allows {order.limit_w / W_PER_MW:.3f} MW"
        yield plant.parts.poi_id, words
    for stage, name in enumerate(plant.parts.grid.stage_ids):
        if plant.grid.is_out(stage):
            yield name, "out"
    for battery, name in enumerate(plant.parts.grid.battery_ids):
        charge_w, discharge_w = plant.grid.batteries.flow_w(battery)
        held = HELD_NAMES[plant.grid.batteries.held[battery]]
        words = "charges" if charge_w else "gives" if discharge_w else "rests"
        yield name, words if held == "free" else f"{words}, {held}"
    for row in droop.capped(plant):
        mode_frac = plant.rows.mode_frac[row]
        yield plant.parts.row_ids[row], f"at {100 * mode_frac:.4g} % of the rated hash rate"


def _flow(net_w: float) -> str:
    if not net_w:
        return "rest"
    return f"{'take' if net_w > 0.0 else 'give'} {abs(net_w) / W_PER_MW:.3f} MW"


GRID: dict[type[Fact], Say] = {
    GridFrequencyChanged: lambda s, f: (
        f"the frequency of the grid at {s} became {f.frequency_hz:g} Hz"
    ),
    grid.StageTripped: lambda s, f: f"stage {s} of the relays tripped at {f.frequency_hz:g} Hz",
    grid.OrderIssued: lambda s, f: (
        f"order {f.number} ({f.service.replace('_', ' ')}) came: {s} may import "
        f"{f.limit_w / W_PER_MW:.3f} MW in {span_words(f.notice_s)}, for {span_words(f.hold_s)}"
    ),
    grid.OrderJudged: lambda s, f: (
        f"order {f.number} was {'met' if f.met else 'missed'}: {s} imports "
        f"{f.import_w / W_PER_MW:.3f} MW"
    ),
    grid.BatteryDispatched: lambda s, f: f"{s} was told to {_flow(f.net_w)}{because(f.why)}",
    grid.BatteryAnswered: lambda s, f: (
        f"{s} answers to the frequency: to {_flow(f.net_w)}"
        if f.net_w
        else f"{s} answers to the frequency no more"
    ),
    grid.BatteryCalled: lambda s, f: (
        f"{s}, at {100 * f.soc_frac:.3g} %, is called to {_flow(f.net_w)} for order {f.number}"
        if f.net_w
        else f"{s}, at {100 * f.soc_frac:.3g} %, gives for no order any more"
    ),
    grid.BatteryLimited: lambda s, f: (
        f"{s} may give up to {f.most_w / W_PER_MW:.3f} MW, what loads beside it draw and no more"
    ),
    grid.BatteryStepped: lambda s, f: f"battery {s} is {f.limit}",
    grid.OrderEnded: lambda _s, f: f"order {f.number} is over",
    grid.StageReset: lambda s, f: f"stage {s} of the relays was put back at {f.frequency_hz:g} Hz",
}
