"""Settlement: intervals of the clock add up to the import, at the mean price; so do peaks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes.stage import played
from twin.economics.power import PowerContract, energy_bill
from twin.errors import RequestError
from twin.run.lineage import open_member
from twin.run.settling import metered, peak_demands, settled, window
from twin.scenario.peaks import CoincidentPeaks
from twin.units import US_PER_H, US_PER_MIN, US_PER_S

STEPS = (
    "series.price={generate: {kind: constant, values: {price_usd_per_mwh: 20}, changes: "
    "[{after: 5min, values: {price_usd_per_mwh: 50}}, {after: 50min, values: "
    "{price_usd_per_mwh: -10}}]}}"
)


def run_of(name="order", *sets):
    member = open_member(played(name, *sets).run_dir)
    return member, (member.start_us, member.inputs.scenario.end_us)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([5.0, 7.5, 15.0, 60.0, 1000.0]))
def test_intervals_follow_each_other_and_add_up_to_the_import(interval_min):
    member, span_us = run_of()
    found = settled(member, span_us, round(interval_min * US_PER_MIN))
    assert (found[0].start_us, found[-1].end_us) == span_us
    assert all(one.end_us == later.start_us for one, later in pairwise(found))
    whole_mwh = played("order").summary.energy.import_mwh
    assert sum(one.energy_mwh for one in found) == pytest.approx(whole_mwh, rel=1e-9)


def test_inner_ends_lie_on_the_clock_and_the_first_and_last_are_cut():
    member, span_us = run_of()
    inside = span_us[0] + 7 * US_PER_MIN, span_us[0] + 40 * US_PER_MIN
    found = settled(member, inside, 15 * US_PER_MIN)
    minutes = [(one.end_us - one.start_us) / US_PER_MIN for one in found]
    assert minutes == [8, 15, 10]
    assert all(
        one.average_mw == pytest.approx(one.energy_mwh * 60 / m)
        for one, m in zip(found, minutes, strict=True)
    )


def test_the_price_is_the_mean_over_the_interval_and_the_cost_is_energy_at_it():
    member, span_us = run_of("frequency", STEPS)
    first, second, third, last = settled(member, span_us, 15 * US_PER_MIN)
    assert first.price_usd_per_mwh == pytest.approx((20 * 5 + 50 * 10) / 15)
    assert (second.price_usd_per_mwh, third.price_usd_per_mwh) == (50.0, 50.0)
    assert last.price_usd_per_mwh == pytest.approx((50 * 5 - 10 * 10) / 15)
    assert last.cost_usd == last.energy_mwh * last.price_usd_per_mwh


def test_where_the_price_stands_still_costs_add_up_to_the_cost_of_the_run():
    member, span_us = run_of()
    cost_usd = sum(one.cost_usd for one in settled(member, span_us, 5 * US_PER_MIN))
    assert cost_usd == pytest.approx(played("order").summary.energy_cost_usd, rel=1e-9)


def test_a_bill_at_the_index_is_what_the_intervals_cost():
    member, span_us = run_of("frequency", STEPS)
    bill = energy_bill(PowerContract(kind="index"), metered(member, span_us, 15 * US_PER_MIN))
    found = settled(member, span_us, 15 * US_PER_MIN)
    assert bill.total_usd == pytest.approx(sum(one.cost_usd for one in found), rel=1e-12)
    assert bill.energy_mwh == pytest.approx(sum(one.energy_mwh for one in found), rel=1e-12)


def test_a_window_outside_the_run_is_refused():
    _, span_us = run_of()
    assert window(span_us, None, None) == span_us
    with pytest.raises(RequestError):
        window(span_us, span_us[0] - 1, None)


def test_demand_in_a_stated_peak_is_that_of_its_interval_and_nothing_else():
    member, span_us = run_of()
    peak = "2026-01-20T06:45:00-06:00"
    asked = CoincidentPeaks(peaks=(peak,), peaks_count=1, months=(1,), clock_offset_h=-6)
    (found,) = peak_demands(member, span_us, asked)
    at_us = span_us[0] + 45 * US_PER_MIN
    (interval,) = settled(member, (at_us, at_us + 15 * US_PER_MIN), 15 * US_PER_MIN)
    assert (found.start_us, found.stated) == (at_us, True)
    assert found.demand_mw == pytest.approx(interval.average_mw, rel=1e-12)


def test_a_peak_that_the_run_does_not_cover_has_no_demand():
    member, span_us = run_of()
    asked = CoincidentPeaks(peaks=("2026-07-20T17:00:00-05:00",), peaks_count=1, months=(7,))
    (found,) = peak_demands(member, span_us, asked)
    assert found.demand_mw is None


def test_without_stated_peaks_the_highest_whole_interval_of_each_month_stands_for_them():
    member, span_us = run_of()
    asked = CoincidentPeaks(peaks_count=2, months=(1,), clock_offset_h=-6, interval_min=60)
    found = peak_demands(member, span_us, asked)
    hours = settled(member, span_us, US_PER_H)
    highest = sorted((one.average_mw for one in hours), reverse=True)[:2]
    assert sorted((one.demand_mw for one in found), reverse=True) == highest
    assert not any(one.stated for one in found)
    assert US_PER_H == 3600 * US_PER_S
