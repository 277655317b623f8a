"""Stated events: instants, the grid's voltage they make together, and what they order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from twin.facts.control import FailEquipment, FailTransformer, PermitGensets
from twin.scenario.events import Event, grid_steps, orders_of
from twin.units import US_PER_MIN, US_PER_S

event = TypeAdapter(Event).validate_python


def outage(after_min, duration_min):
    return event({"kind": "outage", "after": f"{after_min}min", "duration_min": duration_min})


def test_an_instant_is_given_once():
    for when in ({}, {"at": "2026-01-01T00:00:00Z", "after": "1h"}):
        with pytest.raises(ValidationError, match="instant once"):
            event({"kind": "outage", "duration_min": 1, **when})


def test_a_stated_instant_does_not_move_with_the_start():
    stated = event({"kind": "outage", "at": "1970-01-01T00:01:00Z", "duration_min": 1})
    assert stated.t_us(0) == stated.t_us(5) == US_PER_MIN
    assert outage(1, 1).t_us(5) == US_PER_MIN + 5


def test_four_cycles_at_sixty_hertz_are_a_fifteenth_of_a_second():
    sag = event({"kind": "sag", "after": "1s", "to_pu": 0.6, "cycles_count": 4})
    assert grid_steps([sag], 0) == [(US_PER_S, 0.6), (US_PER_S + 66_667, 1.0)]


def test_where_two_overlap_the_lowest_voltage_holds():
    sag = event({"kind": "sag", "after": "90s", "to_pu": 0.6, "cycles_count": 3600})
    found = [(t_us // US_PER_S, level_pu) for t_us, level_pu in grid_steps([outage(1, 1), sag], 0)]
    assert found == [(60, 0.0), (120, 0.6), (150, 1.0)]


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 20)), max_size=6))
def test_the_grid_ends_nominal_and_every_step_changes_it(spans):
    steps = grid_steps([outage(*span) for span in spans], 0)
    levels = [1.0, *(level_pu for _, level_pu in steps)]
    assert levels[-1] == 1.0
    assert all(one != other for one, other in itertools.pairwise(levels))
    dark_us = sum(
        after_us - t_us
        for (t_us, level_pu), (after_us, _) in itertools.pairwise(steps)
        if not level_pu
    )
    covered = {minute for first, length in spans for minute in range(first, first + length)}
    assert dark_us == len(covered) * US_PER_MIN


def test_a_failure_is_an_order_with_its_reason_and_repair():
    fail = event({"kind": "fail", "after": "1s", "asset": "T1", "repair_h": 2, "why": "a drill"})
    assert list(orders_of([fail, outage(1, 1)], 7)) == [
        (7 + US_PER_S, FailTransformer("a drill", "T1", 7200.0))
    ]


def test_broken_equipment_and_permits_are_orders_too():
    more = {"after": "1s", "why": "a drill"}
    broken = event({"kind": "break", "group": "H1-COOLER", "units_count": 2, "repair_h": 1, **more})
    permit = event({"kind": "permit", "gensets": "G1", "permitted": False, **more})
    assert [command for _, command in orders_of([broken, permit], 0)] == [
        FailEquipment("a drill", "H1-COOLER", 3600.0, 2),
        PermitGensets("a drill", "G1", False),
    ]
