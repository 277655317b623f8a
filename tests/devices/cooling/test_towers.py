"""Towers of a site: loads, fans and litres between facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.fan import FanSpec
from twin.devices.cooling.tower import TowerSpec
from twin.devices.cooling.towers import Towers

S = 1_000_000
H = 3600 * S
SPEC = TowerSpec(
    water_kg_per_s=430.0,
    fan=FanSpec(count=3, flow_m3_per_s=90.0),
    latent_frac=1.0,
    drift_pct=0.0,
)


def towers(heat_w=10e6, wet_bulb_c=20.0, speed_frac=1.0, spec=SPEC):
    made = Towers([spec, spec], 0)
    made.set_load(1, 0, heat_w, 1.0)
    made.set_air(1, 0, wet_bulb_c)
    made.set_speed(1, 0, speed_frac)
    return made


@pytest.mark.parametrize("oracle", [pytest.param(50, id="oracle-50-integral")])
def test_an_hour_of_ten_megawatts_takes_the_litres_of_the_balance(oracle):
    used = towers().water_at(1, H)
    assert used.evaporated_l == pytest.approx(14_814.8, abs=0.1)
    assert used.total_l == pytest.approx(18_518.5, abs=0.1)


def test_leaving_water_tracks_the_wet_bulb():
    made, seen = towers(), []
    for hour, wet_bulb_c in enumerate((10.0, 15.0, 20.0, 25.0)):
        made.set_air(1, hour * H, wet_bulb_c)
        seen.append(made.leaving_c[1])
    assert seen == sorted(seen)
    assert seen[-1] - 25.0 < seen[0] - 10.0


def test_half_speed_draws_an_eighth():
    full, half = towers(), towers(speed_frac=0.5)
    assert half.power_w[1] == pytest.approx(full.power_w[1] / 8)
    assert half.leaving_c[1] > full.leaving_c[1]
    assert half.energy_at_j(1, H) == pytest.approx(3600 * half.power_w[1])


def test_drift_goes_with_the_water_and_not_with_the_heat():
    made = towers(heat_w=0.0, spec=SPEC.model_copy(update={"drift_pct": 0.005}))
    assert made.water_at(1, H) == (0.0, 0.0, pytest.approx(0.00005 * 430.0 * 3600))


def test_without_water_it_is_at_the_wet_bulb_and_takes_nothing():
    made = towers()
    made.follow(0, 0)
    assert (made.leaving_c[0], made.step[0], made.clamped[0]) == (15.0, 0, False)
    assert made.sink_w_per_k(0) == 0.0


def test_a_loop_sees_its_wet_bulb_behind_heat_over_approach():
    made = towers()
    assert 20.0 + 10e6 / made.sink_w_per_k(1) == pytest.approx(made.leaving_c[1])


def test_left_to_itself_it_runs_slowly_in_the_cold():
    made = towers(wet_bulb_c=-5.0)
    made.follow(1, 0)
    assert made.leaving_c[1] <= SPEC.leaving_c
    assert 0 < made.step[1] < 10


@given(cuts=st.lists(st.integers(0, 24 * H), max_size=5))
def test_litres_and_energy_are_additive_and_survive_a_snapshot(cuts):
    split, whole = towers(), towers()
    for cut in sorted(cuts):
        split.set_load(1, cut, 5e6, 1.0)
        split.set_load(1, cut, 10e6, 1.0)
        again = towers()
        again.restore(split.snapshot())
        split = again
    assert split.water_at(1, 24 * H) == pytest.approx(whole.water_at(1, 24 * H), rel=1e-12)
    assert split.energy_at_j(1, 24 * H) == pytest.approx(whole.energy_at_j(1, 24 * H), rel=1e-12)
