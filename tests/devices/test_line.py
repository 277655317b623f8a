"""Feeders: drop and loss against load flow, the conductor against its exact lag."""

from __future__ import annotations

from math import exp, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.ambient import AmbientFilters
from twin.devices.line import (
    Lines,
    LineSpec,
    behind_impedance_pu,
    current_a,
    impedance_ohm,
    lags_s,
    series_loss_w,
)

S = 1_000_000
SPEC = LineSpec(length_km=2.0, kv=13.8, rated_a=400.0)


def feeder(ambient_c=30.0, **more):
    spec = LineSpec(**{"length_km": 2.0, "kv": 13.8, "rated_a": 400.0, **more})
    return Lines([spec], AmbientFilters(lags_s([spec]), 0, ambient_c), 0)


@pytest.mark.parametrize("tolerance", [pytest.param(1e-6, id="oracle-23")])
def test_a_loaded_line_has_the_voltage_and_loss_of_the_load_flow(tolerance):
    end_v = behind_impedance_pu(10_000.0, (0.25, 0.2), (2e6, 0.5e6))
    assert end_v == pytest.approx(9939.597106689, abs=tolerance)
    assert series_loss_w(0.25, 2e6, 0.5e6, end_v) == pytest.approx(10754.528548, abs=tolerance)


loads = st.tuples(st.floats(0.0, 8e6), st.floats(-2e6, 4e6))
impedances = st.tuples(st.floats(0.01, 1.5), st.floats(0.0, 1.5))


@given(impedances, loads)
def test_source_power_is_load_plus_loss(impedance, load):
    end_v = behind_impedance_pu(13_800.0, impedance, load)
    assert end_v is not None
    current = complex(*load).conjugate() / end_v
    head_v = end_v + complex(*impedance) * current
    assert abs(head_v) == pytest.approx(13_800.0, rel=1e-9)
    sent_w = (head_v * current.conjugate()).real
    lost_w = series_loss_w(impedance[0], *load, end_v)
    assert sent_w == pytest.approx(load[0] + lost_w, rel=1e-9, abs=1e-3)


@given(impedances, loads)
def test_double_impedance_with_half_the_load_keeps_the_drop(impedance, load):
    r, x = impedance
    once = behind_impedance_pu(1.0, (r / 190, x / 190), (load[0] / 1e6, load[1] / 1e6))
    twice = behind_impedance_pu(1.0, (r / 95, x / 95), (load[0] / 2e6, load[1] / 2e6))
    assert (once is None) == (twice is None)
    if once is not None:
        assert once == pytest.approx(twice, rel=1e-12)


@given(impedances, st.floats(0.0, 3e6), st.floats(0.0, 1e6), st.floats(1.0, 1e6))
def test_voltage_never_rises_towards_an_inductive_load(impedance, load_w, load_var, more_w):
    light = behind_impedance_pu(13_800.0, impedance, (load_w, load_var))
    heavy = behind_impedance_pu(13_800.0, impedance, (load_w + more_w, load_var))
    assert heavy < light <= 13_800.0


def test_too_much_load_collapses_the_voltage():
    assert behind_impedance_pu(13_800.0, (1.0, 2.0), (60e6, 20e6)) is None
    # Matched resistive load: the greatest power is V0^2 / (4 r), and none is above it.
    most_w = 13_800.0**2 / 4.0
    assert behind_impedance_pu(13_800.0, (1.0, 0.0), (0.999 * most_w, 0.0)) is not None
    assert behind_impedance_pu(13_800.0, (1.0, 0.0), (1.001 * most_w, 0.0)) is None


def test_parallel_cables_share_the_impedance():
    assert impedance_ohm(LineSpec(length_km=2, kv=10, parallel_count=4)) == pytest.approx(
        (0.05, 0.05)
    )
    assert current_a(3e6, 4e6, 10_000.0) == pytest.approx(hypot(3e6, 4e6) / (3**0.5 * 10_000.0))


def test_the_conductor_settles_at_its_rated_rise():
    lines = feeder(ambient_c=30.0)
    lines.settle(0, 0, 400.0)
    assert lines.conductor_c(0, 0) == pytest.approx(90.0)
    assert lines.next_crossing(0, 0) is None


@given(st.floats(0.0, 500.0), st.floats(0.0, 500.0), st.integers(0, 20_000 * S))
def test_the_conductor_follows_the_square_of_the_current(before_a, after_a, wait_us):
    lines = feeder(ambient_c=20.0)
    lines.settle(0, 0, before_a)
    lines.set_current(0, 0, after_a)
    was, will = 60.0 * (before_a / 400) ** 2, 60.0 * (after_a / 400) ** 2
    expected_c = 20.0 + will + (was - will) * exp(-wait_us / S / 1800.0)
    assert lines.conductor_c(0, wait_us) == pytest.approx(expected_c, abs=1e-9)


def test_the_limit_is_met_at_its_instant_and_clears_lower():
    lines = feeder(ambient_c=40.0)
    lines.settle(0, 0, 0.0)
    lines.set_current(0, 0, 400.0)
    found = lines.next_crossing(0, 0)
    # 40 + 60 (1 - e^-t/1800) = 90: t = 1800 ln 6.
    assert found.after_us / S == pytest.approx(1800.0 * 1.791759469228055, abs=1e-6)
    lines.cross(0, found.t_us)
    lines.set_current(0, found.t_us, 0.0)
    down = lines.next_crossing(0, found.t_us)
    assert down.direction == "falling"
    assert lines.conductor_c(0, down.t_us) == pytest.approx(85.0, abs=1e-6)
    lines.cross(0, down.t_us)
    assert lines.hot == [False]


def test_hot_weather_alone_can_bring_a_feeder_to_its_limit():
    lines = feeder(ambient_c=20.0)
    lines.settle(0, 0, 395.0)
    assert lines.next_crossing(0, 0) is None
    lines.ambient.set_ambient(10 * S, 45.0)
    found = lines.next_crossing(0, 10 * S)
    assert found is not None
    assert lines.conductor_c(0, found.t_us) == pytest.approx(90.0, abs=1e-6)


def test_a_snapshot_keeps_the_conductor():
    lines, other = feeder(), feeder()
    lines.set_current(0, 5 * S, 300.0)
    other.restore(lines.snapshot())
    assert other.conductor_c(0, 900 * S) == lines.conductor_c(0, 900 * S)
