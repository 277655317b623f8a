"""Blocks leave and come, halls are energised under load banks and get their racks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plants import T0_US, H, M, Story, apply, small_parts, started
from twin.devices.gpu_power import HallSpec
from twin.facility import Plant
from twin.facility.apply_plan import racks_of
from twin.facts import planned

NOT_YET = replace(small_parts(), idle_at_start=frozenset({"H1"}))
HALL = NOT_YET.hall_specs[0]


def story_of(*steps, idle=(), until_h=2.0):
    """A story with steps of a plan at hours after its start."""
    parts = replace(small_parts(), idle_at_start=frozenset(idle))
    dated = tuple((T0_US + round(at_h * H), subject, fact) for at_h, subject, fact in steps)

    class Lived(Story):
        def world(self, parts, until_h):
            return replace(super().world(parts, until_h), planned=dated)

    return Lived(parts=parts, requests=((0.0, 1.0), (1.5, 0.5)), policies=()).told(until_h)


def test_a_block_that_leaves_stops_and_frees_its_transformer():
    plant = started(Plant(small_parts(), T0_US))
    before_w = plant.net.main_in_w[1]
    apply(plant, T0_US + M, "B2", planned.BlockRetired("OFF"))
    rows = [row for row, block in enumerate(plant.parts.row_block) if block == "B2"]
    assert [plant.rows.power_w[row] for row in rows] == [0.0] * len(rows)
    assert plant.net.main_in_w[1] < before_w - 10e6
    assert plant.dark == set()


def test_a_block_that_comes_waits_for_its_turn_and_boots():
    told = story_of((0.5, "B2", planned.BlockCommissioned("ON")), idle=["B2"])
    (energised,) = told.of("SupplyReturned")
    assert (energised.subject, energised.at_s) == ("B2", 1800.0)
    assert told.of("RowsHashing", after_s=1800.0)
    assert all(told.plant.row_supplied)


def test_a_hall_that_is_not_there_yet_draws_nothing_and_asks_for_nothing():
    told = story_of(idle=["H1"])
    assert told.plant.hall_j == [0.0]
    assert told.plant.halls.unserved_at_j(0, T0_US + H) == 0.0
    assert not told.of("InferenceLoadChanged", "SupplyLost", after_s=1.0)


def test_a_hall_under_load_banks_draws_them_with_its_cooling_and_serves_nobody():
    told = story_of((0.5, "H1", planned.HallEnergised(4.0, "L4")), idle=["H1"])
    plant, end_us = told.plant, T0_US + 2 * H
    assert [one.subject for one in told.of("SupplyReturned")] == ["H1"]
    assert plant.halls.it_w == [4.0e6]
    assert plant.halls.energy_at_j(0, end_us) == pytest.approx(4.0e6 * 5400.0, rel=1e-12)
    assert plant.hall_at_j(0, end_us) > 1.1 * 4.0e6 * 5400.0
    assert plant.halls.served_at_j(0, end_us) == 0.0


def test_racks_take_the_place_of_load_banks():
    full_mw = (HALL.racks_count * HALL.rack.max_kw + HALL.other_it_kw) / 1e3
    told = story_of(
        (0.5, "H1", planned.HallEnergised(full_mw, "L4")),
        (1.0, "H1", planned.HallCapacityChanged(full_mw, "BURN")),
        idle=["H1"],
    )
    halls = told.plant.halls
    assert halls.bank_w == [0.0]
    assert halls.working_count(0) == HALL.racks_count
    assert halls.served_w[0] > 0
    assert told.of("InferenceLoadChanged", after_s=3600.0)


def test_a_hall_that_loses_racks_stops_the_jobs_on_them():
    plant = started(Plant(small_parts(), T0_US))
    apply(plant, T0_US + M, "H1", planned.HallCapacityChanged(2.0, "LESS"))
    count = racks_of(HALL, 2.0)
    assert (
        plant.halls.working_count(0) == count == int((2000 - HALL.other_it_kw) // HALL.rack.max_kw)
    )
    jobs, serving = plant.halls.job_racks_count(0), count - plant.halls.job_racks_count(0)
    assert abs(jobs - serving) <= 1, "each use in proportion"


@pytest.mark.parametrize(
    ("it_mw", "count"), [(0.1, 0), (0.4, 0), (0.532, 1), (5.68, 40), (9.0, 40)]
)
def test_a_power_is_for_whole_racks_beside_the_other_it(it_mw, count):
    spec = HallSpec(rack=HALL.rack, racks_count=40, other_it_kw=400.0)
    assert racks_of(spec, it_mw) == count


def test_a_transformer_out_for_work_is_back_with_its_outage():
    told = story_of(
        (0.5, "WORK", planned.OutageBegan(0.0, ("T1",))),
        (1.0, "WORK", planned.OutageEnded(("T1",))),
    )
    (closed,) = told.of("TieClosed")
    assert closed.at_s == pytest.approx(1802.0)
    (opened,) = told.of("TieOpened")
    assert opened.at_s == pytest.approx(3600.0)
    assert told.root(opened).kind == "OutageEnded"
    assert [one.subject for one in told.of("BreakerClosed")] == ["T1-HV", "T1-LV"]
    assert told.plant.net.live_main == [True, True]
    assert told.plant.closed_ties == {}


def test_a_transformer_that_comes_takes_its_bus_from_the_tie():
    told = story_of((0.5, "T1", planned.MainCommissioned("ADD")), idle=["T1"])
    assert told.of("TieClosed", before_s=10.0)
    assert told.of("TieOpened", after_s=1800.0)
    assert told.plant.net.live_main == [True, True]


def test_a_bus_that_is_dead_for_work_takes_its_block_but_no_hall():
    told = story_of((0.5, "WORK", planned.OutageBegan(20.0, ("M1",))))
    assert {one.subject for one in told.of("SupplyLost")} == {"B1"}
    assert not told.of("TieClosed"), "nothing is transferred to a bus that people work on"
    assert told.plant.hall_supplied == [True]
