"""Names in questions: what there is passes, what there is not gets the nearest that is."""

from __future__ import annotations

import pytest

from tests.run.months import NOON_US, two_days
from twin.errors import RequestError
from twin.facts import KINDS
from twin.run.asked import assets_of, check_asset, check_kind
from twin.run.lineage import Where, open_member
from twin.run.state import state_of
from twin.signals import catalogue


def test_everything_a_state_names_is_an_asset_or_a_policy() -> None:
    member = open_member(two_days())
    state = state_of(member.plant(Where(NOON_US)), catalogue(member.parts), NOON_US)
    policies = {use.policy for use in member.inputs.scenario.policies}
    assert {*state.values, *state.conditions} <= assets_of(member.parts) | policies


def test_every_kind_passes_and_so_does_none() -> None:
    for kind in (*KINDS, None):
        check_kind(kind)


@pytest.mark.parametrize("typed", ["breakeropened", "Breaker"])
def test_a_kind_mistyped_is_led_to_the_nearest(typed: str) -> None:
    with pytest.raises(RequestError, match=r"did you mean .*BreakerOpened"):
        check_kind(typed)


def test_what_is_near_nothing_gets_a_short_list() -> None:
    known = {f"B{n}" for n in range(100)}
    with pytest.raises(RequestError) as caught:
        check_asset("QQQQQQ", known)
    (fault,) = caught.value.faults
    assert fault.allowed.startswith("B0, B1, ")
    assert fault.allowed.endswith("and 88 more")
