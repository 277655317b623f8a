"""Sentences for facts of the grid's side."""

from __future__ import annotations

from collections.abc import Iterator

from twin.facility import Plant, droop
from twin.facts import Fact, grid
from twin.facts.outside import GridFrequencyChanged
from twin.run.support_words import Say, span_words
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
    for row in droop.capped(plant):
        mode_frac = plant.rows.mode_frac[row]
        yield plant.parts.row_ids[row], f"at {100 * mode_frac:.4g} % of the rated hash rate"


GRID: dict[type[Fact], Say] = {
    GridFrequencyChanged: lambda s, f: (
        f"the frequency of the grid at {s} became {f.frequency_hz:g} Hz"
    ),
    grid.StageTripped: lambda s, f: f"stage {s} of the relays tripped at {f.frequency_hz:g} Hz",
    grid.OrderGiven: lambda s, f: (
        f"order {f.number} ({f.service.replace('_', ' ')}) came: {s} may import "
        f"{f.limit_w / W_PER_MW:.3f} MW in {span_words(f.notice_s)}, for {span_words(f.hold_s)}"
    ),
    grid.OrderJudged: lambda s, f: (
        f"order {f.number} was {'met' if f.met else 'missed'}: {s} imports "
        f"{f.import_w / W_PER_MW:.3f} MW"
    ),
    grid.OrderEnded: lambda _s, f: f"order {f.number} is over",
    grid.StageReset: lambda s, f: f"stage {s} of the relays was put back at {f.frequency_hz:g} Hz",
}
