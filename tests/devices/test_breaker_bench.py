"""One breaker or switch alone, driven by wishes."""

from __future__ import annotations

from twin.devices.breaker import CLOSED, FAILED, OPEN, TRIPPED
from twin.devices.breaker_bench import BreakerBench, SwitchBench

S = 1_000_000


def bench(kind=BreakerBench, initial="steady", inputs=None, **spec):
    model = kind.SPEC.model_validate({"rated_a": 1000.0, **spec})
    return kind.start(model, inputs or {"current_a": 400.0}, initial, 0)


def position(one, t_us=0):
    return one.read(t_us)["position_index"]


def test_it_starts_as_wished_cold_open_or_as_named():
    assert position(bench()) == CLOSED
    assert position(bench(initial="cold", inputs={"current_a": 1.0, "closed_frac": 0.0})) == OPEN
    assert position(bench(initial={"position_index": 2.0})) == TRIPPED
    assert position(bench(SwitchBench, normally="open")) == OPEN


def test_current_flows_again_once_it_is_closed():
    one = bench(initial="cold", inputs={"current_a": 400.0, "closed_frac": 1.0})
    assert one.read(0)["current_a"] == 0.0
    found = one.next_crossing(0)
    one.cross(found)
    assert one.read(found.t_us)["current_a"] == 400.0


def test_a_trip_locks_it_until_the_signal_is_gone():
    one = bench()
    one.set(S, {"current_a": 400.0, "trip_frac": 1.0})
    assert position(one, S) == TRIPPED
    assert one.read(S)["refused_frac"] == 1.0
    assert one.next_crossing(S) is None
    one.set(2 * S, {"current_a": 400.0, "trip_frac": 0.0})
    assert position(one, 2 * S) == OPEN
    one.cross(one.next_crossing(2 * S))
    assert position(one, 3 * S) == CLOSED


def test_a_failure_wins_over_a_trip_and_a_repair_leaves_it_tripped_no_more():
    one = bench()
    one.set(S, {"current_a": 400.0, "trip_frac": 1.0, "failed_frac": 1.0})
    assert position(one, S) == FAILED
    one.set(2 * S, {"current_a": 400.0, "closed_frac": 0.0})
    assert position(one, 2 * S) == OPEN


def test_a_switch_under_current_refuses_to_open():
    one = bench(SwitchBench)
    one.set(S, {"current_a": 400.0, "closed_frac": 0.0})
    assert one.read(S)["refused_frac"] == 1.0
    assert position(one, S) == CLOSED


def test_a_wish_under_way_is_not_begun_anew():
    one = bench(operating_ms=1000.0)
    one.set(0, {"current_a": 400.0, "closed_frac": 0.0})
    one.set(S // 2, {"current_a": 300.0, "closed_frac": 0.0})
    assert one.next_crossing(S // 2).t_us == S


def test_three_hours_of_overload_are_a_crossing_that_is_said_once():
    one = bench(inputs={"current_a": 950.0})
    found = one.next_crossing(0)
    assert (found.limit, found.t_us) == ("continuous_duty", 3 * 3600 * S)
    one.cross(found)
    assert one.next_crossing(found.t_us) is None
    assert one.read(found.t_us)["over_s"] == 3 * 3600
