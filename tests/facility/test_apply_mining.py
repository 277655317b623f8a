"""Handlers of the mining side: moves, failures and repairs, each with its draw and its blame."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility.loads import rate_row
from twin.facts import control, mining

NAME = "B1-U1-s21"


def now():
    plant = started(small_plant())
    return plant, plant.parts.row_index[NAME]


def test_a_broken_machine_draws_and_hashes_nothing_until_repaired():
    plant, row = now()
    before = plant.rows.power_w[row], plant.rows.hash_th_per_s[row], plant.net.import_w
    apply(plant, T0_US + S, NAME, mining.MachineFailed(60.0, "psu"))
    assert plant.rows.power_w[row] < before[0]
    assert plant.rows.hash_th_per_s[row] < before[1]
    assert plant.control.repairs == [(T0_US + 61 * S, 2, "psu", NAME, 0)]
    apply(plant, T0_US + 61 * S, NAME, mining.MachineRepaired("psu"))
    after = plant.rows.power_w[row], plant.rows.hash_th_per_s[row], plant.net.import_w
    assert after == before


def test_a_broken_board_costs_less_than_a_broken_machine():
    powers = []
    for part in ("unit", "board"):
        plant, row = now()
        apply(plant, T0_US + S, NAME, mining.MachineFailed(60.0, part))
        powers.append(plant.rows.power_w[row])
    assert powers[0] < powers[1]


def test_fewer_machines_fail_less_often():
    plant, row = now()
    rate_row(plant, T0_US, row)
    before = plant.hazards.rate_per_s[row]
    apply(plant, T0_US + S, NAME, mining.MachineFailed(60.0))
    assert plant.hazards.rate_per_s[row] <= before
    assert plant.hazards.fired_count[row] == 1


def test_a_move_is_the_cause_of_what_its_transformers_meet_next():
    plant, row = now()
    command = control.CurtailRows("why", "B1", (NAME,))
    apply(plant, T0_US, "B1", control.CommandAccepted(command, "operator"))
    apply(plant, T0_US + 5 * S, "B1", mining.RowsSlept((NAME,)))
    cause = dict(zip(plant.parts.unit_ids, plant.control.unit_cause, strict=True))
    assert cause["T1"] == cause["B1-U1"] == 3
    assert cause["T2"] == cause["B1-U2"] == 0
    assert plant.rows.stage_name(row) == "sleep"


@pytest.mark.parametrize("part", ["board", "psu", "fan", "control", "unit"])
def test_each_part_comes_back_as_what_it_was(part):
    plant, row = now()
    apply(plant, T0_US, NAME, mining.MachineFailed(60.0, part))
    apply(plant, T0_US + 60 * S, NAME, mining.MachineRepaired(part))
    assert (plant.rows.failed[row], plant.rows.degraded[row]) == (0, 0)
    assert plant.control.repairs == []
