"""What batteries are to give for an order, judged by hand on a plant that stands still."""

from __future__ import annotations

import pytest

from tests.facility.test_storage import WITH_BATTERY
from tests.plants import T0_US, M, S, apply, small_plant, started
from twin.facility import calling
from twin.facility.calling import Calling
from twin.facts.grid import BatteryCalled, BatteryDispatched, OrderEnded, OrderIssued

AT_US = T0_US + S


def ordered(below_w, *, notice_s=0.0):
    """A plant that may import so much less than it does, and its battery at half of 5 MWh."""
    plant = started(small_plant(*WITH_BATTERY))
    limit_w = plant.net.import_w - below_w
    apply(plant, AT_US, "POI", OrderIssued(limit_w, 1, "ecrs", 0.0, notice_s, 3600.0))
    return plant


def asked_w(plant, reserve_frac=0.2, t_us=AT_US):
    return dict(calling.changes(plant, t_us, Calling(plant, reserve_frac)))


def test_it_gives_what_the_import_is_above_the_order_and_the_margin():
    plant = ordered(2e6)
    assert asked_w(plant)[0] == pytest.approx(-2e6 - plant.parts.grid.margin_w, abs=1e-3)


def test_it_gives_no_more_than_it_can_and_nothing_that_it_could_not_hold():
    assert asked_w(ordered(30e6)) == {0: -5e6}
    assert asked_w(ordered(2e6), reserve_frac=0.499) == {}
    assert asked_w(ordered(2e6), reserve_frac=0.9) == {}


def test_before_an_order_must_be_kept_it_rests_but_counts_as_relief():
    plant = ordered(2e6, notice_s=600.0)
    assert calling.due_order(plant, AT_US) is None
    assert asked_w(plant) == {}
    relief_w = calling.relief_w(plant, AT_US, Calling(plant, 0.2))
    assert relief_w == pytest.approx(2e6 + plant.parts.grid.margin_w, abs=1e-3)
    assert calling.due_order(plant, AT_US + 600 * S).number == 1


def test_what_it_charges_with_is_the_first_to_go():
    plant = started(small_plant(*WITH_BATTERY))
    apply(plant, AT_US, "BAT", BatteryDispatched(2e6))
    apply(plant, AT_US, "POI", OrderIssued(0.0, 1, "ecrs", 0.0, 0.0, 3600.0))
    assert asked_w(plant, reserve_frac=0.9) == {0: -2e6}
    assert asked_w(plant) == {0: -7e6}


def test_it_goes_on_as_it_does_while_the_import_is_within_the_margin():
    plant = ordered(2e6)
    given_w = asked_w(plant)[0]
    apply(plant, AT_US, "BAT", BatteryCalled(given_w, 1, 0.5))
    assert asked_w(plant) == {}
    assert calling.relief_w(plant, AT_US, Calling(plant, 0.2)) == 0.0


def test_near_the_charge_that_it_keeps_rows_must_make_up_for_all_of_it():
    plant = ordered(2e6)
    apply(plant, AT_US, "BAT", BatteryCalled(-2e6, 1, 0.5))
    lasts_s = 0.1 * 5000 * 3.6e6 * 0.94 / 2e6
    made = Calling(plant, 0.4)
    assert made.spent_us(plant, AT_US) == AT_US + int(lasts_s * 1e6) + 1
    assert calling.relief_w(plant, AT_US, made) == pytest.approx(0.0, abs=0.3e6)
    near_us = AT_US + int((lasts_s - 30.0) * 1e6)
    assert calling.relief_w(plant, near_us, made) == -2e6
    assert asked_w(plant, 0.4, near_us) == {}
    assert asked_w(plant, 0.4, made.spent_us(plant, AT_US)) == {0: 0.0}


def test_when_the_order_is_over_it_gives_for_none():
    plant = ordered(2e6)
    apply(plant, AT_US, "BAT", BatteryCalled(-2e6, 1, 0.5))
    apply(plant, AT_US + M, "POI", OrderEnded(1))
    assert asked_w(plant, t_us=AT_US + M) == {0: 0.0}
