"""A draft is checked against what came before it at the same instant."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility.still import still_true
from twin.facts import compute, control, mining, power
from twin.facts.outside import PriceChanged

ROWS = ("B1-U1-s21", "B1-U2-s21")
JOB = compute.JobStarted(600.0, 7, 8, 0.9, 0.5, 30.0, 0.8, 1e6)


def now():
    return started(small_plant())


def check(plant, subject, fact, t_us=T0_US):
    return still_true(plant, t_us, subject, fact)


def test_most_facts_are_true_whatever_came_first():
    fact = PriceChanged(1.0)
    assert check(now(), "POI", fact) is fact


def test_a_job_whose_racks_went_waits_instead():
    plant = now()
    apply(plant, T0_US, "H1", compute.JobStarted(600.0, 1, 15, 0.9, 0.5, 30.0, 0.8, 1e6))
    turned = check(plant, "H1", JOB)
    assert isinstance(turned, compute.JobQueued)
    assert (turned.job, turned.rack_count, turned.work_s) == (7, 8, 600.0)


def test_a_job_that_fits_starts_and_one_that_runs_does_not_start_twice():
    plant = now()
    assert check(plant, "H1", JOB) is JOB
    apply(plant, T0_US, "H1", JOB)
    assert check(plant, "H1", JOB) is None


def test_a_waiting_job_goes_on_waiting_where_its_racks_went():
    plant = now()
    apply(plant, T0_US, "H1", compute.JobStarted(600.0, 1, 15, 0.9, 0.5, 30.0, 0.8, 1e6))
    queued = compute.JobQueued(600.0, 7, 8, 0.9, 0.5, 30.0, 0.8, 1e6)
    apply(plant, T0_US, "H1", queued)
    assert check(plant, "H1", compute.JobStarted(600.0, 7)) is None


@pytest.mark.parametrize("kind", [compute.JobFinished, compute.CheckpointBegan])
def test_a_job_that_was_stopped_does_not_finish_or_save(kind):
    plant = now()
    apply(plant, T0_US, "H1", JOB)
    assert check(plant, "H1", kind(7)) == kind(7)
    apply(plant, T0_US, "H1", power.SupplyLost())
    assert check(plant, "H1", kind(7)) is None
    assert check(plant, "H1", kind(99)) is None


def slept(plant):
    command = control.CurtailRows("why", "B1", ROWS)
    apply(plant, T0_US, "B1", control.CommandAccepted(command, "operator"))
    return T0_US + 5 * S


def test_rows_that_are_due_move_and_those_that_are_not_any_more_are_left_out():
    plant = now()
    due_us = slept(plant)
    fact = mining.RowsSlept(ROWS)
    assert check(plant, "B1", fact, due_us) is fact
    assert check(plant, "B1", fact, due_us - 1) is None
    wake = control.RestoreRows("why", "B1", ROWS[:1])
    apply(plant, due_us, "B1", control.CommandAccepted(wake, "operator"))
    assert check(plant, "B1", fact, due_us) == mining.RowsSlept(ROWS[1:])


def test_rows_that_now_come_to_something_else_do_not_do_what_was_drafted():
    plant = now()
    due_us = slept(plant)
    assert check(plant, "B1", mining.RowsHashing(ROWS), due_us) is None


def test_what_is_broken_does_not_break_again():
    plant = now()
    apply(plant, T0_US, "H1", compute.RackFailed(60.0, 3))
    assert check(plant, "H1", compute.RackFailed(60.0, 3)) is None
    assert check(plant, "H1", compute.RackFailed(60.0, 4)) is not None
    apply(plant, T0_US, "T1", power.TransformerFailed(60.0))
    assert check(plant, "T1", power.TransformerFailed(60.0)) is None


def test_a_row_without_a_healthy_machine_loses_none():
    plant = now()
    row = plant.parts.row_index[ROWS[0]]
    plant.rows.failed[row] = plant.parts.row_count[row]
    assert check(plant, ROWS[0], mining.MachineFailed(60.0)) is None


def test_switches_move_only_if_they_still_may():
    plant = now()
    assert check(plant, "TIE", power.TieClosed()) is None
    assert check(plant, "T1-LV", power.BreakerClosed()) is None
    apply(plant, T0_US, "T1-LV", power.BreakerOpened())
    assert check(plant, "T1-LV", power.BreakerOpened()) is None
    assert check(plant, "TIE", power.TieClosed()) == power.TieClosed()


def test_nobody_is_told_twice_to_hold_or_to_let_go():
    plant = now()
    hold = control.CommandAccepted(control.CurtailRows("why", "B1", ROWS), "price_curtailment")
    free = control.CommandAccepted(control.RestoreRows("why", "B1", ROWS), "price_curtailment")
    assert check(plant, "B1", free) is None
    assert check(plant, "B1", hold) is hold
    apply(plant, T0_US, "B1", hold)
    assert check(plant, "B1", hold) is None
    assert check(plant, "B1", free) is free
