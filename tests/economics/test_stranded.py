"""Stranded megawatts have one cause each, and months are those of the calendar (E25)."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import at_us
from twin.economics.stranded import (
    CLAIM_ORDER,
    StrandedSpan,
    attributed_mw,
    dark_spans,
    stranded_mw_months,
    stranded_usd,
)

claims = st.dictionaries(st.sampled_from(CLAIM_ORDER[:-1]), st.floats(0.0, 50.0))


@pytest.mark.parametrize(
    ("mw_months", "margin", "usd"),
    [
        pytest.param(128.0, 7.6e3, 0.97e6, id="E25-just-in-time-B"),
        pytest.param(128.0, 17.6e3, 2.25e6, id="E25-just-in-time-A"),
        pytest.param(580.0, 7.6e3, 4.4e6, id="E25-at-civil-start-B"),
        pytest.param(580.0, 17.6e3, 10.2e6, id="E25-at-civil-start-A"),
    ],
)
def test_dark_months_cost_what_mining_would_have_earned(mw_months, margin, usd):
    assert stranded_usd({"dark": mw_months}, margin) == pytest.approx(usd, rel=0.01)


def test_a_fixed_cost_of_power_comes_on_top():
    assert stranded_usd({"dark": 2.0, "waiting": 1.0}, 100.0, 10.0) == pytest.approx(330.0)


@given(contracted=st.floats(0.0, 100.0), used=st.floats(0.0, 120.0), claims_mw=claims)
def test_causes_add_up_to_what_is_stranded(contracted, used, claims_mw):
    found = attributed_mw(contracted, used, claims_mw)
    assert sum(found.values()) == pytest.approx(max(0.0, contracted - used), abs=1e-9)
    assert all(0.0 < mw <= claims_mw.get(cause, contracted) + 1e-9 for cause, mw in found.items())


def test_the_first_claim_is_met_first():
    assert attributed_mw(100.0, 85.0, {"waiting": 10.0, "dark": 12.0, "derate": 9.0}) == {
        "dark": 12.0,
        "waiting": 3.0,
    }


def test_blocks_are_dark_from_their_effect_to_the_start_of_the_contract():
    off = [(at_us(2028, 2, 1), 5.675), (at_us(2028, 4, 16), 5.675), (at_us(2029, 1, 1), 5.675)]
    spans = dark_spans(off, at_us(2028, 6, 1))
    found = stranded_mw_months(spans, UTC)
    assert list(found) == ["dark"]
    # February to May are four months whatever their lengths; from 16 April it is one and a half.
    assert found["dark"] == pytest.approx(5.675 * 4.0 + 5.675 * 1.5)


@given(cut_day=st.integers(0, 120))
def test_a_cut_span_strands_as_much(cut_day):
    start_us, end_us = at_us(2028, 1, 10), at_us(2028, 5, 9)
    mid_us = start_us + cut_day * 86_400_000_000
    parts = [
        StrandedSpan(cause="n1_reserve", start_us=a, end_us=b, wall_mw=7.0)
        for a, b in ((start_us, mid_us), (mid_us, end_us))
    ]
    whole = StrandedSpan(cause="n1_reserve", start_us=start_us, end_us=end_us, wall_mw=7.0)
    assert stranded_mw_months(parts, UTC)["n1_reserve"] == pytest.approx(
        stranded_mw_months([whole], UTC)["n1_reserve"]
    )
