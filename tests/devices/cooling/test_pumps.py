"""Pumps in parallel: proportion in flow, third power in draw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.pumps import draw_w, flow_frac


@given(st.integers(0, 64), st.integers(1, 64), st.floats(0.1, 1.2))
def test_draw_goes_with_the_third_power_of_speed_and_flow_with_speed(running, needed, speed):
    full_w, full = draw_w(running, needed, 10.0), flow_frac(running, needed)
    assert draw_w(running, needed, 10.0, speed) == pytest.approx(full_w * speed**3)
    assert flow_frac(running, needed, speed) == pytest.approx(full * speed)


def test_one_more_pump_than_needed_changes_neither():
    assert (draw_w(4, 3, 22.0), flow_frac(4, 3)) == (draw_w(3, 3, 22.0), 1.0)


def test_without_pumps_nothing_flows():
    assert (draw_w(0, 3, 22.0), flow_frac(0, 3)) == (0.0, 0.0)
