"""A thermal relay and a conductor alone: they start as told and their crossings happen."""

from __future__ import annotations

import pytest

from twin.devices.protection.heat_bench import ConductorBench, ThermalRelayBench

S = 1_000_000


def relay(initial="steady", current_a=0.9):
    spec = ThermalRelayBench.SPEC.model_validate({"base_a": 1.0})
    return ThermalRelayBench.start(spec, {"current_a": current_a}, initial, 0)


def conductor(initial="steady", current_a=200.0):
    spec = ConductorBench.SPEC.model_validate({"rated_a": 400.0})
    inputs = {"current_a": current_a, "ambient_c": 30.0}
    return ConductorBench.start(spec, inputs, initial, 0)


@pytest.mark.parametrize(
    ("initial", "heat"), [("steady", (0.9 / 1.05) ** 2), ("cold", 0.0), ({"heat_frac": 0.4}, 0.4)]
)
def test_a_relay_starts_as_told(initial, heat):
    assert relay(initial).read(0)["heat_frac"] == pytest.approx(heat)


@pytest.mark.parametrize("tolerance", [pytest.param(1e-5, id="oracle-22-alone")])
def test_a_preloaded_relay_alarms_then_trips_and_is_reset_when_cool(tolerance):
    one = relay()
    one.set(0, {"current_a": 1.5})
    alarm = one.next_crossing(0)
    one.cross(alarm)
    assert one.read(alarm.t_us)["alarmed_frac"] == 1.0
    trip = one.next_crossing(alarm.t_us)
    assert (trip.limit, trip.direction) == ("thermal_trip", "rising")
    assert (trip.anchor_us + trip.after_us) / S == pytest.approx(408.703411, abs=tolerance)
    one.cross(trip)
    one.set(trip.t_us, {"current_a": 0.0, "reset_frac": 1.0})
    assert one.read(trip.t_us)["tripped_frac"] == 1.0
    cool = one.next_crossing(trip.t_us)
    one.cross(cool)
    one.set(cool.t_us, {"current_a": 0.0})
    one.set(cool.t_us, {"current_a": 0.0, "reset_frac": 1.0})
    assert one.read(cool.t_us)["tripped_frac"] == 0.0


@pytest.mark.parametrize(
    ("initial", "conductor_c"), [("steady", 45.0), ("cold", 30.0), ({"conductor_c": 77.0}, 77.0)]
)
def test_a_conductor_starts_as_told(initial, conductor_c):
    assert conductor(initial).read(0)["conductor_c"] == conductor_c


def test_a_conductor_counts_the_limits_it_is_past():
    one = conductor()
    one.set(0, {"current_a": 4000.0, "ambient_c": 30.0})
    now_us = 0
    for passed in (1.0, 2.0, 3.0):
        found = one.next_crossing(now_us)
        one.cross(found)
        now_us = found.t_us
        assert one.read(now_us)["passed_count"] == passed
    assert one.next_crossing(now_us) is None
    assert one.read(now_us)["loading_frac"] == 10.0
