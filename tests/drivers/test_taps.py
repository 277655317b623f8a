"""Steps come when the timers say: after the delay, then each after the other, with their cause."""

from __future__ import annotations

from itertools import pairwise

from tests.facility.test_taps import OLTC, grid, regulated
from tests.plants import T0_US, S, Story, small_parts
from twin.drivers.taps import TapChanging


def told(*levels):
    parts = small_parts(OLTC)
    return Story(grid=levels, policies=(), parts=parts).told(0.3)


def test_the_first_step_comes_after_the_delay_and_the_others_ten_seconds_apart():
    steps = told((100.0, 0.95)).of("TapMoved")
    assert len(steps) > 3
    assert steps[0].at_s == 145.0
    assert {later.at_s - one.at_s for one, later in pairwise(steps)} == {10.0}


def test_every_step_names_what_moved_the_voltage():
    story = told((100.0, 0.95), (400.0, 1.0))
    for one in story.of("TapMoved"):
        assert story.said[one.cause - 1].kind == "GridVoltageChanged"


def test_a_dip_that_is_shorter_than_the_delay_moves_no_tap():
    assert told((100.0, 0.95), (144.0, 1.0)).of("TapMoved") == []


def test_a_voltage_that_comes_back_at_the_instant_of_the_step_leaves_the_tap_alone():
    assert told((100.0, 0.95), (145.0, 1.0)).of("TapMoved") == []


def test_a_driver_rebuilt_from_the_plant_is_due_at_the_same_instant():
    plant = regulated()
    assert TapChanging(plant).due_us(T0_US) is None
    grid(plant, 1, 0.95)
    due_us = TapChanging(plant).due_us(T0_US + S)
    assert due_us == TapChanging(plant).due_us(T0_US + 20 * S) == T0_US + 46 * S


def test_a_site_without_tap_changers_says_the_same_but_for_their_steps():
    levels = ((100.0, 0.95), (400.0, 1.0))
    plain = Story(grid=levels, policies=(), parts=small_parts()).told(0.3)

    def without(story):
        return [(one.t_us, one.subject, one.fact) for one in story.said if one.kind != "TapMoved"]

    assert without(told(*levels)) == without(plain)
