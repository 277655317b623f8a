"""Orders: what may be imported, which rows sleep for it and wake after, within the ramps."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, S, apply, small_plant, started
from twin.devices.asic_power import SLEEP
from twin.facility import obeying
from twin.facility.draws import rested_w
from twin.facts.control import CommandAccepted, CurtailRows
from twin.facts.grid import OrderEnded, OrderIssued, OrderJudged

SLOW_DOWN = ("ramp_up_mw_per_min: 10", "ramp_up_mw_per_min: 10, ramp_down_mw_per_min: 6")


def ordered(plant, limit_mw, notice_s=600.0, number=1):
    fact = OrderIssued(limit_mw * 1e6, number, "curtailment", plant.net.import_w, notice_s, 1800.0)
    apply(plant, T0_US + S, "POI", fact)
    return plant


def relief_w(plant, chosen):
    rows = [plant.parts.row_index[name] for _, names in chosen for name in names]
    drawn_w = [plant.rows.power_w[row] * plant.parts.row_aux_ratio[row] for row in rows]
    return sum(drawn_w) - sum(rested_w(plant, row, SLEEP) for row in rows)


def test_without_an_order_the_contract_is_the_limit():
    plant = started(small_plant())
    assert obeying.allowed_w(plant) == 60e6
    assert obeying.to_sleep(plant, T0_US) == []
    assert obeying.look_us(plant, T0_US) is None


def test_the_lowest_of_the_orders_that_stand_holds():
    plant = ordered(ordered(started(small_plant()), 20.0), 15.0, number=2)
    assert obeying.allowed_w(plant) == 15e6
    apply(plant, T0_US + 9 * S, "POI", OrderEnded(2))
    assert obeying.allowed_w(plant) == 20e6


def test_no_row_more_than_needed_sleeps_in_shedding_order():
    plant = ordered(started(small_plant()), 25.0)
    excess_w = plant.net.import_w - 25e6 + 0.2e6
    chosen = obeying.to_sleep(plant, T0_US + S)
    names = [name for _, names in chosen for name in names]
    assert names[0] == "B2-U1-s19j-pro-100"
    assert relief_w(plant, chosen) >= excess_w
    assert relief_w(plant, [("", tuple(names[:-1]))]) < excess_w


def test_with_time_enough_only_what_the_ramp_allows_sleeps_at_once():
    plant = ordered(started(small_plant(SLOW_DOWN)), 20.0)
    chosen = obeying.to_sleep(plant, T0_US + S)
    assert 0.0 < relief_w(plant, chosen) <= 2e6
    urgent = ordered(started(small_plant(SLOW_DOWN)), 20.0, notice_s=30.0)
    whole_w = urgent.net.import_w - 20e6
    assert relief_w(urgent, obeying.to_sleep(urgent, T0_US + S)) >= whole_w


def test_what_is_on_its_way_down_is_not_asked_for_twice():
    plant = ordered(started(small_plant()), 25.0)
    for block, names in obeying.to_sleep(plant, T0_US + S):
        command = CurtailRows("order 1", block, names)
        apply(plant, T0_US + S, block, CommandAccepted(command, obeying.HOLDER))
    assert obeying.to_sleep(plant, T0_US + 2 * S) == []


def test_waking_above_an_order_is_refused_with_its_number():
    plant = ordered(started(small_plant()), 25.0)
    assert obeying.why_not_import(plant, 1.0) == "order 1 allows 25.0 MW"
    assert obeying.why_not_import(plant, 0.0) == ""


def test_a_verdict_marks_the_order_and_an_end_removes_it():
    plant = ordered(started(small_plant()), 25.0)
    apply(plant, T0_US + 5 * S, "POI", OrderJudged(1.0, 1, met=True))
    assert [order.judged for order in plant.grid.orders] == [True]
    apply(plant, T0_US + 6 * S, "POI", OrderEnded(1))
    assert plant.grid.orders == []
    assert plant.grid.ended_us == T0_US + 6 * S


@pytest.mark.parametrize(("after_s", "look_s"), [(1.0, 21.0), (20.9, 21.0), (21.0, 41.0)])
def test_looks_are_a_stage_apart_whenever_one_asks(after_s, look_s):
    plant = ordered(started(small_plant()), 25.0)
    assert obeying.look_us(plant, T0_US + round(after_s * S)) == T0_US + round(look_s * S)
