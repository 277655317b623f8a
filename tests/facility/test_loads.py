"""What draws power: rows with their fans, halls with their cooling, shared over live feeds."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.facility import loads
from twin.facts import compute, mining, power
from twin.facts.control import CommandAccepted, CurtailRows, RestoreRows
from twin.facts.outside import WeatherChanged


def now():
    return started(small_plant())


def test_a_pad_carries_its_rows_with_their_share_of_fans():
    plant = now()
    pad = plant.parts.pad_index["B1-U1"]
    rows = plant.parts.pad_rows[pad]
    expected_w = sum(plant.rows.power_w[row] * 1.05 for row in rows)
    assert plant.net.pad_p_w[pad] == pytest.approx(expected_w)


def test_two_live_feeds_share_a_hall_evenly_and_one_takes_it_all():
    plant = now()
    one, other = plant.parts.hall_pads[0]
    assert plant.net.pad_p_w[one] == plant.net.pad_p_w[other] == plant.hall_w[0] / 2
    apply(plant, T0_US, "FA", power.BreakerOpened())
    assert plant.net.pad_p_w[other] == plant.hall_w[0]
    assert plant.net.pad_in_w[one] == 0.0


@pytest.mark.parametrize(
    ("at_c", "ratio"), [(-10.0, 1.17), (5.0, 1.17), (42.0, 1.30), (60.0, 1.30)]
)
def test_cooling_overhead_is_flat_beyond_its_two_points(at_c, ratio):
    assert loads.overhead_ratio(now(), 0, at_c) == pytest.approx(ratio)


def test_cooling_overhead_is_a_straight_line_between():
    assert loads.overhead_ratio(now(), 0, 23.5) == pytest.approx((1.17 + 1.30) / 2)


def test_a_halls_energy_includes_its_cooling_at_every_temperature_it_had():
    plant = now()
    it_w = plant.halls.it_w[0]
    first = plant.hall_ratio[0]
    apply(plant, T0_US + H, "SMALL", WeatherChanged(42.0))
    expected_j = it_w * 3600 * (first + 1.30)
    assert plant.hall_at_j(0, T0_US + 2 * H) == pytest.approx(expected_j)


def test_a_pad_carries_the_rows_that_are_alive_and_no_others():
    plant = now()
    names = tuple(name for name in plant.parts.row_ids if name.startswith("B1-U1"))
    apply(plant, T0_US + S, "B1", power.SupplyLost(names))
    assert plant.net.pad_p_w[plant.parts.pad_index["B1-U1"]] == 0.0


def test_each_ramp_is_free_again_once_it_has_made_up_for_what_was_told():
    """30 MW a minute down, 10 up: half a megawatt a second, and a sixth."""
    ramps = ("ramp_up_mw_per_min: 10", "ramp_up_mw_per_min: 10, ramp_down_mw_per_min: 30")
    plant = started(small_plant(ramps))
    names = plant.parts.row_ids[:4]
    before_w = sum(plant.rows.power_w[row] * 1.05 for row in range(4))
    asleep_w = sum(plant.rows.specs[row].sleep_w * plant.rows.count[row] * 1.05 for row in range(4))
    apply(plant, T0_US, "B1", CommandAccepted(CurtailRows("why", "B1", names), "me"))
    owed_us = plant.control.ramp_down_free_us[0] - T0_US
    assert owed_us / S == pytest.approx((before_w - asleep_w) / 0.5e6)
    apply(plant, T0_US + 5 * S, "B1", mining.RowsSlept(names))
    apply(plant, T0_US + H, "B1", CommandAccepted(RestoreRows("why", "B1", names), "me"))
    owed_us = plant.control.ramp_up_free_us[0] - (T0_US + H)
    assert owed_us / S == pytest.approx((before_w - asleep_w) / (10e6 / 60))


def test_racks_at_work_draw_more_than_idle_ones():
    plant = now()
    idle_w = plant.hall_w[0]
    apply(plant, T0_US, "H1", compute.InferenceLoadChanged(1.0))
    assert plant.hall_w[0] > idle_w + 20 * 50e3
