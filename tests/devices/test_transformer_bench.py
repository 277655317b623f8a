"""One transformer alone: starts, readings, and what its crossings do."""

from __future__ import annotations

import pytest

from tests.devices.transformers import HOUR, IEC_A, MIN
from twin.devices.transformer_bench import TransformerBench

CALM = {"load_pu": 0.6, "ambient_c": 30.0}
HEAVY = {"load_pu": 1.4, "ambient_c": 30.0}


def bench(inputs=CALM, initial="steady", **more):
    spec = TransformerBench.SPEC.model_validate({**IEC_A, **more})
    return TransformerBench.start(spec, inputs, initial, 0)


def test_a_load_in_mva_is_the_same_as_one_per_unit():
    assert bench({"load_mva": 0.6, "ambient_c": 30.0}).read(HOUR) == bench().read(HOUR)


def test_two_loads_are_our_bug():
    with pytest.raises(AssertionError):
        bench({**CALM, "load_mva": 1.0})


def test_named_states_replace_the_settled_ones():
    started = bench(initial={"top_oil_c": 70.0, "gradient1_k": 40.0, "gradient2_k": 10.0})
    read = started.read(0)
    assert (read["top_oil_c"], read["hot_spot_raw_c"]) == pytest.approx((70.0, 100.0))


def test_a_named_stage_is_in_force():
    spec = TransformerBench.SPEC.model_validate({"mva_onan": 15.0, "mva_max": 25.0})
    started = TransformerBench.start(spec, CALM, {"stage_index": 2.0, "top_oil_c": 64.0}, 0)
    assert started.read(0)["stage_index"] == 2.0
    assert started.read(0)["top_oil_c"] == pytest.approx(64.0)


def test_without_voltage_there_are_no_losses_and_no_low_side():
    one = bench()
    one.set(HOUR, {**CALM, "powered_frac": 0.0})
    read = one.read(2 * HOUR)
    for name in ("loss_w", "reactive_var", "voltage_pu", "efficiency_frac"):
        assert read[name] == 0.0


def test_a_collapsed_voltage_reads_zero():
    assert bench({"load_pu": 9.0, "ambient_c": 30.0}).read(0)["voltage_pu"] == 0.0


def test_a_lower_source_lowers_no_load_loss_and_voltage():
    low = bench({**CALM, "source_pu": 0.9}).read(0)
    full = bench().read(0)
    assert low["loss_w"] < full["loss_w"]
    assert low["voltage_pu"] < full["voltage_pu"] - 0.09


def test_shown_and_raw_hot_spot_differ_only_below_the_oil():
    one = bench({"load_pu": 1.5, "ambient_c": 30.0})
    one.set(0, {"load_pu": 0.0, "ambient_c": 30.0})
    read = one.read(40 * MIN)
    assert read["hot_spot_raw_c"] < read["top_oil_c"] == read["hot_spot_c"]


def test_life_read_often_is_life_read_once():
    often, once = bench(), bench()
    for one in (often, once):
        one.set(HOUR, HEAVY)
    for n in range(60, 300, 7):
        often.read(n * MIN)
    assert often.read(5 * HOUR)["life_lost_h"] == once.read(5 * HOUR)["life_lost_h"]


def test_kraft_paper_loses_more_life():
    worn = bench(paper="kraft")
    upgraded = bench()
    for one in (worn, upgraded):
        one.set(0, HEAVY)
    assert worn.read(HOUR)["life_lost_h"] > 3 * upgraded.read(HOUR)["life_lost_h"]


@pytest.mark.parametrize(("react", "stage"), [(True, 1.0), (False, 0.0)])
def test_fans_follow_a_call_only_where_they_react(react, stage):
    spec = TransformerBench.SPEC.model_validate({"mva_onan": 15.0, "mva_max": 25.0, "react": react})
    one = TransformerBench.start(spec, {"load_pu": 0.2, "ambient_c": 25.0}, "steady", 0)
    one.set(0, {"load_pu": 0.7, "ambient_c": 25.0})
    found = one.next_crossing(0)
    assert found.limit == "stage_up"
    one.cross(found)
    assert one.read(found.t_us)["stage_index"] == stage
    following = one.next_crossing(found.t_us)
    assert following is None or following.t_us > found.t_us
