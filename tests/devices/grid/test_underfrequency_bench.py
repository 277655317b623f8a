"""One under-frequency relay alone."""

from __future__ import annotations

import pytest

from twin.devices.grid.underfrequency_bench import UnderfrequencyBench

S, MS = 1_000_000, 1_000


def bench(**spec):
    model = UnderfrequencyBench.SPEC.model_validate(spec)
    return UnderfrequencyBench.start(model, {"frequency_hz": 60.0, "load_w": 80e6}, "steady", 0)


def test_it_sheds_its_share_and_meters_what_was_not_taken():
    one = bench()
    one.set(0, {"frequency_hz": 59.4, "load_w": 80e6})
    assert one.read(50 * MS)["counted_frac"] == 0.5
    one.cross(one.next_crossing(0))
    read = one.read(10 * S + 100 * MS)
    assert (read["shed_w"], read["load_w"], read["out_count"]) == (4e6, 76e6, 1.0)
    assert read["shed_j"] == pytest.approx(40e6, rel=1e-12)


def test_a_reset_puts_all_back_once():
    one = bench()
    one.set(0, {"frequency_hz": 59.4, "load_w": 80e6})
    one.cross(one.next_crossing(0))
    one.set(S, {"frequency_hz": 60.0, "load_w": 80e6, "reset_frac": 1.0})
    assert one.read(S)["shed_frac"] == 0.0
    assert one.read(S)["shed_j"] == pytest.approx(4e6 * 0.9)
    one.set(2 * S, {"frequency_hz": 59.4, "load_w": 80e6, "reset_frac": 1.0})
    one.cross(one.next_crossing(2 * S))
    assert one.read(3 * S)["shed_frac"] == 0.05
