"""Sentences of the grid's side."""

from __future__ import annotations

from twin.facts import FACTS, grid
from twin.facts.outside import GridFrequencyChanged
from twin.run.grid_words import GRID
from twin.run.words import sentence


def test_every_fact_of_the_family_has_its_sentence():
    assert set(GRID) >= {kind for kind in FACTS if kind.__module__ == grid.__name__}


def test_a_frequency_is_said_in_hertz():
    words = "the frequency of the grid at POI became 59.9 Hz"
    assert sentence("POI", GridFrequencyChanged(59.9)) == words
    assert sentence("RRS", grid.StageTripped(59.6)) == "stage RRS of the relays tripped at 59.6 Hz"
