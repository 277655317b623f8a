"""What N-1 hangs on."""

from datetime import date

import pytest

from tests.plan.made import plan


def test_the_third_hall_hangs_on_the_ring():
    (one,) = plan().hinges
    assert one.task == "RING"
    assert set(one.assets) == {"TIE-23", "TIE-14"}
    assert one.since == date(2028, 12, 11)
    # 32.4 MW at 0.99 on one unit of 25 MVA
    assert one.worst.after_shed.ai_pu == pytest.approx(1.31, abs=0.02)


def test_a_plan_that_one_unit_can_carry_hangs_on_nothing():
    small = "tasks[C-L4].effects=[{at: start, op: hall_energize, target: H3, value: 1}]"
    burn = "tasks[C-BURN].effects=[{at: start, op: hall_it_capacity, target: H3, value: 1}]"
    assert plan(small, burn).hinges == []
