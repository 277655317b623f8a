"""Sentences of a plan."""

from __future__ import annotations

import pytest

from twin.facts import FACTS, planned
from twin.run.plan_words import PLAN
from twin.run.words import sentence

SAID = [
    ("A-SLAB", planned.TaskStarted("Slab", "1 CIVIL"), "work began on A-SLAB, Slab, with 1 CIVIL"),
    ("NTP", planned.TaskFinished("NTP"), "work ended on NTP"),
    ("B01", planned.BlockRetired("A-OFF"), "B01 was taken out of service by A-OFF"),
    ("H1", planned.HallEnergised(4.9, "L4"), "H1 was energised by L4, under load banks of 4.9 MW"),
    ("A-L3", planned.OutageBegan(23.8, ("M1", "M2")), "M1, M2 dead for work on A-L3"),
    ("T2", planned.BreachBegan(0.1, "V12", "T2 carries 1.10"), "breach of V12: T2 carries 1.10"),
]


@pytest.mark.parametrize(("subject", "fact", "words"), SAID)
def test_a_step_of_a_plan_reads_as_a_sentence(subject, fact, words):
    assert sentence(subject, fact) == words


def test_every_fact_of_a_plan_has_its_sentence():
    assert set(PLAN) == {kind for kind in FACTS if kind.__module__ == planned.__name__}
