"""Water: balances by hand, never negative, additive over any split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.water import (
    EVAPORATION_J_PER_KG,
    L_PER_KG,
    WaterRates,
    WaterUse,
    pue_ratio,
    tower_water,
    wue_l_per_kwh,
)

rates_kg_per_s = st.floats(0.0, 100.0)


@pytest.mark.parametrize("oracle", [pytest.param(50, id="oracle-50")])
def test_ten_megawatts_at_five_cycles_take_what_the_balance_says(oracle):
    rates = tower_water(10e6, 1.0, 5.0)
    assert rates.evaporated_kg_per_s * L_PER_KG * 3600 == pytest.approx(14_814.8, abs=0.1)
    assert rates.makeup_kg_per_s * L_PER_KG * 3600 == pytest.approx(18_518.5, abs=0.1)


def test_a_kilowatt_hour_evaporates_a_litre_and_a_half():
    evaporated_l = 3.6e6 / EVAPORATION_J_PER_KG * L_PER_KG
    assert evaporated_l == pytest.approx(1.481, abs=1e-3)


def test_salts_are_in_balance():
    """What is fed brings one part of salt a litre, what is bled off takes `cycles` parts."""
    rates = tower_water(3e6, 0.85, 4.0)
    assert rates.makeup_kg_per_s * 1.0 == pytest.approx(rates.blowdown_kg_per_s * 4.0, rel=1e-12)


def test_drift_is_fed_too():
    dry, wet = (tower_water(1e6, 0.9, 5.0, drift) for drift in (0.0, 0.01))
    assert wet.makeup_kg_per_s - dry.makeup_kg_per_s == pytest.approx(0.01)


@given(rates=st.tuples(*[rates_kg_per_s] * 3), spans=st.lists(st.floats(0.0, 1e6), max_size=8))
def test_use_is_additive_over_splits_and_never_falls(rates, spans):
    held, split = WaterRates(*rates), WaterUse(0.0, 0.0)
    for span_s in spans:
        after = split.after(held, span_s)
        assert min(now - was for now, was in zip(after, split, strict=True)) >= 0.0
        split = after
    whole = WaterUse(0.0, 0.0).after(held, sum(spans))
    assert split.total_l == pytest.approx(whole.total_l, rel=1e-12)


@given(heat_w=st.floats(0.0, 1e9), cycles=st.floats(1.5, 20.0), latent=st.floats(0.1, 1.0))
def test_more_cycles_take_less_water(heat_w, cycles, latent):
    few, many = (tower_water(heat_w, latent, c) for c in (cycles, cycles + 1.0))
    assert few.makeup_kg_per_s >= many.makeup_kg_per_s >= many.evaporated_kg_per_s >= 0.0


def test_use_and_overhead_are_ratios_of_integrals():
    assert wue_l_per_kwh(1481.0, 1000 * 3.6e6) == pytest.approx(1.481)
    assert pue_ratio(1.04e12, 1e12) == pytest.approx(1.04)
    assert wue_l_per_kwh(10.0, 0.0) == pue_ratio(10.0, 0.0) == 0.0
