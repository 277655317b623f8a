"""Loads up to which relays are left alone stay below what they see."""

from __future__ import annotations

from math import hypot, inf, sqrt

import pytest

from tests.facility.guarded import guarded
from tests.plants import T0_US, small_parts, started
from twin.facility import Plant
from twin.facility.overcurrent import seen_by_a


def test_no_relay_of_a_main_sees_its_alert_load():
    parts = guarded()
    guard = parts.guard
    for main, alert_va in enumerate(guard.alert_va):
        assert alert_va > parts.wiring.mains.rating_va[main]
        for relay in (guard.of_low[main], *guard.of_tie):
            amps = alert_va / (sqrt(3) * guard.volts_v[relay])
            assert amps <= guard.pickups_a[relay] * (1 + 1e-12)
    assert not guard.looks_always


def test_a_feeder_at_its_alert_load_takes_in_no_more_than_its_pickup():
    parts = guarded(("FB, bus: M2, rated_a: 600", "FB, bus: M2, rated_a: 600, length_km: 5"))
    wiring, guard = parts.wiring, parts.guard
    for feeder, load_va in enumerate(wiring.feeder_alert_va):
        va2, v = load_va**2, wiring.feeder_v[feeder]
        r, x = wiring.feeder_r_ohm[feeder] / v**2, wiring.feeder_x_ohm[feeder] / v**2
        worst_va = max(
            hypot(load_va * cos + va2 * r, load_va * sqrt(1 - cos**2) + va2 * x)
            for cos in (0.0, 0.3, 0.6, 0.8, 1.0)
        )
        relay = guard.of_feeder[feeder]
        assert worst_va / sqrt(3) / v <= guard.pickups_a[relay] * (1 + 1e-9)
        assert worst_va / sqrt(3) / v >= guard.pickups_a[relay] * 0.95


def test_a_relay_set_below_the_rating_of_its_transformer_is_always_looked_at():
    low = "protection: {relays: [{id: TIE, pickup_a: 900}]}"
    assert guarded(("protection: {}", low)).guard.looks_always
    assert set(small_parts().wiring.feeder_alert_va) == {inf}


def test_loads_are_seen_where_relays_stand():
    plant = started(Plant(guarded(), T0_US))
    index, net = plant.parts.guard.index, plant.net
    low_a = seen_by_a(plant, index["T1-LV"])
    assert low_a == pytest.approx(net.main_s_va[0] / sqrt(3) / 13_800)
    assert 9 < low_a / seen_by_a(plant, index["T1-HV"]) < 10
    assert seen_by_a(plant, index["TIE"]) == 0.0
