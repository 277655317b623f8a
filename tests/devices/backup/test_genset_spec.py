"""Luck of a start, fuel of a load, and what no document may say."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.backup.genset_spec import (
    LOCKED_OUT,
    NEXT,
    STATE_NAMES,
    STOPPED,
    GensetSpec,
    attempts_needed_count,
    engine_w,
    fuel_m3_per_s,
    heat_j_per_m3,
    tank_m3,
)

M3_PER_S_PER_L_PER_H = 1e-3 / 3600


def of(**spec):
    return GensetSpec(**{"rated_kw": 2000.0, **spec})


@given(st.floats(0.5, 1.0), st.floats(0.5, 1.0), st.integers(1, 5))
def test_demands_end_in_a_start_as_often_as_said_and_attempts_are_geometric(start, each, attempts):
    """Counted over an even grid of luck: the share of each attempt, and of none."""
    spec, cells = of(start_frac=start, attempt_frac=each, attempts_count=attempts), 4000
    needed = [attempts_needed_count(spec, (n + 0.5) / cells) for n in range(cells)]
    assert needed.count(0) / cells == pytest.approx(1 - start, abs=1.01 / cells)
    whole = 1 - (1 - each) ** attempts
    for k in range(1, attempts + 1):
        expected = start * each * (1 - each) ** (k - 1) / whole
        assert needed.count(k) / cells == pytest.approx(expected, abs=1.01 / cells)


@given(st.floats(0, 1), st.floats(0, 1))
def test_worse_luck_never_starts_sooner(one, other):
    spec, (low, high) = of(start_frac=0.7, attempt_frac=0.6), sorted([one, other])
    least, most = (attempts_needed_count(spec, draw) or 99 for draw in (low, high))
    assert least <= most


def test_certain_and_impossible_starts():
    assert attempts_needed_count(of(start_frac=1.0, attempt_frac=1.0), 0.999999) == 1
    assert attempts_needed_count(of(start_frac=0.0), 0.0) == 0
    assert attempts_needed_count(of(start_frac=1.0), 1.0) == 0


@pytest.mark.parametrize(
    ("loading", "l_per_kwh"), [(0.25, 0.29625), (0.5, 0.2625), (0.75, 0.2554166667), (1.0, 0.255)]
)
def test_fuel_by_hand_at_four_loads(loading, l_per_kwh):
    found = fuel_m3_per_s(of(), 1, 1, loading * 2e6) / M3_PER_S_PER_L_PER_H / (loading * 2000)
    assert found == pytest.approx(l_per_kwh, rel=1e-9)
    if loading == 0.75:
        assert 0.24 <= found <= 0.27


def test_two_engines_at_half_load_burn_as_two_of_one_and_idle_ones_add_their_own():
    spec = of()
    pair, single = fuel_m3_per_s(spec, 2, 2, 2e6), fuel_m3_per_s(spec, 1, 1, 1e6)
    assert pair == pytest.approx(2 * single, rel=1e-12)
    idle = 0.02 * 2000 * M3_PER_S_PER_L_PER_H
    assert fuel_m3_per_s(spec, 3, 2, 2e6) - pair == pytest.approx(idle, rel=1e-9)
    assert fuel_m3_per_s(spec, 1, 0, 0.0) == pytest.approx(idle, rel=1e-12)


def test_diesel_gives_about_two_fifths_of_its_heat():
    spec = of()
    heat_w = fuel_m3_per_s(spec, 1, 1, engine_w(spec)) * heat_j_per_m3(spec)
    assert engine_w(spec) / heat_w == pytest.approx(3.6 / (0.255 * 35.9), rel=1e-12)
    assert 0.35 < engine_w(spec) / heat_w < 0.45


def test_piped_fuel_has_no_tank():
    assert (tank_m3(of()), tank_m3(of(tank_l=500.0))) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"fire_s": 12.0}, "below accept_s"),
        ({"crank_s": 2.0}, "not above crank_s"),
        ({"fuel_a1_l_per_kwh": 0.05}, "less heat than the output"),
    ],
)
def test_what_can_not_be_is_refused(bad, words):
    with pytest.raises(ValidationError, match=words):
        of(**bad)


@given(st.floats(0.001, 0.1), st.floats(0.05, 0.3), st.floats(0.0, 0.1), st.floats(0.01, 1.1))
def test_no_curve_that_is_let_in_gives_more_than_its_heat(a0, a1, a2, loading):
    try:
        spec = of(fuel_a0_l_per_kwh=a0, fuel_a1_l_per_kwh=a1, fuel_a2_l_per_kwh=a2)
    except ValidationError:
        return
    heat_w = fuel_m3_per_s(spec, 1, 1, loading * 2e6) * heat_j_per_m3(spec)
    assert heat_w >= loading * 2e6 * (1 - 1e-12)


def test_every_state_can_be_left_and_none_is_left_for_itself():
    froms = {state for state, _ in NEXT}
    assert {STATE_NAMES[state] for state in range(10)} - {STATE_NAMES[s] for s in froms} == {
        "loaded"
    }
    assert all(after != before for (before, _), after in NEXT.items())
    helped = {event for (state, event) in NEXT if state >= LOCKED_OUT}
    assert helped == {"reset", "repaired"}
    assert {NEXT[key] for key in product(range(LOCKED_OUT, 10), helped) if key in NEXT} == {STOPPED}
