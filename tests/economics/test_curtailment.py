"""When a group runs: one decision that neither flutters nor favours the worse machine (E10)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.economics.points import HASHPRICE_B
from twin.economics.curtailment import (
    CurtailmentRule,
    EnergyValue,
    opportunity_usd_per_mwh,
    should_run,
)
from twin.economics.mining import breakeven_usd_per_mwh

prices = st.floats(-500.0, 5000.0)


def test_at_55_usd_the_s21_runs_and_the_s19j_pro_stops():
    cost = opportunity_usd_per_mwh(EnergyValue(lmp_usd_per_mwh=55.0, adders_usd_per_mwh=4.0))
    rule = CurtailmentRule(hysteresis_usd_per_mwh=5.0)
    s21 = breakeven_usd_per_mwh(HASHPRICE_B, 17.5)
    s19j = breakeven_usd_per_mwh(HASHPRICE_B, 30.5)
    assert should_run(rule, s21, cost, running=True, held_s=900.0)
    assert not should_run(rule, s19j, cost, running=True, held_s=900.0)


def test_a_peak_call_costs_and_a_reserve_award_pays():
    energy = EnergyValue(
        lmp_usd_per_mwh=30.0, coincident_peak_usd_per_mwh=200.0, reserve_usd_per_mwh=9.0
    )
    assert opportunity_usd_per_mwh(energy) == 221.0


def test_sunk_energy_is_always_worth_hashing():
    cost = opportunity_usd_per_mwh(EnergyValue(lmp_usd_per_mwh=5000.0, sunk=True))
    assert should_run(CurtailmentRule(), 1.0, cost, running=True, held_s=0.0)
    assert cost == 0.0


@given(
    breakeven=st.floats(1.0, 200.0),
    cost=prices,
    held_s=st.floats(0.0, 5000.0),
    running=st.booleans(),
)
def test_a_constant_price_causes_at_most_one_switch(breakeven, cost, held_s, running):
    rule = CurtailmentRule()
    first = should_run(rule, breakeven, cost, running=running, held_s=held_s)
    later = should_run(rule, breakeven, cost, running=first, held_s=1e9)
    assert should_run(rule, breakeven, cost, running=later, held_s=1e9) == later


@given(breakeven=st.floats(1.0, 200.0), low=prices, high=prices, running=st.booleans())
def test_a_higher_price_never_starts_a_group(breakeven, low, high, running):
    low, high = sorted((low, high))
    rule = CurtailmentRule()
    at_low = should_run(rule, breakeven, low, running=running, held_s=1e9)
    assert should_run(rule, breakeven, high, running=running, held_s=1e9) <= at_low


@given(breakeven=st.floats(1.0, 200.0), cost=prices, running=st.booleans())
def test_nothing_switches_before_its_minimum_time(breakeven, cost, running):
    assert should_run(CurtailmentRule(), breakeven, cost, running=running, held_s=899.0) == running


@given(worse=st.floats(10.0, 60.0), better=st.floats(10.0, 60.0), cost=prices)
def test_a_less_efficient_group_never_runs_where_a_better_one_stops(worse, better, cost):
    better, worse = sorted((better, worse))
    rule = CurtailmentRule()
    runs = [
        should_run(
            rule, breakeven_usd_per_mwh(HASHPRICE_B, j_per_th), cost, running=True, held_s=1e9
        )
        for j_per_th in (better, worse)
    ]
    assert runs[0] >= runs[1]


def test_a_group_may_switch_at_its_minimum_time_to_the_second():
    rule = CurtailmentRule()
    assert should_run(rule, 64.4, 20.0, running=False, held_s=rule.min_off_s)
    assert not should_run(rule, 64.4, 90.0, running=True, held_s=rule.min_on_s)
