"""Droop by its figure, its laws, and what it meters."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.grid.frequency import (
    FrequencyResponses,
    FrequencyResponseSpec,
    net_response_w,
    response_frac,
)

S = 1_000_000
SPEC = FrequencyResponseSpec(reference_mw=100.0)
hz = st.floats(50.0, 70.0)


def test_a_hundred_megawatt_give_up_2_782_at_59_9_hertz():
    assert net_response_w(SPEC, 59.9, 100e6) == pytest.approx(-2.782e6, abs=500.0)
    assert net_response_w(SPEC, 59.9, 100e6) == pytest.approx(-100e6 * 0.083 / 2.983, rel=1e-12)


@pytest.mark.parametrize(
    ("grid_hz", "frac"), [(57.0, -1.0), (56.0, -1.0), (63.0, 1.0), (60.0, 0.0), (58.4915, -0.5)]
)
def test_all_of_it_answers_at_the_droop_and_half_of_it_half_way(grid_hz, frac):
    assert response_frac(SPEC, grid_hz) == pytest.approx(frac, abs=1e-12)


@given(st.floats(-0.017, 0.017))
def test_in_the_dead_band_nothing_answers(off_hz):
    assert response_frac(SPEC, 60.0 + off_hz) == 0.0
    assert response_frac(SPEC, 60.017) == response_frac(SPEC, 59.983) == 0.0


@given(hz, st.floats(0.0, 3e8), st.floats(0.0, 1e8))
def test_it_has_the_sign_of_the_deviation_and_is_never_more_than_there_is(grid_hz, before, room):
    found = net_response_w(SPEC, grid_hz, before, room)
    assert found * (grid_hz - 60.0) >= 0.0
    assert -before <= found <= room


@given(hz, hz, st.floats(0.0, 2e8))
def test_a_lower_frequency_never_leaves_more_load(one, other, before):
    low, high = sorted((one, other))
    assert net_response_w(SPEC, low, before, 1e8) <= net_response_w(SPEC, high, before, 1e8)


def test_without_headroom_a_high_frequency_moves_nothing():
    assert net_response_w(SPEC, 62.0, 50e6) == 0.0


def test_a_dead_band_wider_than_the_droop_is_refused():
    with pytest.raises(ValidationError, match="less than droop_frac"):
        FrequencyResponseSpec(reference_mw=1.0, dead_band_hz=3.0)


@given(st.lists(st.tuples(st.integers(1, 10**9), hz), min_size=1, max_size=8))
def test_its_meters_are_the_integral_of_what_it_did(events):
    loads = FrequencyResponses([SPEC], 0)
    loads.set_load(0, 0, 40e6, 10e6)
    now, reduced, added = 0, 0.0, 0.0
    for span_us, grid_hz in events:
        loads.set_frequency(0, now, grid_hz)
        change = min(max(1e8 * response_frac(SPEC, grid_hz), -40e6), 10e6)
        assert loads.load_w(0) == pytest.approx(40e6 + change, abs=1e-6)
        reduced += max(0.0, -change) * span_us / S
        added += max(0.0, change) * span_us / S
        now += span_us
    assert loads.metered_j(0, now) == pytest.approx((reduced, added), rel=1e-12)


def test_equal_values_and_readings_move_no_anchor():
    loads = FrequencyResponses([SPEC], 0)
    loads.set_load(0, 0, 40e6)
    loads.set_frequency(0, S, 59.0)
    kept = json.loads(json.dumps(loads.snapshot()))
    loads.metered_j(0, 9 * S)
    loads.set_frequency(0, 9 * S, 59.0)
    loads.set_load(0, 9 * S, 40e6, 0.0)
    assert loads.snapshot() == kept
