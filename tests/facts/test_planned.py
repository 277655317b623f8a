"""Facts of a plan are facts like any other."""

from __future__ import annotations

import pytest

from twin.facts import FACTS, body_of, decode, planned, value_of

SAID = [
    planned.TaskStarted("Slab", "1 CIVIL"),
    planned.TaskFinished("Slab", "dry"),
    planned.ItemOrdered(),
    planned.ItemDelivered(),
    planned.PermitGranted(),
    planned.BlockRetired("OFF"),
    planned.BlockCommissioned("ON"),
    planned.HallEnergised(4.9, "L4"),
    planned.HallCapacityChanged(4.9, "BURN"),
    planned.TieCommissioned("RING"),
    planned.MainCommissioned("T5"),
    planned.RedundancyChanged("N+1", "L5"),
    planned.ContractStarted("ACC"),
    planned.AreaChanged("free", "OFF"),
    planned.OutageBegan(23.8, ("M1",)),
    planned.OutageEnded(("M1",)),
    planned.BreachBegan(0.1, "V12", "T2 carries 1.10 of 1.00 pu"),
    planned.BreachEnded("V12"),
]


@pytest.mark.parametrize("fact", SAID, ids=lambda fact: type(fact).__name__)
def test_each_survives_the_log(fact):
    kind = type(fact).__name__
    assert decode(kind, value_of(fact), body_of(fact)) == fact


def test_every_fact_of_a_plan_is_in_the_table():
    mine = {kind for kind in FACTS if kind.__module__ == planned.__name__}
    assert mine == {type(fact) for fact in SAID}
