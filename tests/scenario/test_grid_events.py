"""Frequencies of the grid as stated: one level or several, nominal before and after."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from twin.scenario.events import Event
from twin.scenario.grid_events import frequency_steps
from twin.units import US_PER_MIN

event = TypeAdapter(Event).validate_python


def falls(after_min, to_hz, duration_min):
    given = {"after": f"{after_min}min", "to_hz": to_hz, "duration_min": duration_min}
    return event({"kind": "frequency", **given})


def in_min(steps):
    return [(t_us / US_PER_MIN, level_hz) for t_us, level_hz in steps]


def test_levels_follow_each_other_and_end_nominal():
    levels = [{"to_hz": 59.9, "duration_min": 2}, {"to_hz": 59.6, "duration_min": 8}]
    two = event({"kind": "frequency", "after": "10min", "steps": levels})
    assert in_min(frequency_steps([two], 0, 60.0)) == [(10, 59.9), (12, 59.6), (20, 60.0)]


def test_of_two_events_at_once_the_one_further_from_nominal_holds():
    both = [falls(1, 59.9, 4), falls(2, 60.3, 1)]
    expected = [(1, 59.9), (2, 60.3), (3, 59.9), (5, 60.0)]
    assert in_min(frequency_steps(both, 0, 60.0)) == expected
    assert in_min(frequency_steps(both, 0, 50.0))[-1] == (5, 50.0)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"to_hz": 59.9},
        {"duration_min": 2},
        {"to_hz": 59.9, "duration_min": 2, "steps": [{"to_hz": 59.6, "duration_min": 1}]},
    ],
)
def test_a_frequency_is_said_in_one_way(said):
    with pytest.raises(ValidationError, match="needs its frequency once"):
        event({"kind": "frequency", "after": "1min", **said})


@pytest.mark.parametrize("to_hz", [0.0, 39.0, 71.0, 5990.0])
def test_a_frequency_that_no_grid_has_is_refused(to_hz):
    with pytest.raises(ValidationError):
        falls(1, to_hz, 1)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 20)), min_size=1, max_size=6))
def test_every_step_changes_it_and_the_last_is_nominal(spans):
    steps = frequency_steps([falls(first, 59.5, length) for first, length in spans], 0, 60.0)
    assert steps[-1][1] == 60.0
    assert all(one[1] != other[1] for one, other in itertools.pairwise(steps))


@pytest.mark.parametrize("said", [{}, {"charge_mw": 1, "discharge_mw": 1}])
def test_a_battery_is_charged_or_discharged(said):
    given = {"kind": "battery", "after": "1min", "battery": "BAT1", "duration_min": 5}
    with pytest.raises(ValidationError, match="needs its power once"):
        event({**given, **said})


@pytest.mark.parametrize("said", [{}, {"to_mw": 1, "by_mw": 1}])
def test_an_order_is_to_a_power_or_by_one(said):
    with pytest.raises(ValidationError, match="needs its power once"):
        event({"kind": "order", "after": "1min", "duration_min": 5, **said})


def test_an_order_without_notice_has_the_usual_one_of_its_service():
    said = {"kind": "order", "after": "1min", "duration_min": 5, "by_mw": 5}
    assert event(said).notice_s == 600.0
    assert event({**said, "service": "base_point"}).notice_s == 300.0
    assert event({**said, "notice_min": 0}).notice_s == 0.0
