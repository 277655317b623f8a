"""One load that must ride through, alone."""

from __future__ import annotations

from twin.devices.voltage.ride_through_bench import RideThroughBench

S, MS = 1_000_000, 1_000


def bench(**inputs):
    spec = RideThroughBench.SPEC.model_validate({})
    return RideThroughBench.start(spec, {"voltage_pu": 1.0, **inputs}, "steady", 0)


def test_it_counts_what_it_stands_and_trips_in_the_first_microsecond_beyond():
    one = bench()
    one.set(0, {"voltage_pu": 0.75})
    read = one.read(250 * MS)
    assert (read["low_s"], read["high_s"], read["worst_frac"]) == (0.25, 0.0, 0.5)
    found = one.next_crossing(0)
    assert (found.limit, found.t_us) == ("sag_below_0.8_pu", 500 * MS + 1)
    one.cross(found)
    assert one.read(found.t_us)["tripped_frac"] == 1.0


def test_a_reset_brings_it_back_once():
    one = bench(voltage_pu=0.0)
    one.cross(one.next_crossing(0))
    one.set(S, {"voltage_pu": 1.0, "reset_frac": 1.0})
    assert one.read(S)["tripped_frac"] == 0.0
    assert one.read(S)["low_s"] == 0.0
    one.set(2 * S, {"voltage_pu": 0.0, "reset_frac": 1.0})
    assert one.next_crossing(2 * S).t_us == 2 * S + 20 * MS + 1
