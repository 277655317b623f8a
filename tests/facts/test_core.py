"""Facts and commands are frozen values that say no more than they must."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from tests.facts.examples import ANY_FACT
from twin.facts.control import CapHall
from twin.facts.core import ORIGINS
from twin.facts.outside import WeatherChanged


def test_nobody_changes_a_fact_that_happened():
    with pytest.raises(AttributeError):
        WeatherChanged(20.0).dry_bulb_c = 21.0


@given(ANY_FACT)
def test_two_facts_that_say_the_same_are_equal(fact):
    fields = {name: getattr(fact, name) for name in type(fact).__struct_fields__}
    assert type(fact)(**fields) == fact


def test_a_command_names_its_kind_when_written_down():
    assert msgspec.json.decode(msgspec.json.encode(CapHall("hot", "H1", 0.5)))["type"] == "CapHall"


def test_a_fact_comes_from_the_simulation_the_plan_a_policy_a_person_or_a_file():
    assert ORIGINS == ("sim", "plan", "policy", "operator", "import", "stream")
