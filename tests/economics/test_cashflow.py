"""Present value, rates of return, payback and cash at risk (E21, G12)."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from twin.economics.cashflow import (
    Flow,
    appraise,
    moic_ratio,
    npv_usd,
    payback_years,
    peak_cash_usd,
    return_rates,
    yearly,
)

money = st.floats(-1e6, 1e6).map(lambda usd: round(usd, 2))
flows_of = st.lists(st.tuples(st.floats(0.0, 20.0), money).map(lambda one: Flow(*one)), max_size=30)


def example():
    """25 MW at $10M/MW over three years; rent of $150 at 82 % for fifteen."""
    noi_usd = 25_000 * 150 * 12 * 0.82
    capex = [Flow(float(year), -250e6 * part) for year, part in enumerate((0.35, 0.45, 0.20))]
    return capex + [Flow(year + 1.0, noi_usd * 1.025 ** (year - 1)) for year in range(1, 16)]


def test_the_worked_plan_is_worth_61_10_million_at_13_98_percent_in_8_years_e21_g12():
    found = appraise(example(), 0.10)
    assert found.npv_usd == pytest.approx(61.10e6, abs=5e3)
    assert found.returns.rate_frac == pytest.approx(0.1398, abs=5e-5)
    assert found.payback_years == 8.0
    assert found.peak_cash_usd == pytest.approx(200e6 + 50e6 - 36.9e6)
    assert found.moic_ratio == pytest.approx(36.9e6 * (1.025**15 - 1) / 0.025 / 250e6, rel=1e-9)


@given(flows=flows_of, rate=st.floats(-0.5, 1.0), cut=st.integers(0, 30))
def test_values_of_parts_add_up(flows, rate, cut):
    parts = npv_usd(flows[:cut], rate) + npv_usd(flows[cut:], rate)
    assert npv_usd(flows, rate) == pytest.approx(parts, rel=1e-9, abs=1e-3)


@given(flows=flows_of, rate=st.floats(-0.2, 0.5))
def test_value_is_the_textbooks_sum(flows, rate):
    textbook = sum(net_usd / (1.0 + rate) ** at_years for at_years, net_usd in flows)
    assert npv_usd(flows, rate) == pytest.approx(textbook, rel=1e-9, abs=1e-3)


@given(
    spent=st.lists(st.floats(1e3, 1e6), min_size=1, max_size=5),
    earned=st.lists(st.floats(1e3, 1e6), min_size=1, max_size=25),
)
def test_money_out_then_in_has_one_rate_at_which_its_value_is_zero(spent, earned):
    flows = yearly([-usd for usd in spent] + earned)
    rate = return_rates(flows).rate_frac
    assert rate is not None
    scale = sum(abs(net_usd) / (1.0 + rate) ** at_years for at_years, net_usd in flows)
    assert npv_usd(flows, rate) == pytest.approx(0.0, abs=1e-10 * scale)


@given(spent=st.floats(1e3, 1e6), earned=st.lists(st.floats(1e3, 1e6), min_size=1, max_size=15))
def test_a_rate_is_the_root_of_the_polynomial(spent, earned):
    growths = np.roots([-spent, *earned])
    (growth,) = (g.real for g in growths if abs(g.imag) < 1e-9 * abs(g) and g.real > 0.0)
    assert return_rates(yearly([-spent, *earned])).rate_frac == pytest.approx(
        growth - 1.0, rel=1e-7, abs=1e-9
    )


@given(rates=st.lists(st.floats(-0.5, 2.0), min_size=2, max_size=4, unique=True))
def test_flows_made_to_have_several_rates_say_all_of_them(rates):
    rates = sorted(rates)
    assume(all(b - a > 0.05 for a, b in pairwise(rates)))
    flows = yearly(-1000.0 * np.poly([1.0 + rate for rate in rates]))
    found = return_rates(flows)
    assert found.rates_frac == pytest.approx(rates, abs=1e-6)
    not_below = [rate for rate in found.rates_frac if rate >= 0.0]
    assert found.rate_frac == (not_below[0] if len(not_below) == 1 else None)
    assert found.words.startswith("several: ") == (found.rate_frac is None)


@pytest.mark.parametrize("nets", [[], [0.0], [5.0, 5.0], [-5.0, -1.0]])
def test_flows_of_one_sign_have_no_rate(nets):
    found = return_rates(yearly(nets))
    assert (found.rates_frac, found.rate_frac, found.words) == ((), None, "none")


def test_flows_that_never_balance_have_no_rate_though_their_sign_changes_twice():
    assert return_rates(yearly([-100.0, 100.0, -100.0])).words == "none"


@pytest.mark.parametrize(
    ("nets", "rate"),
    [([-1.0, 1.0], 0.0), ([-1.0, 1e6], 1e6 - 1), ([-1e6, 1.0], 1e-6 - 1), ([100.0, -110.0], 0.1)],
    ids=["nothing", "a-million-fold", "almost-all-lost", "a-loan"],
)
def test_extreme_rates_are_found(nets, rate):
    assert return_rates(yearly(nets)).rate_frac == pytest.approx(rate, rel=1e-9, abs=1e-12)


def test_a_cost_at_the_end_leaves_a_plan_its_rate():
    flows = [*example(), Flow(18.0, -10e6)]
    found = return_rates(flows)
    assert len(found.rates_frac) == 2
    assert found.rates_frac[0] < -0.5
    assert found.rate_frac == found.rates_frac[1] == pytest.approx(0.139, abs=0.002)
    assert npv_usd(flows, found.rate_frac) == pytest.approx(0.0, abs=1.0)


def test_monthly_flows_have_a_yearly_rate():
    flows = [Flow(0.0, -100.0)] + [Flow(month / 12, 100.0 / 12) for month in range(1, 25)]
    rate = return_rates(flows).rate_frac
    assert rate is not None
    assert npv_usd(flows, rate) == pytest.approx(0.0, abs=1e-9)


@given(nets=st.lists(money, max_size=30))
def test_payback_and_peak_are_those_of_the_running_sum(nets):
    sums = list(accumulate(nets))
    flows = yearly(nets)
    assert peak_cash_usd(flows) == pytest.approx(max(0.0, -min(sums, default=0.0)), abs=1e-6)
    out = next((year for year, usd in enumerate(sums) if usd < -1e-6), None)
    back = None if out is None else payback_years(flows)
    if back is not None and out is not None:
        assert back > out
        assert sums[int(back)] >= -1e-6


def test_a_prepayment_is_no_payback():
    assert payback_years(yearly([10.0, -100.0, 50.0, 40.0, 1.0])) == 3.0
    assert payback_years(yearly([10.0, -5.0])) == 0.0
    assert payback_years(yearly([-10.0, 5.0])) is None


@given(flows=flows_of)
def test_order_of_flows_is_of_no_consequence(flows):
    forth, back = appraise(flows, 0.1), appraise(flows[::-1], 0.1)
    assert forth == back


@given(scale=st.floats(1e-3, 1e3))
def test_rates_do_not_depend_on_the_currency(scale):
    scaled = [Flow(at_years, net_usd * scale) for at_years, net_usd in example()]
    assert return_rates(scaled).rate_frac == pytest.approx(
        return_rates(example()).rate_frac, rel=1e-9
    )
    assert moic_ratio(scaled) == pytest.approx(moic_ratio(example()))


def test_nothing_spent_has_no_multiple():
    assert moic_ratio(yearly([1.0])) is None
