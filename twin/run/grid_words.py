"""Sentences for facts of the grid's side."""

from __future__ import annotations

from twin.facts import Fact, grid
from twin.facts.outside import GridFrequencyChanged
from twin.run.support_words import Say

GRID: dict[type[Fact], Say] = {
    GridFrequencyChanged: lambda s, f: (
        f"the frequency of the grid at {s} became {f.frequency_hz:g} Hz"
    ),
    grid.StageTripped: lambda s, f: f"stage {s} of the relays tripped at {f.frequency_hz:g} Hz",
    grid.StageReset: lambda s, f: f"stage {s} of the relays was put back at {f.frequency_hz:g} Hz",
}
