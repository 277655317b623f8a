"""A what-if asked: what is applied, checked and refused."""

import pytest

from tests.study.whatif.asked import answer, bench
from twin.errors import PlanError, RequestError
from twin.run.planning import load_plan
from twin.study.whatif import WHATIFS, PlanFile, ask, named


@pytest.mark.parametrize("which", [name for name in WHATIFS if name != "W11"])
def test_every_option_is_a_patch_that_can_be_typed_by_hand(which):
    for option in answer(which).options:
        load_plan("w100-rev2", option.sets)


@pytest.mark.parametrize("which", list(WHATIFS))
def test_every_row_has_a_value_for_every_option_and_says_its_speed(which):
    found = answer(which)
    assert found.line
    for row in found.rows:
        assert len(row.values) == len(found.options)
        assert row.speed in {"schedule and money", "steady state", "plant run"}


def test_an_amount_that_it_does_not_have_is_named_with_those_it_has():
    with pytest.raises(RequestError, match=r"--weeks: is no amount of W5; allowed: --months"):
        answer("W5", weeks=3)


def test_every_amount_out_of_range_is_told_at_once():
    with pytest.raises(RequestError) as caught:
        answer("W6", weeks=-1, rent=-1)
    assert [one.path for one in caught.value.faults] == ["--weeks", "--rent"]


def test_a_patch_that_makes_the_plan_invalid_starts_nothing():
    broken = PlanFile("w100-rev2", ["halls[H1].floor_m2=1862"])
    case = broken.tried(["halls[H1].floor_m2=9e5"])
    assert case.figures is None
    assert case.faults
    with pytest.raises(PlanError):
        ask(PlanFile("w100-rev2", ["resources[ELEC].capacity=0"]), named("W14"), {})


def test_assumptions_are_told_as_such():
    assert any(one.startswith("assumption: --rent 120,000") for one in answer("W6").assumptions)
    assert answer("W5").assumptions == ()


def test_a_patch_is_tried_once():
    sets = answer("W5").options[1].sets
    assert bench().tried(sets) is bench().tried(sets)
