"""Recirculation is the balance of mixed air."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.recirculation import carried_ratio, fraction_for_frac, inlet_c

fresh = st.floats(-40.0, 45.0)
rise = st.floats(0.1, 40.0)
share = st.floats(0.0, 0.95)


def test_a_tenth_at_fifteen_kelvin_is_a_kelvin_and_two_thirds():
    assert inlet_c(30.0, 15.0, 0.1) - 30.0 == pytest.approx(1.667, abs=1e-3)


@given(fresh_c=fresh, rise_k=rise, share_frac=share)
def test_mixing_fresh_air_and_exhaust_gives_the_inlet(fresh_c, rise_k, share_frac):
    found_c = inlet_c(fresh_c, rise_k, share_frac)
    mixed_c = (1.0 - share_frac) * fresh_c + share_frac * (found_c + rise_k)
    assert found_c == pytest.approx(mixed_c, abs=1e-9)


@given(fresh_c=fresh, rise_k=rise, share_frac=share)
def test_the_fraction_for_an_inlet_is_the_one_that_gives_it(fresh_c, rise_k, share_frac):
    wanted_c = inlet_c(fresh_c, rise_k, share_frac)
    assert fraction_for_frac(fresh_c, rise_k, wanted_c) == pytest.approx(share_frac, abs=1e-9)


def test_nothing_is_carried_where_nothing_must_or_can_warm():
    assert fraction_for_frac(10.0, 15.0, 5.0) == 0.0
    assert fraction_for_frac(-10.0, 0.0, 5.0) == 0.0
    assert carried_ratio(0.0) == 0.0
