"""Sags against a divider of impedances, inrush against an integrator."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.devices.line import behind_impedance_pu
from twin.devices.protection.elements import i2t
from twin.devices.voltage.sag import (
    InrushSpec,
    above_s,
    bus_pu,
    dip_pu,
    inrush_a,
    is_blocked,
    let_through_a2s,
    path_drop_pu,
    stagger_s,
    worst_peak_a,
)

inrushes = st.builds(InrushSpec, peak_ratio=st.floats(2.0, 25.0), decay_s=st.floats(0.05, 5.0))


@given(
    st.lists(st.tuples(st.floats(1e-3, 0.1), st.floats(1e-3, 0.1)), min_size=1, max_size=5),
    st.floats(0.0, 1.0),
)
def test_behind_constant_impedances_the_rule_is_the_divider(parts, pcc_pu):
    load = 0.9 + 0.3j
    behind = load
    heads = []
    for r_pu, x_pu in reversed(parts):
        heads.append(1.0 - abs(behind / (behind + complex(r_pu, x_pu))))
        behind += complex(r_pu, x_pu)
    exact_pu = abs(pcc_pu / behind * load)
    assert bus_pu(pcc_pu, path_drop_pu(reversed(heads))) == pytest.approx(exact_pu, abs=1e-12)


def test_behind_a_load_of_constant_power_the_rule_is_kind_by_what_its_current_adds():
    """At 70 % the load draws 1 / 0.7 of its current: the bus is 0.019 lower than by the rule."""
    impedance, load = (0.0088, 0.05935), (0.8, 0.24)
    drop_pu = 1.0 - behind_impedance_pu(1.0, impedance, load)
    exact_pu = behind_impedance_pu(0.7, impedance, load)
    assert bus_pu(0.7, drop_pu) - exact_pu == pytest.approx(0.0190, abs=5e-4)


@given(st.floats(0.0, 1.2), st.floats(0.0, 1.2), st.floats(0.0, 0.3))
def test_a_deeper_sag_is_deeper_everywhere(one_pu, other_pu, drop_pu):
    shallow, deep = max(one_pu, other_pu), min(one_pu, other_pu)
    assert bus_pu(deep, drop_pu) <= bus_pu(shallow, drop_pu) <= shallow


@given(inrushes, st.floats(0.01, 20.0))
def test_let_through_is_the_integral_of_the_square(spec, span_s):
    judge, _ = quad(lambda s: inrush_a(spec, 100.0, s) ** 2, 0.0, span_s, epsrel=1e-11, limit=500)
    assert let_through_a2s(spec, 100.0, span_s) == pytest.approx(judge, rel=1e-8)


@given(inrushes)
def test_all_of_it_is_half_the_square_of_the_peak_for_a_time_constant(spec):
    peak_a = spec.peak_ratio * 250.0
    assert let_through_a2s(spec, 250.0) == pytest.approx(0.5 * peak_a**2 * spec.decay_s, rel=1e-12)


def test_a_fuse_by_its_square_sees_a_share_of_itself():
    element = i2t("melts", 200.0, 600e3, drain_s=0.0)
    spec = InrushSpec(peak_ratio=10.0, decay_s=0.3)
    assert let_through_a2s(spec, 100.0) / element.constant_a2s == pytest.approx(0.25)


@given(inrushes, st.floats(0.05, 0.95))
def test_when_it_is_no_longer_above_a_level_it_is_on_it(spec, share_frac):
    level_a = share_frac * spec.peak_ratio * 100.0
    assert inrush_a(spec, 100.0, above_s(spec, 100.0, level_a)) == pytest.approx(level_a)
    assert above_s(spec, 100.0, 1.01 * spec.peak_ratio * 100.0) == 0.0


@given(inrushes, st.integers(1, 12), st.floats(0.0, 10.0))
def test_units_one_after_another_add_up_as_their_envelopes_do(spec, count, spacing_s):
    starts = np.arange(count) * spacing_s
    judge_a = sum(inrush_a(spec, 100.0, starts[-1] - start_s) for start_s in starts)
    assert worst_peak_a(spec, 100.0, count, spacing_s) == pytest.approx(judge_a, rel=1e-9)


@given(inrushes, st.integers(1, 100))
def test_staggered_units_never_add_more_than_a_nineteenth(spec, count):
    alone_a = spec.peak_ratio * 100.0
    assert worst_peak_a(spec, 100.0, count, stagger_s(spec)) < 1.053 * alone_a


def test_a_dip_is_the_share_of_the_short_circuit_and_never_more_than_all():
    assert dip_pu(500.0, 10_000.0) == 0.05
    assert dip_pu(50e3, 10e3) == 1.0


def test_only_a_relay_that_listens_for_the_harmonic_is_blocked():
    weak = InrushSpec(second_harmonic_frac=0.1)
    assert [is_blocked(InrushSpec(), 0.15), is_blocked(weak, 0.15)] == [True, False]
    assert not is_blocked(InrushSpec(), None)
