"""Handlers of the power path: switches move flows, blame and hazards with them."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.facility import topics
from twin.facility.loads import rate_hall
from twin.facts import compute, control, power


def now():
    plant = started(small_plant())
    plant.touched = 0
    return plant


def rate(plant, name):
    return plant.hazards.rate_per_s[plant.parts.hazard_index[name]]


def test_a_failed_transformer_carries_nothing_and_is_repaired_in_time():
    plant = now()
    apply(plant, T0_US + S, "T1", power.TransformerFailed(60.0, "drill"))
    assert plant.net.main_s_va[0] == 0.0
    assert plant.control.repairs == [(T0_US + 61 * S, 2, "transformer", "T1", 0)]
    apply(plant, T0_US + 61 * S, "T1", power.TransformerRepaired())
    assert plant.net.main_s_va[0] > 0.0
    assert plant.control.repairs == []


def test_a_dead_transformer_does_not_fail_of_age():
    plant = started(small_plant(transformer_per_year=1.0))
    alive = rate(plant, "T1")
    apply(plant, T0_US, "T1-LV", power.BreakerOpened())
    assert rate(plant, "T1") == 0.0
    apply(plant, T0_US + H, "T1-LV", power.BreakerClosed())
    assert rate(plant, "T1") == alive > 0.0


def test_switching_is_the_cause_for_the_units_whose_load_it_changed():
    plant = now()
    apply(plant, T0_US, "T1-LV", power.BreakerOpened())
    cause = dict(zip(plant.parts.unit_ids, plant.control.unit_cause, strict=True))
    assert cause["T1"] == cause["B1-U1"] == 2
    assert cause["T2"] == 2
    assert cause["B2-U1"] == 0


def test_a_tie_that_closes_ends_the_wait_of_its_bus():
    plant = now()
    apply(plant, T0_US, "M1", power.TransferStarted(2.0, "TIE"))
    assert plant.control.transfers == [(T0_US + 2 * S, 2, "M1", "TIE")]
    apply(plant, T0_US, "T1-LV", power.BreakerOpened())
    apply(plant, T0_US + 2 * S, "TIE", power.TieClosed())
    assert plant.control.transfers == []
    assert "TIE" in plant.closed_ties


def test_a_breaker_that_closes_ends_the_wait_of_its_bus_too():
    plant = now()
    apply(plant, T0_US, "T1-LV", power.BreakerOpened())
    apply(plant, T0_US, "M1", power.TransferStarted(2.0, "T1-LV"))
    apply(plant, T0_US + 2 * S, "T1-LV", power.BreakerClosed())
    assert plant.control.transfers == []


def test_a_refused_transfer_is_not_tried_again_until_something_moves():
    plant = now()
    apply(plant, T0_US, "M1", power.TransferStarted(2.0, "TIE"))
    apply(plant, T0_US, "M1", power.TransferRefused("no"))
    assert plant.control.transfers == []
    assert plant.refused_transfers == {"M1": 3}
    apply(plant, T0_US, "F1", power.BreakerOpened())
    assert plant.refused_transfers == {}


def test_rows_that_lose_supply_draw_nothing_and_boot_when_it_returns():
    plant = now()
    rows = ("B1-U1-s21",)
    row = plant.parts.row_index[rows[0]]
    apply(plant, T0_US, "B1", power.SupplyLost(rows))
    assert plant.rows.power_w[row] == 0.0
    apply(plant, T0_US + S, "B1", power.SupplyReturned(rows))
    assert plant.rows.stage_name(row) == "boot"


def test_a_hall_that_loses_supply_stops_its_jobs_and_its_racks_do_not_break():
    plant = now()
    job = compute.JobStarted(600.0, 7, 8, 0.9, 0.5, 30.0, 0.8, 1e6)
    apply(plant, T0_US, "H1", job)
    rate_hall(plant, T0_US, 0)
    before = rate(plant, "H1")
    plant.touched = 0
    apply(plant, T0_US + S, "H1", power.SupplyLost())
    assert plant.take_stopped() == [("H1", 7, 3)]
    assert plant.touched & topics.RACKS
    assert plant.hall_w[0] == 0.0
    assert rate(plant, "H1") == 0.0 < before
    apply(plant, T0_US + 2 * S, "H1", power.SupplyReturned())
    assert plant.hall_w[0] > 0.0
    assert rate(plant, "H1") == before


@pytest.mark.parametrize("kind", [power.OverloadBegan, power.OverloadEnded])
def test_an_overload_is_news_for_those_who_watch_ratings(kind):
    plant = now()
    apply(plant, T0_US, "T1", kind(1.1))
    assert plant.touched == topics.RATING
    assert plant.control.topic_seq[topics.RATING] == 2
    assert ("T1" in plant.overloads) == (kind is power.OverloadBegan)


def test_a_breaker_remembers_whether_protection_opened_it():
    plant = now()
    apply(plant, T0_US, "T1-HV", power.BreakerOpened("failed", by_protection=True))
    apply(plant, T0_US, "T1-LV", power.BreakerOpened("a person"))
    assert set(plant.protection_opened) == {"T1-HV"}
    assert set(plant.open_breakers) == {"T1-HV", "T1-LV"}


def test_a_hold_is_told_to_the_row_with_its_acceptance_as_cause():
    plant = now()
    rows = ("B1-U1-s21",)
    command = control.CommandAccepted(control.CurtailRows("why", "B1", rows), "operator")
    apply(plant, T0_US, "B1", command)
    assert plant.control.row_cause[plant.parts.row_index[rows[0]]] == 2
