"""The tables name every fact and command there is, once, in an order that never changes."""

from __future__ import annotations

import ast

import pytest

from tests.tidy.source import modules
from twin.facts import COMMANDS, FACTS
from twin.facts.core import Command, Fact


def _subclasses(base: type) -> set[type]:
    return {kind for kind in base.__subclasses__() if kind.__module__.startswith("twin.facts.")}


def test_every_fact_is_in_the_table_once():
    assert len(set(FACTS)) == len(FACTS)
    assert set(FACTS) == _subclasses(Fact)


def test_every_command_is_in_the_table_once():
    assert len(set(COMMANDS)) == len(COMMANDS)
    assert set(COMMANDS) == _subclasses(Command)


def test_the_first_facts_keep_their_place():
    first = ["RunStarted", "WeatherChanged", "PriceChanged", "BtcPriceChanged", "FeesChanged"]
    assert [kind.__name__ for kind in FACTS[:5]] == first


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_a_fact_that_has_a_principal_field_has_it_first(kind):
    assert not kind.PRINCIPAL or kind.__struct_fields__[0] == kind.PRINCIPAL


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_a_fact_is_named_in_the_past_tense(kind):
    irregular = ("Began", "Given", "Held", "Slept", "Lost", "Broken", "Hashing", "Reset")
    assert kind.__name__.endswith(("ed", *irregular)), kind.__name__


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_a_command_gives_its_reason_first(kind):
    assert kind.__struct_fields__[0] == "reason"


def test_every_fact_of_the_rooms_is_made_by_a_class_of_this_table():
    names = {kind.__name__ for kind in (*FACTS, *COMMANDS)}
    classes = {
        node.name
        for module in modules()
        if module.path.startswith("twin/facts/") and not module.path.endswith("core.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }
    assert classes == names
