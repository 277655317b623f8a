"""Settlement meters against exact fractions: to the last bit, however the time is cut."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.grid.settlement import Interval, MeterSpec, SettlementMeters

S, MIN = 1_000_000, 60_000_000
T0 = 1_750_000_000 * S + 123_457  # in the middle of an interval

powers = st.floats(8.4e6, 5e9)
events = st.lists(st.tuples(st.integers(0, 40 * MIN), powers), min_size=1, max_size=10)
lengths = st.sampled_from([1.0, 5.0, 15.0, 60.0, 7.5])


def fed(profile, length_min=15.0):
    """A meter after a profile of (span, power), and the instant."""
    meters, now = SettlementMeters([MeterSpec(interval_min=length_min)], T0), T0
    for span_us, power_w in profile:
        meters.set_power(0, now, power_w)
        now += span_us
    return meters, now


def exact(profile, from_us, to_us):
    """Energy between two instants, as a fraction."""
    now, sum_j = T0, Fraction(0)
    for span_us, power_w in profile:
        low, high = max(now, from_us), min(now + span_us, to_us)
        sum_j += Fraction(power_w) * max(0, high - low) / S
        now += span_us
    return sum_j


@given(events, lengths)
def test_every_reading_is_the_double_nearest_to_the_exact_energy(profile, length_min):
    meters, now = fed(profile, length_min)
    length_us = round(length_min * MIN)
    start = now - now % length_us
    assert meters.total_at_j(0, now) == float(exact(profile, T0, now))
    assert meters.interval_j(0, now) == float(exact(profile, start, now))
    last = meters.last(0, now)
    if start <= T0:
        assert last is None
    else:
        energy = exact(profile, start - length_us, start)
        assert last.start_us == start - length_us
        assert last.energy_j == float(energy)
        assert last.demand_w == float(energy * S / length_us)


@given(events, st.lists(st.integers(0, 400 * MIN), max_size=8))
def test_cutting_the_time_in_parts_changes_not_one_bit(profile, cuts):
    once, now = fed(profile)
    cut = SettlementMeters([MeterSpec()], T0)
    at, ahead = T0, sorted(T0 + c for c in cuts)
    for span_us, power_w in profile:
        cut.set_power(0, at, power_w)
        at += span_us
        while ahead and ahead[0] < at:
            where = ahead.pop(0)
            if where >= at - span_us:
                cut.advance(0, where)
                cut.set_power(0, where, 1.0)
                cut.set_power(0, where, power_w)
    cut.advance(0, now)
    once.advance(0, now)
    assert cut.snapshot() == once.snapshot()


@given(events)
def test_intervals_add_up_to_the_total(profile):
    meters, _ = fed([])
    now, sum_j, peak_w = T0, Fraction(0), 0.0
    for span_us, power_w in profile:
        meters.set_power(0, now, power_w)
        end = now + span_us
        while (found := meters.next_crossing(0, now)).t_us <= end:
            meters.advance(0, found.t_us)
            last = meters.last(0, found.t_us)
            sum_j, peak_w = sum_j + Fraction(last.energy_j), max(peak_w, last.demand_w)
            now = found.t_us
        now = end
    sum_j += Fraction(meters.interval_j(0, now))
    assert float(sum_j) == pytest.approx(meters.total_at_j(0, now), rel=1e-14)
    assert meters.peak_at_w(0, now) == peak_w


@given(st.floats(0.0, 8.4e6), st.integers(1, 10**10))
def test_a_small_power_is_counted_to_half_a_billionth_of_a_watt(power_w, span_us):
    meters, now = fed([(span_us, power_w)])
    most_j = 2.0**-31 * span_us / S + 1e-15 * power_w * span_us / S
    judge = float(Fraction(power_w) * span_us / S)
    assert meters.total_at_j(0, now) == pytest.approx(judge, abs=most_j, rel=1e-15)


def test_the_clock_decides_where_intervals_begin_not_the_meter():
    meters, _ = fed([(MIN, 10e6)])
    assert meters.next_crossing(0, T0).t_us % (15 * MIN) == 0
    offset = SettlementMeters([MeterSpec(interval_min=60, offset_min=30)], T0)
    assert offset.next_crossing(0, T0).t_us % (60 * MIN) == 30 * MIN


def test_a_ramp_is_the_power_at_the_end_less_at_the_start_over_the_length():
    meters = SettlementMeters([MeterSpec()], 0)
    meters.place(0, 10e6)
    meters.set_power(0, 5 * MIN, 90e6)
    meters.set_power(0, 10 * MIN, 40e6)
    meters.set_power(0, 15 * MIN, 0.0)
    last = meters.last(0, 15 * MIN)
    assert last == Interval(0, 700e6 * 60, 700e6 / 15, pytest.approx(30e6 / 900))
    assert meters.last(0, 30 * MIN).net_ramp_w_per_s == pytest.approx(-40e6 / 900)


def test_the_end_of_an_interval_may_be_told_before_or_after_a_change_at_it():
    told, changed = SettlementMeters([MeterSpec()], 0), SettlementMeters([MeterSpec()], 0)
    for meters in (told, changed):
        meters.set_power(0, 0, 10e6)
    told.advance(0, 15 * MIN)
    for meters in (told, changed):
        meters.set_power(0, 15 * MIN, 20e6)
    assert told.snapshot() == changed.snapshot()
    assert told.next_crossing(0, 15 * MIN).t_us == 30 * MIN


def test_a_meter_nobody_asks_for_a_year_closes_all_its_intervals():
    meters, _ = fed([(0, 50e6)])
    year = T0 + 365 * 86_400 * S
    assert meters.closed_at_count(0, year) == 35_040
    assert meters.last(0, year).demand_w == meters.peak_at_w(0, year) == 50e6
    assert meters.next_crossing(0, year).t_us > year


def test_what_it_holds_fits_sixty_four_bits_and_json():
    meters, now = fed([(40 * 10**12, 5e9)])
    meters.advance(0, now)
    kept = meters.snapshot()
    assert json.loads(json.dumps(kept)) == kept
    assert all(abs(v) < 2**63 for row in kept.values() for v in row)
    other = SettlementMeters([MeterSpec()], T0)
    other.restore(kept)
    assert other.total_at_j(0, now) == meters.total_at_j(0, now)


def test_an_interval_off_the_microseconds_or_an_offset_beyond_it_is_refused():
    for keys in ({"interval_min": 1.0 / 7.0}, {"offset_min": 15.0}):
        with pytest.raises(ValidationError, match="offset_min less"):
            MeterSpec(**keys)
