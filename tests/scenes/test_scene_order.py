"""Three orders: each instant and limit as its document states them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.run.months import stopped_at
from tests.scenes.stage import played
from twin.log import digest, open_log
from twin.run.lineage import open_member
from twin.run.live import resume
from twin.run.start import Wishes, create
from twin.units import US_PER_S

MIN = 60.0


def test_orders_come_are_judged_and_end_when_the_scenario_says():
    scene = played("order")
    at_min = {
        kind: [one.at_s / MIN for one in scene.of(kind)]
        for kind in ("OrderIssued", "OrderJudged", "OrderEnded")
    }
    assert at_min == {
        "OrderIssued": [30, 90, 150],
        "OrderJudged": [40, 90.5, 160],
        "OrderEnded": [70, 105.5, 180],
    }
    assert [one.fact.met for one in scene.of("OrderJudged")] == [True, True, False]


def test_the_import_stays_within_the_order_for_as_long_as_it_stands():
    scene = played("order")
    first, second, third = scene.summary.grid.orders
    assert (first.above_mwh, second.above_mwh) == (0.0, 0.0)
    ai_w = sum(scene.plant(165 * MIN).hall_w)
    assert third.due_mw * 1e6 > ai_w
    assert third.above_mwh > 0.0


def test_rows_sleep_and_wake_by_commands_whose_cause_is_the_order():
    scene = played("order")
    commanded = [one for one in scene.of("CommandAccepted") if one.fact.by == "grid_orders"]
    assert {scene.root(one).kind for one in commanded} == {"OrderIssued"}
    slept, woke = set(), set()
    for one in commanded:
        (slept if "Curtail" in type(one.fact.command).__name__ else woke).update(
            one.fact.command.rows
        )
    assert slept == woke


def test_rows_come_back_within_the_ramp_of_ten_megawatts_a_minute():
    scene = played("order")
    plant = scene.plant(0.0)
    wakes = [
        one
        for one in scene.of("CommandAccepted", after_s=180 * MIN)
        if type(one.fact.command).__name__ == "RestoreRows"
    ]
    stages = sorted({one.at_s for one in wakes})
    assert stages[0] == 180 * MIN + 20.0
    assert all(later - one >= 20.0 for one, later in pairwise(stages))
    full = {name: plant.rows.power_w[row] * 1.05 for name, row in plant.parts.row_index.items()}
    for at_s in stages:
        told = [one.fact.command.rows for one in wakes if one.at_s == at_s]
        woken_w = sum(full[row] for rows in told for row in rows)
        assert woken_w <= 10e6 / 3.0 * (1.0 + 1e-9)


def test_halls_are_untouched_and_energy_closes():
    summary = played("order").summary
    assert summary.work.unserved_mwh == pytest.approx(0.0, abs=1e-12)
    assert abs(summary.energy.balance_ratio) < 1e-9


# ---------------------------------------------------------------- batteries first
FIRST = "orders.batteries_first=true"


def mining_mwh(scene):
    return scene.summary.energy.mining_mwh


def test_with_the_battery_first_the_same_orders_are_met_and_more_is_mined():
    miners, battery = played("order"), played("order", FIRST)
    assert [one.fact.met for one in battery.of("OrderJudged")] == [True, True, False]
    assert [one.above_mwh for one in battery.summary.grid.orders[:2]] == [0.0, 0.0]
    given_mwh = battery.summary.energy.battery_given_mwh
    assert given_mwh == pytest.approx(0.94 * 0.5 * 12.5, rel=0.01)
    assert mining_mwh(battery) - mining_mwh(miners) > 0.9 * given_mwh / 1.05
    assert abs(battery.summary.energy.balance_ratio) < 1e-9


def test_the_battery_keeps_its_reserve_to_the_last_and_miners_are_down_before():
    scene = played("order", FIRST)
    spent = [one for one in scene.of("BatteryCalled", "BAT1") if one.fact.soc_frac == 0.3]
    assert [one.fact.net_w for one in spent] == [0.0]
    plant = scene.plant(240 * MIN)
    assert plant.grid.batteries.soc_frac(0, plant.t_us) == pytest.approx(0.3, abs=1e-9)
    assert scene.plant(spent[0].at_s + 1e-3).net.import_w <= 45e6


def test_stopped_in_the_middle_of_it_the_run_goes_on_the_same(tmp_path, monkeypatch):
    scene = played("order", FIRST)
    run_dir = create("scene-order", tmp_path / "run", Wishes(sets=(FIRST,)))
    called = [one.at_s for one in scene.of("BatteryCalled")]
    start_us = open_member(scene.run_dir).start_us
    for at_s in (called[0], called[1] + 7.0, called[-1] - 1.0):
        stopped_at(monkeypatch, run_dir, start_us + round(at_s * US_PER_S))
    assert resume(run_dir).is_complete
    assert digest(open_log(run_dir)) == digest(open_log(scene.run_dir))
