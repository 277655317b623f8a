"""Megawatts that stand idle."""

import pytest

from tests.plan.made import plan, site
from twin.plan.dark import dark_blocks

CIVIL = {"A-OFF-B01": "A", "A-OFF-B05": "A", "B-OFF-B02": "B", "B-OFF-B06": "B"}
CIVIL |= {"C-OFF-B03": "C", "C-OFF-B07": "C"}


def total(found):
    return sum(one.mw_months for one in dark_blocks(found.document, site(), found.level))


@pytest.mark.parametrize(("name", "mw_months"), [("w100-rev1", 131.0), ("w100-rev2", 128.0)])
def test_blocks_that_leave_just_in_time_stand_idle_as_long_as_planners_said(name, mw_months):
    assert total(plan(name=name)) == pytest.approx(mw_months, abs=0.5)


def test_blocks_that_leave_when_earth_is_moved_stand_idle_four_times_as_long():
    early = [
        f"tasks[{task}].links=[{{pred: {letter}-CIVIL, type: SS}}]"
        for task, letter in CIVIL.items()
    ]
    assert total(plan(*early)) == pytest.approx(580.0, rel=0.05)


def test_a_block_that_comes_back_is_dark_no_longer():
    back = plan("tasks[A-L5].effects=[{at: finish, op: block_on, target: B01}]")
    found = {one.block: one for one in dark_blocks(back.document, site(), back.level)}
    assert found["B01"].until_days == back.level.finish_days("A-L5")
    assert found["B05"].until_days == back.level.finish_days("A-ACC")


def test_a_block_whose_phase_never_earns_is_dark_to_the_end():
    never = plan("phases[P3].contract=null", "tasks[C-ACC].effects=[]")
    found = {one.block: one for one in dark_blocks(never.document, site(), never.level)}
    end_days = (never.document.horizon_end - never.document.ntp).days
    assert found["B03"].until_days == end_days
