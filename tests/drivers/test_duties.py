"""The 80 % rule is told after exactly three hours, and its end when the load falls."""

from __future__ import annotations

from tests.facility.test_duties import watched
from tests.plants import T0_US, Story, started
from twin.drivers.duties import ContinuousDuty
from twin.facility import Plant

H_S = 3600.0


def told(*price, until_h, more=""):
    return Story(price=price, parts=watched(more)).told(until_h)


def test_three_hours_above_the_share_are_told_to_the_microsecond_and_once():
    story = told((0.0, 30.0), until_h=8.0)
    (exceeded,) = story.of("DutyExceeded")
    assert (exceeded.subject, exceeded.at_s) == ("F1", 3 * H_S)
    assert exceeded.fact.load_pu > 0.8
    assert story.of("DutyEnded") == []


def test_a_dip_within_the_three_hours_starts_them_anew():
    story = told((0.0, 30.0), (2.0, 900.0), (2.5, 30.0), until_h=8.0)
    (exceeded,) = story.of("DutyExceeded")
    over = story.said[exceeded.cause - 1]
    assert 2.5 * H_S < over.at_s < 3.2 * H_S
    assert exceeded.at_s == over.at_s + 3 * H_S


def test_a_dip_that_a_slow_timer_remembers_only_takes_off_what_it_took():
    dip = ((0.0, 30.0), (2.0, 900.0), (2.5, 30.0))
    at_once = told(*dip, until_h=8.0).of("DutyExceeded")
    slowly = told(*dip, until_h=8.0, more=", recovery_h: 3").of("DutyExceeded")
    assert 3 * H_S < slowly[0].at_s < at_once[0].at_s


def test_its_end_is_told_when_the_load_falls():
    story = told((0.0, 30.0), (4.0, 900.0), until_h=5.0)
    (ended,) = story.of("DutyEnded")
    assert ended.fact.load_pu <= 0.8
    assert story.said[ended.cause - 1].t_us == ended.t_us
    assert 4.0 * H_S <= ended.at_s < 4.1 * H_S


def test_a_driver_rebuilt_from_the_plant_is_due_at_the_same_instant():
    plant = started(Plant(watched(), T0_US))
    assert ContinuousDuty(plant).due_us(T0_US) == T0_US + round(3 * H_S * 1e6)
