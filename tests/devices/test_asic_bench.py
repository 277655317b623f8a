"""One row alone: inputs in, stages and readings out."""

from __future__ import annotations

import pytest

from twin.devices.asic_bench import AsicRowBench, AsicRowSpec
from twin.devices.asic_power import HASH, OFF, SLEEP, STAGE_NAMES, THROTTLE
from twin.errors import RequestError

S = 1_000_000
SPEC = AsicRowSpec(model="S21", th_per_s=200.0, power_w=3500.0, count=10)


def start(initial="steady", **inputs):
    return AsicRowBench.start(SPEC, inputs, initial, 0)


def crossings(bench, t_us=0):
    while (crossing := bench.next_crossing(t_us)) is not None:
        yield crossing.t_us // S, crossing.limit, crossing.direction
        bench.cross(crossing)


def test_a_steady_row_hashes_at_its_settled_temperature_with_fresh_counters():
    row = start()
    assert row.read(0) == pytest.approx(
        {
            "power_w": 35_000.0,
            "hash_th_per_s": 2000.0,
            "efficiency_j_per_th": 17.5,
            "board_c": 67.5,
            "energy_j": 0.0,
            "hashes_th": 0.0,
            "stage_index": HASH,
        }
    )


def test_a_cold_row_boots_and_tunes_when_it_gets_supply():
    row = start("cold", powered_frac=0.0)
    assert row.read(0)["stage_index"] == OFF
    row.set(10 * S, {"powered_frac": 1.0})
    assert list(crossings(row, 10 * S)) == [
        (130, "stage tune", "rising"),
        (550, "stage hash", "rising"),
    ]


def test_a_named_state_replaces_the_settled_one():
    assert start({"board_c": 50.0}).read(0)["board_c"] == 50.0


def test_a_row_asked_to_sleep_crosses_into_sleep():
    row = start()
    row.set(0, {"wanted_frac": 0.0})
    assert list(crossings(row)) == [(5, "stage sleep", "falling")]
    assert row.read(5 * S)["power_w"] == 250.0
    assert row.read(5 * S)["efficiency_j_per_th"] == 0.0


def test_a_row_started_asleep_is_asleep():
    assert start(wanted_frac=0.0).read(0)["stage_index"] == SLEEP


def test_heat_crosses_at_the_instant_of_the_input():
    row = start()
    row.set(60 * S, {"inlet_c": 42.0})
    assert list(crossings(row, 60 * S)) == [(60, "stage throttle", "falling")]
    assert row.read(60 * S)["stage_index"] == THROTTLE


def test_an_input_that_comes_after_a_due_stage_finds_it_done():
    row = start("cold")
    row.set(1000 * S, {"wanted_frac": 0.0})
    assert STAGE_NAMES[int(row.read(1000 * S)["stage_index"])] == "hash"


def test_broken_machines_and_boards_follow_their_counts():
    row = start(failed_count=2.0, degraded_count=3.0)
    assert row.read(0)["hash_th_per_s"] == pytest.approx(200.0 * (10 - 2 - 1))
    row.set(0, {"failed_count": 1.0})
    assert row.read(0)["hash_th_per_s"] == pytest.approx(200.0 * 9)


def test_inputs_out_of_range_are_refused_all_at_once():
    with pytest.raises(RequestError) as caught:
        start(mode_frac=3.0, failed_count=8.0, degraded_count=3.0)
    assert [fault.path for fault in caught.value.faults] == [
        "mode_frac",
        "failed_count and degraded_count",
    ]
