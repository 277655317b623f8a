"""Tap changers live: told what they hang on, at rest at the start, blocked without a voltage."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, S, apply, small_parts, started
from twin.devices.breaker import NEVER_US
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot
from twin.facts.outside import GridVoltageChanged
from twin.facts.power import BreakerOpened, TapMoved
from twin.signals import bus_voltage_pu

OLTC = ("- {id: T1, model: main-25, bus: M1}", "- {id: T1, model: main-25, bus: M1, oltc: {}}")


def regulated(*changes):
    return started(Plant(small_parts(OLTC, *changes), T0_US))


def grid(plant, after_s, level_pu):
    apply(plant, T0_US + round(after_s * S), "POI", GridVoltageChanged(level_pu))


def test_it_stands_at_rest_when_the_run_begins():
    plant = regulated()
    assert plant.taps.tap_count[0] < 0, "load lowers the voltage"
    assert plant.taps.due_us == [NEVER_US]
    assert abs(bus_voltage_pu(plant, 0) - 1.0) <= 0.01


def test_its_voltage_is_that_of_the_bus():
    plant = regulated()
    for after_s, level_pu in ((1, 0.96), (2, 1.03), (3, 1.0)):
        grid(plant, after_s, level_pu)
        assert bus_voltage_pu(plant, 0) == pytest.approx(plant.taps.voltage_pu(0), rel=1e-12)


def test_a_low_grid_starts_its_timer_and_its_return_stops_it():
    plant = regulated()
    grid(plant, 1, 0.96)
    assert plant.taps.due_us == [T0_US + 46 * S]
    assert plant.taps.cause == [plant.last_seq]
    grid(plant, 30, 1.0)
    assert plant.taps.due_us == [NEVER_US]


def test_a_step_moves_voltages_and_no_power():
    plant = regulated()
    grid(plant, 1, 0.96)
    import_w, before_pu, tap = plant.net.import_w, bus_voltage_pu(plant, 0), plant.taps.tap_count[0]
    apply(plant, T0_US + 46 * S, "T1", TapMoved(tap - 1, before_pu))
    assert plant.net.import_w == import_w
    assert bus_voltage_pu(plant, 0) > before_pu
    assert plant.taps.due_us == [T0_US + 56 * S]


@pytest.mark.parametrize("level_pu", [0.0, 0.5])
def test_without_a_voltage_worth_regulating_it_is_blocked(level_pu):
    plant = regulated()
    grid(plant, 1, level_pu)
    assert plant.taps.due_us == [NEVER_US]


def test_a_transformer_that_is_switched_off_keeps_its_tap():
    plant = regulated()
    grid(plant, 1, 0.96)
    apply(plant, T0_US + 2 * S, "T1-LV", BreakerOpened("a drill"))
    assert plant.taps.due_us == [NEVER_US]
    assert plant.taps.voltage_pu(0) == 0.0


def test_a_snapshot_holds_tap_timer_and_cause():
    plant = regulated()
    grid(plant, 1, 0.96)
    again = restored(plant.parts, snapshot(plant))
    assert again.taps.snapshot() == plant.taps.snapshot()
    assert snapshot(again) == snapshot(plant)


def test_a_site_without_one_has_none():
    plant = started(Plant(small_parts(), T0_US))
    grid(plant, 1, 0.96)
    assert plant.parts.tap_mains == ()
    assert plant.parts.main_tap == (-1, -1)
    assert plant.taps.snapshot()["tap_count"] == []
