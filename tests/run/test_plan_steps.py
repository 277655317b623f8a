"""A run that lives through a conversion plan: what comes into service, and the laws of a run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from tests.run.months import stopped_at
from twin.facility.snapshot import restored, snapshot
from twin.log import digest, open_log
from twin.run.energy import energy_of
from twin.run.fork import Changed, fork
from twin.run.lineage import Where, open_member
from twin.run.live import proceed, resume
from twin.run.plan_steps import site_sets, steps_between
from twin.run.planning import load_plan
from twin.run.reading import open_run
from twin.run.start import Wishes, create
from twin.units import US_PER_H

PLAN = "w100-rev1"
OUTAGE = Wishes(
    plan=PLAN,
    start="2028-09-11T07:00-05:00",
    span="14h",
    sets=("site.halls[H1].priority=2", "events=[]"),
)
"""Both buses of a hall on load banks are dead for work at once, and the third with them."""


@cache
def steps(start, days):
    begins = datetime.fromisoformat(start).replace(tzinfo=UTC)
    plan = load_plan(PLAN)
    return steps_between(plan, plan.level, begins, begins + timedelta(days=days))


@pytest.fixture(scope="module")
def outage(tmp_path_factory):
    run_dir = create("heat-wave", tmp_path_factory.mktemp("plan") / "run", OUTAGE)
    proceed(run_dir)
    return run_dir


def at_hours(run_dir, after_h):
    return open_member(run_dir).start_us + round(after_h * US_PER_H)


def test_what_the_plan_brings_is_put_into_service_with_its_feeders_and_engines():
    sets = site_sets(load_plan(PLAN))
    for path in ("halls[H1]", "feeders[FH1A]", "gensets[G1]", "ties[TIE-23]"):
        assert f"site.{path}.in_service=true" in sets
    assert not any("FBAT" in text for text in sets)


def test_before_the_plan_begins_nothing_of_it_is_there():
    idle, going = steps("2027-01-05", 1)
    assert idle == ["H1", "H2", "H3", "TIE-23", "TIE-14"]
    assert {step["kind"] for step in going} == {"task_started"}


def test_a_run_that_begins_under_load_banks_is_told_so_at_its_start():
    idle, going = steps("2028-08-01", 1)
    assert "B01" in idle
    assert "H1" in idle
    first = {step["kind"]: step for step in going if step["at"] == going[0]["at"]}
    assert first["hall_energize"]["it_mw"] == 4.9
    assert first["breach_began"]["says"] == "T2 carries 1.10 of 1.00 pu"


def test_a_hall_whose_racks_are_all_there_is_in_service_from_the_start():
    idle, going = steps("2029-04-01", 1)
    assert idle == ["B01", "B02", "B05", "B06", "B03", "B07"]
    assert going == []


def test_a_plan_goes_by_the_dates_that_its_schedule_has():
    _, coming = steps("2028-07-24", 250)
    starts = {step["subject"]: step["at"] for step in coming if step["kind"] == "contract_start"}
    dates = {name: at.date().isoformat() for name, at in starts.items()}
    assert dates == {"COLO-1": "2028-10-27", "COLO-2": "2029-01-13", "COLO-3": "2029-03-16"}


def test_both_feeds_dead_for_work_leave_a_hall_to_its_engines(outage):
    there = open_member(outage).plant(Where(at_hours(outage, 0.5)))
    dead = open_member(outage).plant(Where(at_hours(outage, 2.0)))
    hall = there.parts.hall_index["H1"]
    group = there.parts.genset_ids.index("G1")
    assert there.halls.it_w[hall] == dead.halls.it_w[hall] == 4.9e6
    assert there.on_feeds[hall]
    assert not dead.on_feeds[hall]
    assert there.gensets.load_w[group] == 0.0
    assert dead.gensets.load_w[group] > 4.9e6
    assert not dead.net.live_bus[dead.parts.bus_index["M2"]]


def test_energy_of_a_run_under_a_plan_balances(outage):
    end_us = at_hours(outage, 14.0)
    assert abs(energy_of(open_member(outage).plant(Where(end_us)), end_us).balance_ratio) < 1e-9


def test_a_run_under_a_plan_stopped_and_resumed_equals_one_that_ran_through(
    outage, tmp_path, monkeypatch
):
    run_dir = create("heat-wave", tmp_path / "run", OUTAGE)
    for after_h in (0.0, 1.0, 1.5, 9.0, 13.1):
        stopped_at(monkeypatch, run_dir, at_hours(run_dir, after_h))
    assert resume(run_dir).is_complete
    assert digest(open_log(run_dir)) == digest(open_log(outage))


@pytest.mark.parametrize("after_h", [0.0, 1.0, 9.0, 10.0])
def test_a_fork_of_a_run_under_a_plan_goes_on_with_the_plan(outage, tmp_path, after_h):
    fork(outage, at_hours(outage, after_h), tmp_path / "fork", Changed())
    proceed(tmp_path / "fork")
    assert digest(open_log(tmp_path / "fork")) == digest(open_log(outage))


@pytest.mark.parametrize("after_h", [0.0, 1.0, 1.2, 9.0, 13.0])
def test_a_snapshot_of_a_plant_under_a_plan_is_the_fold_of_its_facts(outage, after_h):
    plant = open_member(outage).plant(Where(at_hours(outage, after_h)))
    again = restored(plant.parts, snapshot(plant))
    assert snapshot(again) == snapshot(plant)
    assert again.service.row == plant.service.row
    assert again.service.feeder == plant.service.feeder


def test_policies_ask_nothing_of_a_block_once_it_has_left(tmp_path, monkeypatch):
    """It leaves in the second hour while energy is dear; a run that goes on from there agrees."""
    dear = "{after: 2h, values: {price_usd_per_mwh: 400}}"
    price = f"{{kind: constant, values: {{price_usd_per_mwh: 20}}, changes: [{dear}]}}"
    sets = ("events=[]", f"series.price={{generate: {price}}}")
    wishes = Wishes(plan=PLAN, start="2028-09-18T07:00-05:00", span="5h", sets=sets)
    through = create("heat-wave", tmp_path / "through", wishes)
    proceed(through)
    run = open_run(through)
    kinds = run.summary().kinds
    run.close()
    assert "BlockRetired" in kinds
    assert kinds["RowsSlept"] > 0
    assert "CommandRefused" not in kinds
    stopped = create("heat-wave", tmp_path / "stopped", wishes)
    stopped_at(monkeypatch, stopped, at_hours(stopped, 1.5))
    assert resume(stopped).is_complete
    assert digest(open_log(stopped)) == digest(open_log(through))
