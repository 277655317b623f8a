"""Commands travel inside the fact that accepts or refuses them."""

from __future__ import annotations

from hypothesis import given

from tests.facts.examples import COMMAND
from twin.facts import body_of, decode
from twin.facts.control import CommandAccepted, CommandRefused, PolicyRemembered, SetParameter


@given(COMMAND)
def test_any_command_comes_back_from_its_acceptance(command):
    fact = CommandAccepted(command, "operator")
    assert decode("CommandAccepted", None, body_of(fact)) == fact


@given(COMMAND)
def test_a_refusal_keeps_the_command_and_the_reason(command):
    fact = CommandRefused(command, "n1_shedding", "B1 must rest 7 s more")
    assert decode("CommandRefused", None, body_of(fact)).why == "B1 must rest 7 s more"


def test_a_memory_without_wishes_says_nothing_about_waking():
    assert "us" not in (body_of(PolicyRemembered("{}")) or "")


def test_a_parameter_travels_as_the_text_of_its_value():
    command = SetParameter("try", "policies[0].params.hold_min", "20")
    assert (
        decode("CommandAccepted", None, body_of(CommandAccepted(command, "x"))).command == command
    )
