"""Faults by the closed form of impedances in series, and what they leave of voltages."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.facility.guarded import guarded
from tests.plants import T0_US, apply, started
from twin.devices.protection.fault import node_faults
from twin.facility import Plant, short_circuits
from twin.facts.power import TieClosed, TransformerFailed
from twin.facts.protection import FaultBegan
from twin.signals import bus_voltage_pu

Z_PU = 0.085
BASE_OHM = 13.8**2 / 25.0
GRID_OHM = 1.1 * 13.8**2 / 4000.0
C_V = 1.1 * 13_800 / sqrt(3)


@pytest.fixture
def plant():
    return started(Plant(guarded(), T0_US))


def impedances(plant):
    """Grid, transformer and feeder F1 in ohms at 13.8 kV, by hand."""
    unit = plant.parts.units[0]
    grid = GRID_OHM * complex(1, 10) / abs(complex(1, 10))
    main = complex(unit.resistance_pu, unit.reactance_pu) * (13.8e3**2 / unit.rated_va)
    return grid, main, complex(0.10, 0.12) * 0.3


def test_a_fault_at_a_bus_and_at_the_end_of_a_feeder_is_the_sum_of_impedances(plant):
    grid, main, line = impedances(plant)
    bus_a = short_circuits.at_fault_a(plant, "M1", 0.0)
    assert bus_a == pytest.approx(C_V / abs(grid + main), rel=1e-9)
    feeder_a = short_circuits.at_fault_a(plant, "F1", 0.5)
    assert feeder_a == pytest.approx(C_V / abs(grid + main + line + 0.5), rel=1e-9)


def test_a_fault_behind_a_unit_transformer_is_that_of_the_path_calculation(plant):
    guard = plant.parts.guard
    path = node_faults(guard.source, [guard.mains[0], guard.lines[0], guard.units_behind[0]])
    found_a = short_circuits.at_fault_a(plant, "B1-U1", 0.0)
    assert found_a == pytest.approx(path[-1].most_a, rel=1e-12)


def test_a_fault_of_a_power_has_the_resistance_that_gives_it(plant):
    ohm = short_circuits.resistance_ohm_of(plant, "F1", 50e6)
    found_a = short_circuits.at_fault_a(plant, "F1", ohm)
    assert sqrt(3) * 13_800 * found_a == pytest.approx(50e6, rel=1e-9)
    assert short_circuits.resistance_ohm_of(plant, "F1", 1e12) == 0.0


def test_what_is_left_at_the_bus_is_what_lies_behind_it(plant):
    grid, main, line = impedances(plant)
    before_pu = [bus_voltage_pu(plant, bus) for bus in (0, 1)]
    apply(plant, T0_US + 1, "F1", FaultBegan(0.0, 0.2, 60.0))
    whole = grid + main + line + 0.2
    assert plant.guard.bus_pu[0] == pytest.approx(abs(line + 0.2) / abs(whole), rel=1e-9)
    assert plant.guard.bus_pu[1] == pytest.approx(abs(whole - grid) / abs(whole), rel=1e-9)
    after_pu = [bus_voltage_pu(plant, bus) for bus in (0, 1)]
    assert [a / b for a, b in zip(after_pu, before_pu, strict=True)] == pytest.approx(
        plant.guard.bus_pu
    )


def test_a_fault_over_a_tie_flows_through_the_neighbour_and_the_tie(plant):
    apply(plant, T0_US + 1, "T1", TransformerFailed(60.0))
    apply(plant, T0_US + 2, "TIE", TieClosed())
    apply(plant, T0_US + 3, "F1", FaultBegan(0.0, 0.0, 60.0))
    guard, index = plant.guard, plant.parts.guard.index
    amps = {name: guard.fault_a[place] for name, place in index.items()}
    assert amps["F1"] == amps["TIE"] == amps["T2-LV"]
    assert amps["T2-HV"] == pytest.approx(amps["T2-LV"] / 10.0)
    assert amps["T1-LV"] == amps["F2"] == 0.0
    assert short_circuits.clearing(plant, "M1") == ["TIE"]
    assert short_circuits.clearing(plant, "M2") == ["T2-LV"]


def test_without_voltage_nothing_flows(plant):
    apply(plant, T0_US + 1, "T1", TransformerFailed(60.0))
    apply(plant, T0_US + 2, "F1", FaultBegan(0.0, 0.0, 60.0))
    assert not any(plant.guard.fault_a)
    assert short_circuits.at_fault_a(plant, "F1", 0.0) == 0.0
    apply(plant, T0_US + 3, "TIE", TieClosed())
    assert plant.guard.fault_a[plant.parts.guard.index["F1"]] > 10_000
