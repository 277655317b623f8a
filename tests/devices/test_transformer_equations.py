"""The equations without state: targets, lags and the corrected oil time constant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.transformer_equations import (
    ambient_lag_s,
    ambient_lags_s,
    fixed_of,
    oil_rate_per_s,
    targets_k,
)
from twin.devices.transformer_parameters import THERMAL_SETS, Stage, is_ieee
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import unit_constants


def stage(cooling):
    return Stage(1e6, 6.0, THERMAL_SETS[cooling], is_ieee(cooling), 0.0, 0.0, 0.0)


@given(st.sampled_from(sorted(THERMAL_SETS)), st.floats(0.0, 2.0), st.floats(0.0, 0.5))
def test_every_target_rises_with_load(cooling, load_pu, more_pu):
    fixed = fixed_of(stage(cooling))
    low, high = targets_k(fixed, load_pu * 1e6), targets_k(fixed, (load_pu + more_pu) * 1e6)
    assert all(b >= a for a, b in zip(low, high, strict=True))


def test_at_rated_load_the_targets_are_the_rated_rise_and_gradient():
    rise_k, one_k, two_k = targets_k(fixed_of(stage("onaf")), 1e6)
    assert (rise_k, one_k - two_k) == (52.0, 26.0)


def test_oil_lags_the_ambient_by_k11_times_its_time_constant_and_not_at_all_for_ieee():
    assert ambient_lag_s(stage("onaf")) == 0.5 * 150 * 60
    assert ambient_lag_s(stage("ieee_onaf")) == 0.0


def test_units_that_share_a_lag_share_a_filter():
    units = [unit_constants(TransformerSpec(mva_onan=15, mva_max=25))] * 4
    assert ambient_lags_s(units) == [4500.0, 6300.0]


@given(st.floats(0.0, 120.0), st.floats(0.0, 120.0))
def test_the_ieee_rate_is_positive_finite_and_symmetric(to_k, from_k):
    fixed = fixed_of(stage("ieee_onan"))
    rate = oil_rate_per_s(fixed, to_k, from_k)
    assert 0.0 <= rate < 1.0
    assert rate == pytest.approx(oil_rate_per_s(fixed, from_k, to_k), rel=1e-6)


def test_an_exponent_of_one_needs_no_correction():
    fixed = fixed_of(stage("ieee_od"))
    assert oil_rate_per_s(fixed, 30.0, 10.0) == 1.0 / (90 * 60)


def test_the_iec_form_is_never_corrected():
    fixed = fixed_of(stage("onan"))
    assert oil_rate_per_s(fixed, 30.0, 10.0) == 1.0 / (0.5 * 210 * 60)
