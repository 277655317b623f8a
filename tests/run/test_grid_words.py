"""Sentences of the grid's side."""

from __future__ import annotations

from tests.scenes.stage import played
from twin.facts import FACTS, grid
from twin.facts.outside import GridFrequencyChanged
from twin.run.grid_words import GRID, grid_state_words
from twin.run.words import sentence


def test_every_fact_of_the_family_has_its_sentence():
    assert set(GRID) >= {kind for kind in FACTS if kind.__module__ == grid.__name__}


def test_a_frequency_is_said_in_hertz():
    words = "the frequency of the grid at POI became 59.9 Hz"
    assert sentence("POI", GridFrequencyChanged(59.9)) == words
    assert sentence("RRS", grid.StageTripped(59.6)) == "stage RRS of the relays tripped at 59.6 Hz"


def test_a_state_tells_orders_stages_and_caps_that_stand():
    ordered = dict(grid_state_words(played("order").plant(3000.0)))
    assert ordered == {"POI": "order 1 allows 60.000 MW", "BAT1": "rests"}
    low = dict(grid_state_words(played("frequency").plant(800.0)))
    assert low["RRS"] == "out"
    assert low["BAT1"] == "gives"
    assert low["B12-U1-s19j-pro-100"] == "at 50 % of the rated hash rate"
    assert dict(grid_state_words(played("frequency").plant(3599.0))) == {"BAT1": "rests"}


def test_an_order_is_said_with_its_service_notice_and_verdict():
    given = grid.OrderIssued(60e6, 1, "base_point", 80e6, 600.0, 1800.0)
    words = "order 1 (base point) came: POI may import 60.000 MW in 10 min, for 30 min"
    assert sentence("POI", given) == words
    missed = grid.OrderJudged(61e6, 1, met=False)
    assert sentence("POI", missed) == "order 1 was missed: POI imports 61.000 MW"
