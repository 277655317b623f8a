"""One settlement meter alone."""

from __future__ import annotations

from twin.devices.grid.settlement_bench import SettlementMeterBench

MIN = 60_000_000


def bench(initial):
    spec = SettlementMeterBench.SPEC.model_validate({})
    return SettlementMeterBench.start(spec, {"power_w": 9e6}, initial, 0)


def test_it_tells_its_last_interval_and_its_peak():
    one = bench("steady")
    assert one.read(0)["closed_count"] == 0.0
    found = one.next_crossing(0)
    assert (found.limit, found.t_us) == ("interval_closed", 15 * MIN)
    one.cross(found)
    one.set(15 * MIN, {"power_w": 3e6})
    read = one.read(20 * MIN)
    assert (read["last_demand_w"], read["peak_w"], read["closed_count"]) == (9e6, 9e6, 1.0)
    assert (read["interval_j"], read["energy_j"]) == (0.9e9, 9e9)


def test_steady_has_no_ramp_at_its_start_and_cold_has():
    assert bench("steady").read(15 * MIN)["last_net_ramp_w_per_s"] == 0.0
    assert bench("cold").read(15 * MIN)["last_net_ramp_w_per_s"] == 10e3
