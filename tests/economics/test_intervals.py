"""Settlement intervals add up, and demands see whole intervals of the clock only."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import QUARTER_US, at_us, halved, interval, meters
from twin.devices.grid.settlement import MeterSpec, SettlementMeters
from twin.economics.intervals import MeterInterval, demands
from twin.units import J_PER_MWH, US_PER_MIN, US_PER_S, W_PER_KW


def test_an_interval_costs_its_energy_at_its_price():
    one = interval(0, 100.0, 40.0)
    assert (one.span_h, one.energy_mwh, one.cost_usd) == (0.25, 25.0, 1_000.0)


@given(metered=meters(), length_min=st.sampled_from([15, 30, 60]))
def test_demands_hold_all_the_energy(metered, length_min):
    length_us = length_min * US_PER_MIN
    found = demands(metered, length_us)
    energy_j = fsum(one.demand_kw * W_PER_KW * length_us / US_PER_S for one in found)
    assert energy_j == pytest.approx(fsum(one.energy_j for one in metered), rel=1e-12, abs=1e-3)
    assert all(one.start_us % length_us == 0 for one in found)


@given(metered=meters(), length_min=st.sampled_from([15, 30]))
def test_a_cut_interval_has_the_same_demands(metered, length_min):
    cut = [part for one in metered for part in halved(one)]
    whole = demands(metered, length_min * US_PER_MIN)
    assert [one.demand_kw for one in demands(cut, length_min * US_PER_MIN)] == pytest.approx(
        [one.demand_kw for one in whole], rel=1e-12
    )


@given(metered=meters())
def test_a_longer_interval_never_has_a_higher_peak(metered):
    short, long = (
        max(one.demand_kw for one in demands(metered, minutes * US_PER_MIN)) for minutes in (15, 30)
    )
    assert long <= short * (1 + 1e-12)


def test_an_interval_across_a_bound_of_the_clock_is_shared_by_time():
    across = interval(QUARTER_US // 3, 9.0)
    assert [one.demand_kw for one in demands([across], QUARTER_US)] == pytest.approx(
        [6_000.0, 3_000.0]
    )


def test_an_interval_metered_in_part_is_no_peak():
    second = interval(at_us(2027, 1, 1), 92.0, span_us=1_000_000)
    assert demands([second], QUARTER_US)[0].demand_kw == pytest.approx(92_000.0 / 900.0)


def test_an_offset_moves_the_clock():
    (one,) = demands([interval(5 * US_PER_MIN, 4.0)], QUARTER_US, offset_us=5 * US_PER_MIN)
    assert (one.start_us, one.demand_kw) == (5 * US_PER_MIN, pytest.approx(4_000.0))


def test_the_meter_of_the_plant_counts_the_same_demand():
    meters_ = SettlementMeters([MeterSpec(interval_min=15.0)], 0)
    meters_.set_power(0, 0, 12e6)
    meters_.set_power(0, 5 * US_PER_MIN, 30e6)
    meters_.advance(0, QUARTER_US)
    last = meters_.last(0, QUARTER_US)
    steps = [
        MeterInterval(start_us=a * US_PER_MIN, end_us=b * US_PER_MIN, energy_j=energy_j,
                      price_usd_per_mwh=0.0)
        for a, b, energy_j in ((0, 5, 12e6 * 300), (5, 15, 30e6 * 600))
    ]  # fmt: skip
    (one,) = demands(steps, QUARTER_US)
    assert last is not None
    assert one.demand_kw * W_PER_KW == pytest.approx(last.demand_w, rel=1e-12)
    assert steps[1].energy_mwh == pytest.approx(30e6 * 600 / J_PER_MWH)
