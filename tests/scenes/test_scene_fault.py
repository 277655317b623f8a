"""Short circuits of a shipped scene, held to closed forms: who clears, when, and who feels it."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.scenes.stage import played

H = 3600.0
BUS_V, GRID_MVA = 13_800.0, 4000.0


@pytest.fixture(scope="module")
def scene():
    return played("fault")


def curve_s(scene, name, current_a):
    """IEEE C37.112 very inverse at the relay's own dial and pickup, by hand."""
    guard = scene.plant(1.0).parts.guard
    unit = guard.units[guard.index[name]]
    pickup_a = guard.pickups_a[guard.index[name]]
    dial = unit.operate_s(2.0 * pickup_a) / (19.61 / 3.0 + 0.491)
    multiple = min(current_a / pickup_a, 20.0)
    return dial * (19.61 / (multiple**2 - 1.0) + 0.491)


def source_ohm(scene):
    """Grid and T3 in series, at 13.8 kV."""
    unit = scene.plant(1.0).parts.units[2]
    grid = 1.1 * BUS_V**2 / (GRID_MVA * 1e6) * complex(1, 9) / abs(complex(1, 9))
    main = complex(unit.resistance_pu, unit.reactance_pu) * BUS_V**2 / unit.rated_va
    return grid, main


def test_the_cable_takes_what_its_impedances_let_through_and_its_own_relay_clears(scene):
    grid, main = source_ohm(scene)
    cable = complex(0.10, 0.12) * 0.20
    (began,) = scene.of("FaultBegan", "F09")
    assert began.fact.current_a == pytest.approx(
        1.1 * BUS_V / sqrt(3) / abs(grid + main + cable), abs=1e-2
    )
    (trip,) = scene.of("RelayTripped", "F09")
    (opened,) = scene.of("BreakerOpened", "F09")
    assert trip.at_s - began.at_s == pytest.approx(0.03, abs=1e-6)
    assert opened.at_s - trip.at_s == pytest.approx(0.08, abs=1e-6)
    assert scene.root(opened).kind == "CommandAccepted"


def test_nothing_above_the_feeder_opened_and_only_its_bus_let_go(scene):
    span = [one for one in scene.of("BreakerOpened") if H <= one.at_s < 2 * H]
    assert [one.subject for one in span] == ["F09"]
    fell = [one for one in scene.of("RideThroughFailed") if H <= one.at_s < 2 * H]
    assert [(one.subject, round(one.at_s - H, 6)) for one in fell] == [("M3", 0.015001)]
    lost = {one.subject for one in scene.of("SupplyLost") if H <= one.at_s < 2 * H}
    assert lost == {"B09", "B10", "B11", "B12"}
    assert not [one for one in scene.of("UpsStateChanged") if one.at_s < 3 * H]


def test_the_block_behind_stays_dark_until_its_cable_is_mended(scene):
    back = [one.at_s for one in scene.of("SupplyReturned", "B09")]
    assert min(back) == 2 * H
    (closed,) = scene.of("BreakerClosed", "F09")
    assert closed.at_s == 2 * H


def test_a_fault_behind_a_unit_transformer_takes_the_inverse_time_of_the_feeder(scene):
    (trip,) = scene.of("RelayTripped", "F13")
    assert trip.fact.limit == "inverse_trip"
    takes_s = curve_s(scene, "F13", trip.fact.current_a)
    assert trip.at_s - 2 * H == pytest.approx(takes_s, abs=1e-5)
    others = [one for one in scene.of("SupplyLost") if 2 * H <= one.at_s < 2 * H + 60]
    assert {one.subject for one in others} == {"B13"}, "its impedance keeps the others alive"


def test_a_breaker_that_sticks_leaves_the_bus_to_the_high_side(scene):
    (began,) = scene.of("FaultBegan", "M2")
    (stuck,) = scene.of("BreakerFailed")
    trips = {one.subject: one for one in scene.of("RelayTripped", after_s=3 * H)}
    assert set(trips) == {"T2-LV", "T2-HV"}
    low_s = curve_s(scene, "T2-LV", began.fact.current_a)
    assert trips["T2-LV"].at_s - 3 * H == pytest.approx(low_s, abs=1e-5)
    assert stuck.at_s - trips["T2-LV"].at_s == pytest.approx(0.08, abs=1e-6)
    high_s = curve_s(scene, "T2-HV", began.fact.current_a / 10.0)
    assert trips["T2-HV"].at_s - 3 * H == pytest.approx(high_s, abs=1e-5)
    opened = [one.subject for one in scene.of("BreakerOpened", after_s=3 * H)]
    assert opened == ["T2-HV"]


def test_batteries_carry_the_halls_through_it_and_no_tie_feeds_the_faulty_bus(scene):
    on_battery = [one for one in scene.of("UpsStateChanged") if one.fact.state == "battery"]
    assert {one.subject for one in on_battery} == {"H1-UPS", "H2-UPS", "H3-UPS"}
    assert {one.at_s for one in on_battery} == {3 * H}
    assert not [one for one in scene.of("SupplyLost") if one.subject.startswith("H")]
    assert not scene.of("TransferStarted")
    assert not scene.of("TieClosed")


def test_the_bus_comes_back_once_it_is_mended_and_energy_closes(scene):
    (mended,) = scene.of("FaultRepaired", "M2")
    closed = {one.subject: one for one in scene.of("BreakerClosed", after_s=5 * H)}
    assert closed["T2-HV"].cause == mended.seq
    assert scene.of("SupplyReturned", "B08", after_s=5 * H)
    assert abs(scene.summary.energy.balance_ratio) < 1e-9
