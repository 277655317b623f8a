"""W2, W12 and W15 of the tutorial: short runs of the plant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.study.whatif.asked import answer, values
from twin.study.whatif.seconds import needed


def test_the_hottest_hour_says_what_transformers_buses_racks_and_the_utility_see():
    found = answer("W2")
    assert 110.0 < values(found, "its hot-spot")[0] < 140.0
    assert 0.95 < values(found, "lowest voltage")[0] < 1.0
    assert 32.0 < values(found, "warmest supply")[0] < 50.0
    assert values(found, "rise")[0] == pytest.approx(8.9, abs=1.5)
    assert {one.speed for one in found.rows} == {"plant run"}


def test_a_hotter_hour_is_hotter_and_sheds_no_less():
    warm, hot = answer("W2", over=0.0), answer("W2", over=6.0)
    assert values(hot, "warmest supply")[0] > values(warm, "warmest supply")[0]
    assert values(hot, "miners shed")[0] >= values(warm, "miners shed")[0]


def test_a_tighter_limit_is_broken_by_the_same_step_and_needs_more_held():
    found = answer("W12", ramp=5)
    assert values(found, "kept to") == ("yes", "no")
    planned, limited = values(found, "battery or ballast")
    step_mw = values(found, "step of AI")[1]
    assert limited == pytest.approx(step_mw - 5 * 10 / 60)
    assert planned < limited
    held = values(found, "held for that")
    assert held[1] == pytest.approx(limited * (step_mw / 5) / 2 / 60)


def test_a_sag_drops_the_miners_and_the_halls_ride_through_on_their_batteries():
    found = answer("W12", ramp=5)
    assert values(found, "miners lost in a sag")[0] > 50.0
    assert values(found, "AI unserved in a sag") == (0.0, 0.0)
    shallow = answer("W12", left=0.9)
    assert values(shallow, "buses that let go in a sag") == (0, 0)


def test_a_test_that_stands_has_kept_every_invariant_and_a_repeat_costs_its_length():
    found = answer("W15")
    kept = [row[3] for row in found.details[0].rows]
    assert ("test stands" in found.line) == (set(kept) == {"yes"})
    assert values(found, "days lost") == (0.0, 14.0)


@given(st.floats(0.1, 100), st.floats(0.0, 5.0), st.floats(0.1, 100))
def test_what_is_held_is_what_lies_between_two_ramps(step_mw, over_min, limit_mw_per_min):
    """Summed over small steps of time."""
    most_mw, energy_mwh = needed(step_mw, over_min, limit_mw_per_min)
    end_min = max(over_min, step_mw / limit_mw_per_min)
    count = 4000
    gaps = []
    for nth in range(count):
        at_min = (nth + 0.5) / count * end_min
        load_mw = step_mw * (min(1.0, at_min / over_min) if over_min > 0.0 else 1.0)
        gaps.append(max(0.0, load_mw - min(step_mw, limit_mw_per_min * at_min)))
    assert energy_mwh == pytest.approx(
        sum(gaps) / count * end_min / 60, rel=2e-3, abs=1e-4 * step_mw
    )
    assert most_mw >= max(gaps) - 1e-9
