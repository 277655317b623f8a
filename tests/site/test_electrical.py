"""What a site's parts are to fault calculations."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.site.small import site
from twin.site.electrical import amperes, bank_mva, grid_of, line_of, rated_a_of
from twin.site.network import Feeder


def test_a_rating_in_mva_is_a_current_at_the_voltage_of_the_bus():
    feeder = Feeder(id="F", bus="M", rated_mva=10)
    assert rated_a_of(feeder, 13.8) == pytest.approx(10e6 / sqrt(3) / 13.8e3)
    assert amperes(10, 13.8) == pytest.approx(rated_a_of(feeder, 13.8))


def test_a_feeder_without_length_is_no_line():
    assert line_of(Feeder(id="F", bus="M", rated_a=400, length_km=0), 13.8) is None
    line = line_of(Feeder(id="F", bus="M", rated_a=400, length_km=0.5, r_ohm_per_km=0), 13.8)
    assert line is not None
    assert line.length_km == 0.5


def test_the_grid_and_the_banks_are_those_of_the_document():
    small = site()
    grid = grid_of(small.document)
    assert (grid.kv, grid.short_circuit_mva, grid.x_over_r_ratio) == (138, 4000, 10)
    assert bank_mva(small.transformers[0]) == 25.0
