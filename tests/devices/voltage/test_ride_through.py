"""Ride-through against the table, against sums of spans, and its laws."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.voltage.envelopes import ENVELOPES, ITIC
from twin.devices.voltage.ride_through import RideThroughs

S, MS = 1_000_000, 1_000
END = 10**12

volts = st.sampled_from([0.0, 0.5, 0.7, 0.75, 0.8, 0.85, 0.9, 1.0]) | st.floats(0.0, 1.1)
sags = st.lists(st.tuples(st.integers(1, 3 * S), volts), min_size=1, max_size=8)


def run(profile, spec=ITIC, end_us=END):
    """Trip instant and limit of a profile of (span, voltage), nominal afterwards; None if none."""
    load, now = RideThroughs([spec], 0), 0
    for span_us, volts_pu in [*profile, (END, 1.0)]:
        load.set_voltage(0, now, volts_pu)
        found = load.next_crossing(0, now)
        if found is not None and found.t_us <= min(now + span_us, end_us):
            load.trip(0, found.limit)
            return found.t_us, found.limit
        now += span_us
    return None


@pytest.mark.parametrize(
    ("volts_pu", "hold_us"),
    [
        (0.0, 20 * MS), (0.3, 20 * MS), (0.699, 20 * MS), (0.7, 500 * MS), (0.79, 500 * MS),
        (0.8, 10 * S), (0.89, 10 * S), (1.101, 500 * MS), (1.2, 500 * MS), (1.21, 3 * MS),
        (1.4, 3 * MS), (1.5, 1 * MS), (2.0, 1 * MS), (2.5, 0),
    ],
)  # fmt: skip
def test_itic_stands_a_level_for_its_hold_and_not_a_microsecond_more(volts_pu, hold_us):
    if hold_us:
        assert run([(hold_us, volts_pu)]) is None
    assert run([(hold_us + 1, volts_pu)])[0] == hold_us + 1


@pytest.mark.parametrize("volts_pu", [0.9, 1.0, 1.1])
def test_the_steady_band_is_stood_for_ever(volts_pu):
    assert run([(END, volts_pu)]) is None


@pytest.mark.parametrize(("ms", "trips"), [(15, False), (16, True)])
def test_the_supply_of_a_miner_drops_out_sooner(ms, trips):
    assert (run([(ms * MS, 0.7)], ENVELOPES["asic_psu"]) is not None) == trips
    assert run([(END, 0.76)], ENVELOPES["asic_psu"]) is None


def test_time_at_a_level_accumulates_through_deeper_and_shallower_parts():
    parts = [(300 * MS, 0.75), (10 * MS, 0.5), (100 * MS, 0.85), (150 * MS, 0.72)]
    assert run(parts) is None
    assert run([*parts, (100 * MS, 0.75)]) == (600 * MS + 1, "sag_below_0.8_pu")


def test_a_short_return_forgets_nothing_and_a_long_one_all():
    again = [(15 * MS, 0.0), (999 * MS, 1.0), (15 * MS, 0.0)]
    assert run(again) == (1019 * MS + 1, "sag_below_0.7_pu")
    again[1] = (1000 * MS, 1.0)
    assert run(again) is None


def test_a_change_within_the_steady_band_does_not_delay_forgetting():
    assert run([(15 * MS, 0.0), (600 * MS, 1.0), (400 * MS, 0.95), (15 * MS, 0.0)]) is None


def test_a_swell_does_not_rearm_what_a_sag_has_used():
    assert run([(15 * MS, 0.0), (2 * MS, 1.3), (6 * MS, 0.0)])[1] == "sag_below_0.7_pu"


@given(sags)
def test_without_return_the_trip_is_where_the_spans_below_a_level_add_up(profile):
    low = [(span, min(v, 0.899)) for span, v in profile]
    found, best = run(low, end_us=sum(span for span, _ in low)), None
    for edge_pu, hold_us in ((0.7, 20_000), (0.8, 500_000), (0.9, 10_000_000)):
        now, held = 0, 0
        for span, v in low:
            runs = v < edge_pu
            if runs and held + span > hold_us:
                at = now + hold_us - held + 1
                best = at if best is None else min(best, at)
                break
            held, now = held + span * runs, now + span
    assert (found and found[0]) == best


@given(sags, st.lists(st.tuples(st.floats(0.0, 0.5), st.integers(0, S)), min_size=8, max_size=8))
def test_deeper_or_longer_never_turns_a_trip_into_a_ride_through(profile, worse):
    deeper = [(span, v - less) for (span, v), (less, _) in zip(profile, worse, strict=False)]
    longer = list(profile)
    deepest = min(range(len(profile)), key=lambda n: profile[n][1])
    longer[deepest] = (profile[deepest][0] + worse[0][1], profile[deepest][1])
    found, under, over = run(profile), run(deeper), run(longer)
    if found is not None:
        assert under is not None
        assert under[0] <= found[0]
        assert over is not None


@given(sags, st.integers(0, 7), st.floats(0.01, 0.99))
def test_cutting_a_sag_by_what_changes_nothing_changes_nothing(profile, at, where_frac):
    at %= len(profile)
    span, v = profile[at]
    first = int(span * where_frac)
    cut = [*profile[:at], (first, v), (0, v - 1e-3), (span - first, v), *profile[at + 1 :]]
    assert run(cut) == run(profile)


@given(sags, st.integers(1, 10 * S))
def test_reading_moves_nothing(profile, at_us):
    load, now = RideThroughs([ITIC], 0), 0
    for span, v in profile:
        load.set_voltage(0, now, v)
        now += span
    kept = json.loads(json.dumps(load.snapshot()))
    load.held_at_us(0, now + at_us)
    load.worst_frac(0, now + at_us)
    load.set_voltage(0, now + at_us, profile[-1][1])
    assert load.snapshot() == kept
    other = RideThroughs([ITIC], 0)
    other.restore(kept)
    assert other.next_crossing(0, now) == load.next_crossing(0, now)


def test_a_tripped_one_waits_for_its_reset_and_starts_anew():
    load = RideThroughs([ITIC], 0)
    load.set_voltage(0, 0, 0.5)
    load.trip(0, "sag_below_0.7_pu")
    assert load.next_crossing(0, 5) is None
    load.reset(0, 30 * MS)
    assert load.next_crossing(0, 30 * MS).t_us == 50 * MS + 1
