"""Under-frequency relays as stories, and against sums of time below a pickup."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.grid.underfrequency import (
    FFR_STAGES,
    RRS_STAGES,
    UFLS_STAGES,
    UnderfrequencyRelays,
    UnderfrequencySpec,
)

S, MS, MIN = 1_000_000, 1_000, 60_000_000


def relay(stages=UFLS_STAGES):
    return UnderfrequencyRelays([UnderfrequencySpec(stages=stages)])


def run(one, until_us, now=0):
    """What happens up to an instant."""
    seen = []
    while (found := one.next_crossing(0, now)) is not None and found.t_us <= until_us:
        now = found.t_us
        one.cross(0, found)
        seen.append((found.limit, now))
        assert len(seen) < 100
    return seen


@pytest.mark.parametrize(
    ("stages", "grid_hz", "trip_us"),
    [
        (RRS_STAGES, 59.70, 500 * MS),
        (RRS_STAGES, 59.701, None),
        (FFR_STAGES, 59.85, 250 * MS),
        (FFR_STAGES, 59.86, None),
        (UFLS_STAGES, 59.5, 100 * MS),
    ],
)
def test_a_stage_trips_after_its_delay_at_or_below_its_pickup(stages, grid_hz, trip_us):
    one = relay(stages)
    one.set_frequency(0, 0, grid_hz)
    assert [at for _, at in run(one, S)] == ([] if trip_us is None else [trip_us])


def test_load_shedding_goes_in_five_steps_of_five_percent():
    one = relay()
    one.set_frequency(0, 0, 58.0)
    assert [name for name, _ in run(one, S)] == [f"ufls_{n}" for n in range(1, 6)]
    assert one.shed_frac(0) == pytest.approx(0.25)


def test_a_frequency_that_comes_back_in_time_trips_nothing_and_counting_begins_anew():
    one = relay(RRS_STAGES)
    one.set_frequency(0, 0, 59.6)
    one.set_frequency(0, 499 * MS, 59.71)
    assert one.next_crossing(0, 499 * MS) is None
    one.set_frequency(0, 500 * MS, 59.6)
    assert one.next_crossing(0, 500 * MS).t_us == 1000 * MS


def test_a_deeper_frequency_does_not_restart_a_timer():
    one = relay()
    one.set_frequency(0, 0, 59.4)
    one.set_frequency(0, 50 * MS, 59.2)
    assert run(one, S, 50 * MS) == [("ufls_1", 100 * MS), ("ufls_2", 150 * MS)]


def test_fast_response_holds_a_quarter_of_an_hour_and_counts_anew_if_it_is_still_low():
    one = relay(FFR_STAGES)
    one.set_frequency(0, 0, 59.8)
    assert run(one, 15 * MIN) == [("ffr", 250 * MS)]
    back = 15 * MIN + 250 * MS
    assert run(one, back + S, 15 * MIN) == [("ffr_returned", back), ("ffr", back + 250 * MS)]
    one.set_frequency(0, back + 2 * S, 60.0)
    assert one.shed_frac(0) == 1.0
    assert run(one, 10**11, back + 2 * S) == [("ffr_returned", 2 * back)]
    assert one.shed_frac(0) == 0.0


def test_load_shedding_stays_out_until_it_is_put_back():
    one = relay()
    one.set_frequency(0, 0, 59.4)
    run(one, S)
    one.set_frequency(0, S, 60.0)
    assert one.next_crossing(0, S) is None
    assert one.counted_frac(0, S) == 1.0
    one.reset(0, 2 * S)
    assert (one.shed_frac(0), one.next_crossing(0, 2 * S)) == (0.0, None)


def test_shares_are_never_more_than_all():
    stages = [{"name": f"s{n}", "below_hz": 59, "delay_s": 1, "share_frac": 0.7} for n in (1, 2)]
    one = relay(stages)
    one.set_frequency(0, 0, 50.0)
    run(one, 2 * S)
    assert one.shed_frac(0) == 1.0


def test_two_stages_of_one_name_are_refused():
    with pytest.raises(ValidationError, match="one name"):
        UnderfrequencySpec(stages=RRS_STAGES * 2)


@given(st.lists(st.tuples(st.integers(1, 400 * MS), st.floats(58.5, 60.1)), max_size=12))
def test_the_first_trip_ends_the_first_stretch_below_that_lasts_the_delay(events):
    one, now, found = relay(RRS_STAGES), 0, None
    low_since, judge = None, None
    for span_us, grid_hz in events:
        one.set_frequency(0, now, grid_hz)
        seen = run(one, now + span_us, now)
        found = found or (seen[0][1] if seen else None)
        low_since = (now if low_since is None else low_since) if grid_hz <= 59.7 else None
        if judge is None and low_since is not None and low_since + 500 * MS <= now + span_us:
            judge = low_since + 500 * MS
        now += span_us
    assert found == judge


@given(st.integers(1, 99 * MS))
def test_an_equal_frequency_and_a_reading_move_nothing(at_us):
    one = relay()
    one.set_frequency(0, 0, 59.4)
    kept = json.loads(json.dumps(one.snapshot()))
    assert one.counted_frac(0, at_us) == at_us / (100 * MS)
    one.set_frequency(0, at_us, 59.4)
    assert one.snapshot() == kept
    other = relay()
    other.restore(kept)
    assert run(other, S) == run(one, S)
