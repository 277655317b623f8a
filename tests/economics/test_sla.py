"""Availability, the outage it allows, and steps of credit (E17, G7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.sla import (
    MEAN_MONTH_MIN,
    allowed_outage_min,
    availability_frac,
    both_out_us,
    credit_frac,
)

STEPS = ((0.99999, 0.0), (0.9999, 0.02), (0.999, 0.05), (0.99, 0.15), (0.0, 0.5))


@st.composite
def outages(draw):
    bounds = draw(st.lists(st.integers(0, 10_000), unique=True, max_size=12).map(sorted))
    return list(zip(bounds[::2], bounds[1::2], strict=False))


@pytest.mark.parametrize(
    ("promised", "minutes"),
    [
        pytest.param(0.9999, 4.383, id="G7-four-nines"),
        pytest.param(0.99999, 0.4383, id="G7-five-nines"),
    ],
)
def test_minutes_of_outage_in_a_month(promised, minutes):
    assert allowed_outage_min(promised) == pytest.approx(minutes, abs=5e-5)


def test_five_nines_are_26_seconds_a_month_and_5_minutes_a_year_e17():
    assert allowed_outage_min(0.99999) * 60 == pytest.approx(26.3, abs=0.01)
    assert allowed_outage_min(0.99999) * 12 == pytest.approx(5.26, abs=0.001)


@given(promised=st.floats(0.0, 1.0))
def test_the_allowed_outage_just_keeps_the_promise(promised):
    assert availability_frac(allowed_outage_min(promised), MEAN_MONTH_MIN) == pytest.approx(
        promised, abs=1e-12
    )


@pytest.mark.parametrize(
    ("kept", "share"),
    [(1.0, 0.0), (0.99999, 0.0), (0.99998, 0.02), (0.9999, 0.02), (0.9995, 0.05), (0.5, 0.5)],
)
def test_a_credit_is_a_step(kept, share):
    assert credit_frac(STEPS, kept) == share


def test_below_the_last_step_the_last_holds_and_no_table_gives_nothing():
    assert credit_frac(STEPS[:3], 0.5) == 0.05
    assert credit_frac((), 0.0) == 0.0


@given(low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0))
def test_worse_availability_never_gives_less_back(low, high):
    low, high = sorted((low, high))
    assert credit_frac(STEPS, low) >= credit_frac(STEPS, high)


@given(a=outages(), b=outages())
def test_an_outage_is_when_both_feeds_are_dead(a, b):
    dead = [set().union(*(range(*span) for span in spans)) for spans in (a, b)]
    assert both_out_us(a, b) == len(dead[0] & dead[1]) == both_out_us(b, a)
