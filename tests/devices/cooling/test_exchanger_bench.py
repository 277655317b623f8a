"""An exchanger alone: what one side loses the other gains, from hot to cold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.exchanger_bench import ExchangerBench

S = 1_000_000
inlets = st.floats(0.0, 90.0)
flows = st.floats(0.01, 2.0)


def bench(**inputs):
    spec = ExchangerBench.SPEC.model_validate({"rated_kw": 1000.0})
    return ExchangerBench.start(spec, inputs, "steady", 0)


def test_at_its_rating_it_has_the_rated_approach():
    read = bench(hot_in_c=45.0, cold_in_c=30.0).read(3600 * S)
    assert read["net_heat_w"] == pytest.approx(1e6)
    assert (read["hot_out_c"], read["cold_out_c"]) == (pytest.approx(35.0), pytest.approx(40.0))
    assert read["approach_k"] == pytest.approx(5.0)
    assert read["net_heat_j"] == pytest.approx(3.6e9)


@given(inlets, inlets, flows, flows)
def test_heat_flows_from_hot_to_cold_and_none_is_lost(hot_c, cold_c, hot, cold):
    read = bench(hot_in_c=hot_c, cold_in_c=cold_c, hot_frac=hot, cold_frac=cold).read(0)
    heat_w = read["net_heat_w"]
    assert heat_w * (hot_c - cold_c) >= 0.0
    assert 1e5 * hot * (hot_c - read["hot_out_c"]) == pytest.approx(heat_w, rel=1e-9, abs=1e-4)
    assert 1e5 * cold * (read["cold_out_c"] - cold_c) == pytest.approx(heat_w, rel=1e-9, abs=1e-4)
    low, high = sorted((hot_c, cold_c))
    assert all(low - 1e-9 <= read[name] <= high + 1e-9 for name in ("hot_out_c", "cold_out_c"))


def test_a_side_that_stands_still_leaves_as_it_entered():
    read = bench(hot_in_c=45.0, cold_in_c=30.0, cold_frac=0.0).read(0)
    assert (read["net_heat_w"], read["hot_out_c"], read["cold_out_c"]) == (0.0, 45.0, 30.0)
