"""The drivers of a run: all of them, and orders only once."""

from __future__ import annotations

from pathlib import Path

from tests.run.months import START_US, two_days
from twin.drivers.begin import Begin
from twin.drivers.control import Operator
from twin.drivers.outside import Outside
from twin.facility import Plant
from twin.facts.control import OpenTie
from twin.run.drivers import drivers_of
from twin.run.lineage import open_member
from twin.run.world import world_of

ORDERS = ((START_US + 5, OpenTie("", "TIE-12")), (START_US + 9, OpenTie("", "TIE-34")))


def world_and_plant(**more):
    member = open_member(two_days())
    inputs = member.inputs
    world = world_of(inputs.scenario, inputs.site, member.parts, Path(), **more)
    return world, Plant(member.parts, START_US)


def kinds(drivers) -> list[type]:
    return [type(driver) for driver in drivers]


def test_a_run_that_begins_says_so_first() -> None:
    world, plant = world_and_plant()
    assert kinds(drivers_of(world, plant, begins=True))[0] is Begin
    assert Begin not in kinds(drivers_of(world, plant, begins=False))


def test_every_outside_series_has_its_follower() -> None:
    world, plant = world_and_plant()
    assert kinds(drivers_of(world, plant, begins=True)).count(Outside) == 6


def test_orders_given_already_are_not_given_again() -> None:
    world, plant = world_and_plant(orders=ORDERS)
    assert Operator in kinds(drivers_of(world, plant, begins=False, after_us=START_US + 8))
    assert Operator not in kinds(drivers_of(world, plant, begins=False, after_us=START_US + 9))


def test_only_changed_series_are_restated() -> None:
    world, plant = world_and_plant()
    drivers = drivers_of(world, plant, begins=False, restated={"price"})
    assert sum(getattr(driver, "_first", False) for driver in drivers) == 1
    begun = drivers_of(world, plant, begins=True)
    assert sum(getattr(driver, "_first", False) for driver in begun) == 9
