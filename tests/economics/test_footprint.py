"""PUE by part, carbon by energy, and carbon-free energy hour by hour (E26)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.footprint import (
    PartEnergy,
    cfe_frac,
    cue_kg_per_kwh,
    site_pue,
    wue_l_per_kwh,
)

AI = PartEnergy(metered_j=31.25, it_j=25.0)
MINING = PartEnergy(metered_j=59.6, it_j=56.75)
hours = st.lists(st.tuples(st.floats(0.0, 100.0), st.floats(0.1, 100.0)), min_size=1, max_size=50)


def test_the_worked_site_has_three_pues_e26():
    found = site_pue(AI, MINING)
    assert found.ai_ratio == pytest.approx(1.25)
    assert found.mining_ratio == pytest.approx(1.05, abs=0.001)
    assert found.site_ratio == pytest.approx(1.11, abs=0.005)


def test_adding_ai_raises_the_pue_of_the_site_so_it_is_no_objective_e26():
    nothing = PartEnergy(metered_j=0.0, it_j=0.0)
    assert site_pue(AI, MINING).site_ratio > site_pue(nothing, MINING).site_ratio
    assert site_pue(nothing, MINING).ai_ratio == 0.0


def test_carbon_and_water_are_over_the_energy_of_it():
    assert cue_kg_per_kwh(800.0, 2_000 * 3.6e6) == pytest.approx(0.4)
    assert cue_kg_per_kwh(1.0, 0.0) == 0.0
    assert wue_l_per_kwh(3_600.0, 2_000 * 3.6e6) == pytest.approx(1.8)


@given(pairs=hours)
def test_carbon_free_energy_lies_between_none_and_all_and_below_the_annual_match(pairs):
    free, load = zip(*pairs, strict=True)
    found = cfe_frac(free, load)
    assert 0.0 <= found <= 1.0 + 1e-12
    assert found <= sum(free) / sum(load) + 1e-9


def test_what_one_hour_has_too_much_of_another_does_not_get():
    assert cfe_frac([20.0, 0.0], [10.0, 10.0]) == 0.5
    assert cfe_frac([10.0, 10.0], [10.0, 10.0]) == 1.0
    assert cfe_frac([], []) == 1.0
