"""Why people may not do something with supplies, engines and batteries."""

from tests.facility.test_backup import WITH_BOTH
from tests.plants import T0_US, small_plant, started
from twin.drivers.arbiter import refusal
from twin.drivers.supply_rules import SUPPLIES
from twin.facts.control import ResetUps, RunGensets


def test_a_group_whose_engines_are_all_out_is_not_started():
    plant = started(small_plant(WITH_BOTH))
    engines = plant.gensets.engines
    for engine in plant.gensets.members[0]:
        engines.place(engine, T0_US, 9)
    why = refusal(plant, T0_US, RunGensets("", "G1", run=True), "operator")
    assert why == "every engine of G1 is broken, tripped or locked out"


def test_an_unknown_supply_is_not_reset():
    plant = started(small_plant(WITH_BOTH))
    assert refusal(plant, T0_US, ResetUps("", "U9"), "operator") == "there is no supply U9"


def test_the_arbiter_takes_every_rule_of_this_table():
    plant = started(small_plant(WITH_BOTH))
    assert RunGensets in SUPPLIES
    assert refusal(plant, T0_US, RunGensets("", "G1", run=True), "operator") == ""
