"""Coincident peaks: an average over given intervals, and blind to all others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.grid.coincident_peak import CoincidentPeakSpec, basis_w, month, own_peaks_us
from twin.devices.grid.settlement import MeterSpec, SettlementMeters
from twin.errors import DataError

S, MIN = 1_000_000, 60_000_000
SPEC = CoincidentPeakSpec()


def at(*parts):
    return round(datetime(*parts, tzinfo=UTC).timestamp()) * S


PEAKS = [at(2026, 6, 25, 21, 45), at(2026, 7, 30, 22), at(2026, 8, 20, 21, 30), at(2026, 9, 3, 22)]


def test_the_basis_is_the_average_of_the_four_demands():
    demands = dict(zip(PEAKS, [100e6, 0.0, 20e6, 40e6], strict=True))
    assert basis_w(SPEC, PEAKS, demands) == 40e6
    assert basis_w(SPEC, PEAKS[::-1], demands) == 40e6


def test_an_interval_without_a_demand_drew_nothing():
    assert basis_w(SPEC, PEAKS, {PEAKS[0]: 100e6}) == 25e6


@given(st.dictionaries(st.integers(0, 10**6).map(lambda n: n * 15 * MIN), st.floats(0, 1e9)))
def test_load_in_any_other_interval_changes_nothing(others):
    demands = dict.fromkeys(PEAKS, 30e6)
    assert basis_w(SPEC, PEAKS, {**others, **demands}) == 30e6


@given(st.lists(st.floats(0.0, 1e9), min_size=4, max_size=4), st.floats(0.0, 1e9))
def test_more_in_a_peak_costs_a_quarter_of_it(found, more):
    less = basis_w(SPEC, PEAKS, dict(zip(PEAKS, found, strict=True)))
    found[2] += more
    rises_w = basis_w(SPEC, PEAKS, dict(zip(PEAKS, found, strict=True))) - less
    assert rises_w == pytest.approx(more / 4, abs=1e-3)


def test_own_peaks_are_the_highest_of_each_month_that_counts():
    demands = {at(2026, m, d, 20): 100.0 * m + d for m in (5, 6, 7, 8) for d in (1, 3, 2)}
    assert [demands[start] for start in own_peaks_us(SPEC, demands)] == [603.0, 703.0, 803.0]
    twice = CoincidentPeakSpec(peaks_count=2, months=(7,))
    assert [demands[start] for start in own_peaks_us(twice, demands)] == [702.0, 703.0]


@given(st.lists(st.floats(0.0, 1e9), min_size=8, max_size=8))
def test_no_peaks_are_dearer_than_a_sites_own(found):
    starts = PEAKS + [start + 15 * MIN for start in PEAKS]
    demands = dict(zip(starts, found, strict=True))
    own_w = basis_w(SPEC, own_peaks_us(SPEC, demands), demands)
    assert own_w >= max(basis_w(SPEC, starts[:4], demands), basis_w(SPEC, starts[4:], demands))


def test_it_takes_what_a_meter_says_of_these_intervals():
    meters = SettlementMeters([MeterSpec()], PEAKS[0])
    meters.set_power(0, PEAKS[0], 60e6)
    meters.set_power(0, PEAKS[0] + 5 * MIN, 0.0)
    last = meters.last(0, PEAKS[0] + 15 * MIN)
    assert basis_w(SPEC, PEAKS, {last.start_us: last.demand_w}) == 5e6


def test_twelve_months_or_five_peaks_of_summer_are_other_parameters():
    twelve = CoincidentPeakSpec(peaks_count=12, months=tuple(range(1, 13)))
    starts = [at(2026, m, 15, 20) for m in range(1, 13)]
    assert basis_w(twelve, starts, {starts[0]: 12e6}) == 1e6
    hourly = CoincidentPeakSpec(peaks_count=2, months=(7,), interval_min=60)
    assert basis_w(hourly, [at(2026, 7, 1, 20), at(2026, 7, 2, 20)], {}) == 0.0


def test_months_are_those_of_the_clock_of_the_tariff():
    assert month(SPEC, at(2026, 7, 1, 4, 45)) == 6
    assert month(SPEC, at(2026, 7, 1, 5)) == 7


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        (PEAKS[:3], "not as many peaks"),
        ([*PEAKS[:3], at(2026, 10, 3, 22)], "too many for its month"),
        ([*PEAKS[:3], PEAKS[0]], "twice"),
        ([*PEAKS[:3], PEAKS[3] + MIN], "not the start"),
    ],
)
def test_peaks_that_are_not_those_of_the_tariff_are_bad_data(starts, words):
    with pytest.raises(DataError, match=words):
        basis_w(SPEC, starts, {})


@pytest.mark.parametrize("keys", [{"months": (6, 6)}, {"months": (0,)}, {"peaks_count": 5}])
def test_months_that_can_not_share_the_peaks_are_refused(keys):
    with pytest.raises(ValidationError):
        CoincidentPeakSpec(**keys)
