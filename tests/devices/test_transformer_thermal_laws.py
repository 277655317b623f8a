"""Laws that the temperatures of transformers keep, whatever is done to them."""

from __future__ import annotations

import json
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.transformers import DAY, HOUR, MIN, STAGES, S, case_s, family, temperatures
from twin.devices.transformer_parameters import THERMAL_SETS, is_ieee

coolings = pytest.mark.parametrize("cooling", sorted(THERMAL_SETS))
modes = st.sampled_from(sorted(THERMAL_SETS))
loads = st.floats(0.0, 1.8)
ambients = st.floats(-25.0, 48.0)
changes = st.lists(st.tuples(st.integers(0, 6 * HOUR), loads, ambients), min_size=1, max_size=8)


@given(modes, changes, st.lists(st.integers(0, 6 * HOUR), max_size=8))
def test_a_change_taken_back_at_once_leaves_no_trace(cooling, history, cuts):
    if is_ieee(cooling):
        # Its oil time constant is frozen at the last change: such a change is one.
        return
    once, often = (family({"mva_max": 1.0, "cooling": cooling}) for _ in range(2))
    for at, load, ambient in sorted(history):
        for one in (once, often):
            one.ambient.set_ambient(at, ambient)
            one.set_load(0, at, load * 1e6)
        for cut in cuts:
            often.set_load(0, at + cut % S, 2.0e6)
            often.set_load(0, at + cut % S, load * 1e6)
    end = max(at for at, _, _ in history) + 7 * HOUR
    for a, b in zip(temperatures(once, end), temperatures(often, end), strict=True):
        assert a == pytest.approx(b, rel=1e-12)


@given(modes, changes)
def test_a_fact_that_changes_nothing_changes_no_bit(cooling, history):
    quiet, told = (family({"mva_max": 1.0, "cooling": cooling}) for _ in range(2))
    for at, load, ambient in sorted(history):
        for one in (quiet, told):
            one.ambient.set_ambient(at, ambient)
            one.set_load(0, at, load * 1e6)
        told.set_load(0, at + S, load * 1e6)
        told.ambient.set_ambient(at + S, ambient)
        told.set_energised(0, at + S, True)
        told.set_stage(0, at + S, 0)
        temperatures(told, at + S)
    end = max(at for at, _, _ in history) + 7 * HOUR
    assert temperatures(quiet, end) == temperatures(told, end)


@given(modes, changes)
def test_superposed_ambient_equals_one_state_moved_at_every_change(cooling, history):
    """The own rise and the shared filter together are the differential equation of the oil."""
    if is_ieee(cooling):
        return
    row = THERMAL_SETS[cooling]
    one = family({"mva_max": 1.0, "cooling": cooling}, ambient_c=20.0)
    oil_c, target_c, now = 20.0, 20.0, 0
    tau_us = row.k11_ratio * row.oil_tau_min * MIN
    one.place(0, 0, 0.0)
    target_c = 20.0 + row.oil_rise_k / (1 + row.loss_ratio) ** row.oil_exponent_ratio
    for at, load, ambient in sorted(history):
        oil_c = target_c + (oil_c - target_c) * exp(-(at - now) / tau_us)
        loss = (1 + row.loss_ratio * load**2) / (1 + row.loss_ratio)
        target_c, now = ambient + row.oil_rise_k * loss**row.oil_exponent_ratio, at
        one.ambient.set_ambient(at, ambient)
        one.set_load(0, at, load * 1e6)
    oil_c = target_c + (oil_c - target_c) * exp(-2 * HOUR / tau_us)
    assert one.top_oil_c(0, now + 2 * HOUR) == pytest.approx(oil_c, abs=1e-10)


@coolings
@given(low=loads, more=st.floats(0.0, 0.5), ambient=ambients)
def test_steady_oil_rises_with_load_and_ambient(cooling, low, more, ambient):
    spec = {"mva_max": 1.0, "cooling": cooling}
    cool, loaded, hot = family(spec), family(spec), family(spec)
    cool.ambient.set_ambient(0, ambient)
    loaded.ambient.set_ambient(0, ambient)
    hot.ambient.set_ambient(0, ambient + more)
    for one, load in ((cool, low), (loaded, low + more), (hot, low)):
        one.settle(0, 0, load * 1e6)
    assert loaded.top_oil_c(0, DAY) >= cool.top_oil_c(0, DAY) - 1e-9
    assert hot.top_oil_c(0, DAY) >= cool.top_oil_c(0, DAY) - 1e-9


@coolings
@given(before=loads, after=loads, wait=st.integers(0, DAY))
def test_the_hot_spot_is_above_the_oil_in_steady_state_and_while_heating(
    cooling, before, after, wait
):
    one = family({"mva_max": 1.0, "cooling": cooling})
    one.settle(0, 0, min(before, after) * 1e6)
    assert one.hot_spot_c(0, 0) >= one.top_oil_c(0, 0)
    one.set_load(0, 0, max(before, after) * 1e6)
    assert one.hot_spot_c(0, wait) >= one.top_oil_c(0, wait) - 1e-9


@given(st.integers(0, DAY), st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2]), ambients, loads)
def test_a_stage_change_moves_no_temperature(at, before, after, ambient, load):
    one = family(STAGES)
    one.set_stage(0, 0, before)
    one.set_load(0, 0, load * 25e6)
    one.ambient.set_ambient(at // 2, ambient)
    old = temperatures(one, at), one.gradients_k(0, at)
    one.set_stage(0, at, after)
    new = temperatures(one, at), one.gradients_k(0, at)
    assert new[0] == pytest.approx(old[0], abs=1e-10)
    assert new[1] == pytest.approx(old[1], abs=1e-12)


@given(modes, changes, loads, st.integers(0, DAY))
def test_looking_ahead_is_what_then_happens(cooling, history, load, wait):
    one = family({"mva_max": 1.0, "cooling": cooling})
    for at, before, ambient in sorted(history):
        one.ambient.set_ambient(at, ambient)
        one.set_load(0, at, before * 1e6)
    now = max(at for at, _, _ in history) + MIN
    ahead = one.hot_spot_ahead_c(0, now, load * 1e6, wait / S)
    one.set_load(0, now, load * 1e6)
    assert one.hot_spot_c(0, now + wait) == pytest.approx(ahead, abs=1e-9)


@given(modes, changes)
def test_a_snapshot_restored_elsewhere_continues_to_the_last_bit(cooling, history):
    spec = {"mva_max": 1.0, "cooling": cooling}
    one, other = family(spec), family(spec)
    for at, load, ambient in sorted(history):
        one.ambient.set_ambient(at, ambient)
        one.set_load(0, at, load * 1e6)
    other.ambient.restore(json.loads(json.dumps(one.ambient.snapshot())))
    other.restore(json.loads(json.dumps(one.snapshot())))
    end = max(at for at, _, _ in history) + HOUR
    for family_ in (one, other):
        family_.set_load(0, end, 0.77e6)
    assert temperatures(one, end + HOUR) == temperatures(other, end + HOUR)


@given(st.integers(0, DAY), st.integers(0, DAY))
def test_the_responses_are_the_readings(at, wait):
    one = case_s()
    one.ambient.set_ambient(at, 12.0)
    start = at + MIN
    oil, hot = one.responses(0, start)
    assert (oil.at(wait / S), hot.at(wait / S)) == pytest.approx(
        temperatures(one, start + wait), abs=1e-9
    )
