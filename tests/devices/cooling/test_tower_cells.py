"""Cells of a tower: York's approach, water past them, litres of the balance, ends of the fit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.cooling.fan import FanSpec
from twin.devices.cooling.rejection import rejection_of
from twin.devices.cooling.tower import TowerSpec, york_k
from twin.devices.cooling.tower_cells import TowerCellsSpec, cells_of

FAN = FanSpec(flow_m3_per_s=35.0, pressure_pa=130.0)


def spec_of(**more):
    values = {"cells_count": 4, "cell_kw": 1000.0, "water_kg_per_s": 40.0, "fan": FAN}
    return TowerCellsSpec.model_validate(values | more)


CELLS = cells_of(spec_of())
TOP = CELLS.top_stage
RATED_W, RANGE_K = 4e6, 4e6 / (160.0 * 4186.0)


def test_at_rated_heat_water_leaves_at_york_s_approach():
    approach_k = RATED_W / CELLS.w_per_k(TOP, 4, 1.0, 20.0)
    assert approach_k == pytest.approx(york_k(RANGE_K, 20.0, 1.0), rel=1e-12)


def test_published_approaches_come_out():
    """Modelica's coefficients at (5.56 K, 25.56 °C) and at (5, 20), rated flows."""
    for range_k, wet_bulb_c, expected_k in ((5.56, 25.56, 3.842517), (5.0, 20.0, 4.644151)):
        one = cells_of(spec_of(cell_kw=40.0 * 4186.0 * range_k / 1e3))
        g = one.w_per_k(one.top_stage, 4, 1.0, wet_bulb_c)
        heat_w = 160.0 * 4186.0 * range_k
        assert heat_w / g == pytest.approx(expected_k, abs=1e-6)


@given(st.floats(5.0, 26.0), st.integers(0, TOP), st.floats(0.75, 1.25))
def test_one_cell_is_a_tower(wet_bulb_c, stage, flow_frac):
    spec = TowerSpec(water_kg_per_s=40.0, fan=FAN)
    tower = rejection_of(spec, 1e6)
    one = cells_of(spec_of(cells_count=1))
    expected = tower.w_per_k(stage, 1, flow_frac, wet_bulb_c)
    assert one.w_per_k(stage, 1, flow_frac, wet_bulb_c) == pytest.approx(expected)
    assert one.fan_w(stage, 1) == tower.fan_w(stage, 1)


@given(left=st.integers(1, 3), flow_frac=st.floats(0.2, 1.0), leaving_c=st.floats(22.0, 40.0))
def test_water_that_the_cells_left_can_not_take_goes_past_and_mixes(left, flow_frac, leaving_c):
    """Heat by the cells and heat by the water agree, through the mix of both streams."""
    wet_bulb_c, water_w_per_k = 20.0, CELLS.water_w_per_k * flow_frac
    heat_w = CELLS.w_per_k(TOP, left, flow_frac, wet_bulb_c) * (leaving_c - wet_bulb_c)
    share = min(1.25 * left / 4 / flow_frac, 1.0)
    entering_c = leaving_c + heat_w / water_w_per_k
    served_c = entering_c - heat_w / (share * water_w_per_k)
    assert share * served_c + (1 - share) * entering_c == pytest.approx(leaving_c)
    assert served_c >= wet_bulb_c - 1e-9


@given(st.floats(-30.0, 26.0), st.floats(0.1, 1.0))
def test_fewer_cells_and_slower_fans_never_take_more(wet_bulb_c, flow_frac):
    by_cells = [CELLS.w_per_k(TOP, left, flow_frac, wet_bulb_c) for left in range(5)]
    assert by_cells[0] == 0.0
    assert all(few <= many * (1 + 1e-9) for few, many in pairwise(by_cells))
    at_once = CELLS.w_per_k(0, 4, 1.0, max(wet_bulb_c, 5.0))
    assert at_once <= CELLS.w_per_k(TOP, 4, 1.0, max(wet_bulb_c, 5.0))


@pytest.mark.parametrize(
    ("left", "flow_frac", "wet_bulb_c", "leaves"),
    [(4, 1.0, 20.0, False), (4, 1.0, 26.8, True), (3, 1.0, 20.0, True), (4, 0.7, 20.0, True),
     (0, 1.0, 30.0, False), (4, 0.0, 30.0, False), (4, 1.0, -35.0, True)],
)  # fmt: skip
def test_it_says_where_its_curve_ends(left, flow_frac, wet_bulb_c, leaves):
    assert CELLS.leaves_fit(left, flow_frac, wet_bulb_c) == leaves


def test_litres_are_those_of_the_balance():
    """10 MW for an hour, all latent, five cycles; drift of four cells by their flow."""
    one = cells_of(spec_of(latent_frac=1.0, cycles_ratio=5.0, drift_pct=0.002))
    used = one.water(1e7 * 3600.0, 3600.0)
    assert used.evaporated_l == pytest.approx(14_814.8, abs=0.1)
    assert used.evaporated_l + used.blowdown_l == pytest.approx(18_518.5, abs=0.1)
    assert used.drift_l == pytest.approx(160.0 * 2e-5 * 3600.0)
    assert one.water(-1e9, 0.0).total_l == 0.0


def test_cells_of_a_range_outside_the_fit_are_refused():
    with pytest.raises(ValidationError, match=r"holds for 1\.1 to 22\.2 K"):
        spec_of(cell_kw=5000.0)
