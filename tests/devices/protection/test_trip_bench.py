"""Relays, moulded-case breakers and fuses alone: from a table of currents to trips."""

from __future__ import annotations

import pytest

from twin.devices.protection.trip_bench import FuseBench, MouldedCaseBench, RelayBench
from twin.errors import DataError

S = 1_000_000


def bench(kind=RelayBench, current_a=50.0, initial="steady", **spec):
    base = {"pickup_a": 100.0, "curve": "iec_si"} if kind is RelayBench else {"rated_a": 100.0}
    return kind.start(kind.SPEC.model_validate(base | spec), {"current_a": current_a}, initial, 0)


def test_it_starts_at_rest_even_under_an_overcurrent():
    one = bench(current_a=200.0)
    assert one.read(0)["filled_frac"] == 0.0
    assert one.next_crossing(0).after_us / S == pytest.approx(10.029027, abs=1e-6)


def test_it_starts_as_filled_as_named():
    one = bench(current_a=200.0, initial={"filled_frac": 0.75})
    assert one.next_crossing(0).after_us / S == pytest.approx(0.25 * 10.029027, abs=1e-6)
    with pytest.raises(DataError, match=r"filled_frac.*is 1\.5.*0 to 1"):
        bench(initial={"filled_frac": 1.5})


def test_a_relay_trips_and_lets_the_current_flow_for_its_breaker_to_break():
    one = bench(current_a=200.0)
    found = one.next_crossing(0)
    one.cross(found)
    read = one.read(20 * S)
    assert (read["tripped_frac"], read["current_a"], read["multiple_ratio"]) == (1.0, 200.0, 2.0)
    assert read["let_through_a2s"] == pytest.approx(20 * 200.0**2)


def test_a_reset_is_taken_when_it_becomes_1():
    one = bench(current_a=200.0)
    one.cross(one.next_crossing(0))
    one.set(20 * S, {"current_a": 0.0})
    assert one.read(20 * S)["tripped_frac"] == 1.0
    one.set(21 * S, {"current_a": 0.0, "reset_frac": 1.0})
    assert one.read(21 * S)["tripped_frac"] == 0.0


@pytest.mark.parametrize(
    ("kind", "limit", "expected_a2s"),
    [
        (FuseBench, "melted", 1500.0**2 * (0.1 * (11 / 15) ** 2 + 0.01)),
        (MouldedCaseBench, "instantaneous_trip", 1500.0**2 * 0.04),
    ],
)
def test_what_opens_itself_lets_through_the_current_until_it_is_open(kind, limit, expected_a2s):
    one = bench(kind, current_a=1500.0)
    found = one.next_crossing(0)
    assert found.limit == limit
    one.cross(found)
    one.cross(one.next_crossing(found.t_us))
    assert one.read(S)["current_a"] == 0.0
    assert one.read(S)["let_through_a2s"] == pytest.approx(expected_a2s, rel=1e-4)
    assert one.read(2 * S)["let_through_a2s"] == one.read(S)["let_through_a2s"]


def test_let_through_adds_up_over_changes_and_cuts():
    once, cut = bench(current_a=90.0), bench(current_a=90.0)
    cut.set(3 * S, {"current_a": 50.0})
    cut.set(3 * S, {"current_a": 90.0})
    cut.read(4 * S)
    for one in (once, cut):
        one.set(5 * S, {"current_a": 40.0})
    assert cut.read(10 * S)["let_through_a2s"] == pytest.approx(5 * 90.0**2 + 5 * 40.0**2)
    assert once.read(10 * S) == pytest.approx(cut.read(10 * S))
