"""One transfer switch alone."""

from __future__ import annotations

import pytest

from twin.devices.backup.transfer_bench import AutomaticTransferBench, StaticTransferBench

S = 1_000_000
BENCHES = (StaticTransferBench, AutomaticTransferBench)


def bench(kind, inputs=None, initial="steady", **spec):
    return kind.start(kind.SPEC.model_validate(spec), inputs or {}, initial, 0)


@pytest.mark.parametrize("kind", BENCHES)
@pytest.mark.parametrize(
    ("inputs", "initial", "side"),
    [
        ({}, "steady", 0),
        ({"a_pu": 0.0}, "steady", 1),
        ({"a_pu": 0.0, "b_pu": 0.0}, "steady", 0),
        ({"a_pu": 0.0}, "cold", 0),
        ({}, {"side_index": 1.0}, 1),
        ({"preferred_index": 1.0}, "steady", 0),
    ],
)
def test_it_starts_where_its_sources_put_it(kind, inputs, initial, side):
    one = bench(kind, inputs, initial)
    assert one.read(0)["side_index"] == side


def test_one_whose_preferred_side_is_b_starts_there():
    read = bench(StaticTransferBench, preferred="b").read(0)
    assert (read["side_index"], read["fed_frac"]) == (1.0, 1.0)


def test_a_loss_is_told_by_every_output():
    one = bench(AutomaticTransferBench, {"b_pu": 0.0})
    one.set(0, {"a_pu": 0.0, "b_pu": 0.0})
    found = one.next_crossing(0)
    one.cross(found)
    assert (found.limit, found.t_us) == ("source_lost", S)
    one.set(10 * S, {"a_pu": 0.0})
    found = one.next_crossing(10 * S)
    one.cross(found)
    read = one.read(found.t_us)
    assert (read["calls_frac"], read["moving_frac"], read["load_pu"]) == (1.0, 1.0, 0.0)
    one.cross(one.next_crossing(found.t_us))
    read = one.read(12 * S)
    assert (read["fed_frac"], read["load_pu"], read["moves_count"]) == (1.0, 1.0, 1.0)
    assert read["dark_s"] == pytest.approx(10.6)
