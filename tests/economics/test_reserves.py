"""Reserves are paid for what stands by, hour by hour (E15)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.reserves import AwardInterval, reserve_income
from twin.units import US_PER_H

HOUR = AwardInterval(
    start_us=0, end_us=US_PER_H, awarded_mw=10.0, sheddable_mw=20.0, price_usd_per_mw_h=9.62
)
awards = st.lists(
    st.builds(
        AwardInterval,
        start_us=st.just(0),
        end_us=st.integers(1, 100 * US_PER_H),
        awarded_mw=st.floats(0.0, 100.0),
        sheddable_mw=st.floats(0.0, 100.0),
        price_usd_per_mw_h=st.floats(0.0, 5_000.0),
        deployed_mwh=st.floats(0.0, 100.0),
        deployed_usd_per_mwh=st.floats(-100.0, 5_000.0),
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("usd_per_mw_h", "usd_per_year", "tolerance"),
    [
        pytest.param(9.62, 843e3, 500.0, id="E15-ecrs-2024"),
        pytest.param(76.77, 6.7e6, 50e3, id="E15-ecrs-2023"),
    ],
)
def test_ten_megawatts_of_ecrs_for_a_year(usd_per_mw_h, usd_per_year, tolerance):
    hours = [
        replace(
            HOUR,
            start_us=n * US_PER_H,
            end_us=(n + 1) * US_PER_H,
            price_usd_per_mw_h=usd_per_mw_h,
        )
        for n in range(8760)
    ]
    assert reserve_income(hours).total_usd == pytest.approx(usd_per_year, abs=tolerance)


def test_what_cannot_be_shed_is_not_paid_and_is_charged():
    short = reserve_income([replace(HOUR, sheddable_mw=4.0)])
    assert short.capacity_usd == pytest.approx(4 * 9.62)
    assert short.penalty_usd == pytest.approx(6 * 9.62)
    assert short.short_mw_h == 6.0


def test_a_call_pays_only_what_its_product_says():
    called = replace(HOUR, deployed_mwh=5.0)
    assert reserve_income([called]).deployment_usd == 0.0
    assert reserve_income([replace(called, deployed_usd_per_mwh=100.0)]).deployment_usd == 500.0


@given(sold=awards, penalty=st.floats(0.0, 3.0))
def test_parts_are_the_total_and_intervals_add_up(sold, penalty):
    whole = reserve_income(sold, penalty)
    parts = whole.capacity_usd + whole.deployment_usd - whole.penalty_usd
    assert whole.total_usd == pytest.approx(parts, rel=1e-9, abs=1e-6)
    singles = sum(reserve_income([one], penalty).total_usd for one in sold)
    assert whole.total_usd == pytest.approx(singles, rel=1e-9, abs=1e-3)


@given(sold=awards, more_mw=st.floats(0.0, 50.0))
def test_more_load_to_shed_never_earns_less(sold, more_mw):
    readier = [replace(one, sheddable_mw=one.sheddable_mw + more_mw) for one in sold]
    assert reserve_income(readier).total_usd >= reserve_income(sold).total_usd - 1e-6
