"""Room on the transformers: what would be overloaded once all have done what they were told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility import room
from twin.facts.control import CommandAccepted, CurtailRows, RestoreRows
from twin.facts.mining import RowsSlept
from twin.facts.power import SupplyLost

B1 = tuple(f"B1-U{n}-s21" for n in range(1, 7))


def asleep():
    """B1's S21 sleep: 6.4 MW of room that belongs to them."""
    plant = started(small_plant())
    apply(plant, T0_US, "B1", CommandAccepted(CurtailRows("why", "B1", B1), "me"))
    apply(plant, T0_US + 5 * S, "B1", RowsSlept(B1))
    return plant


@given(st.floats(0.0, 30.0))
def test_a_load_overloads_when_rating_less_load_is_less_than_it(more_mw):
    """By hand: S grows by P over the power factor of now."""
    plant = started(small_plant())
    load_va, factor = plant.net.main_s_va[0], plant.net.main_out_w[0] / plant.net.main_s_va[0]
    after_pu = (load_va + more_mw * 1e6 / factor) / 25e6
    why = room.overloaded_by(plant, {0: more_mw * 1e6})
    assert (why != "") == (after_pu > 1.0 + 1e-9)
    if why:
        assert why == f"T1 would stand at {after_pu:.2f} of its rating"


def test_what_was_told_to_wake_has_its_room_already():
    plant = asleep()
    assert room.joining_w(plant) == [0.0, 0.0]
    before_w = plant.net.main_out_w[0]
    apply(plant, T0_US + 60 * S, "B1", CommandAccepted(RestoreRows("why", "B1", B1), "me"))
    joining_w = room.joining_w(plant)[0]
    hashing_w = started(small_plant()).net.main_out_w[0]
    assert joining_w == pytest.approx(hashing_w - before_w, rel=0.02)
    left_w = 25e6 * plant.net.main_out_w[0] / plant.net.main_s_va[0] - before_w - joining_w
    assert room.overloaded_by(plant, {0: left_w * 1.01})
    assert not room.overloaded_by(plant, {0: left_w * 0.99})


def test_rows_may_not_wake_above_the_rating_and_may_below():
    plant = asleep()
    assert room.why_not_wake(plant, B1, "me") == ""
    plant.net.main_s_va[0], plant.net.main_out_w[0] = 20e6, 19.6e6
    assert room.why_not_wake(plant, B1, "me") == "T1 would stand at 1.06 of its rating"
    assert room.why_not_wake(plant, B1[:2], "me") == ""


def test_on_a_transformer_above_its_rating_nothing_may_wake():
    plant = asleep()
    plant.net.main_s_va[0], plant.net.main_out_w[0] = 25.1e6, 24.6e6
    assert "T1 would stand at" in room.why_not_wake(plant, B1[:1], "me")


def test_rows_that_sleep_on_or_have_no_supply_need_no_room():
    plant = asleep()
    plant.net.main_s_va[0], plant.net.main_out_w[0] = 24.9e6, 24.6e6
    apply(plant, T0_US + 9 * S, "B1", CommandAccepted(CurtailRows("why", "B1", B1[:3]), "you"))
    apply(plant, T0_US + 9 * S, "B1", SupplyLost(B1[3:]))
    plant.net.main_s_va[0], plant.net.main_out_w[0] = 24.9e6, 24.6e6
    assert room.why_not_wake(plant, B1, "me") == ""
