"""Energy under each kind of contract, settled by the interval (E11)."""

from __future__ import annotations

from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import halved, interval, meters
from twin.economics.curtailment import opportunity_usd_per_mwh
from twin.economics.power import PowerContract, energy_bill, energy_value
from twin.units import US_PER_H

BLOCK = PowerContract(
    kind="block_index",
    block_mw=60.0,
    block_usd_per_mwh=38.0,
    sellback=True,
    adders_usd_per_mwh=4.0,
)
contracts = st.builds(
    PowerContract,
    kind=st.sampled_from(["index", "block_index", "ppa", "tariff"]),
    block_mw=st.sampled_from([0.0, 40.0, 100.0]),
    block_usd_per_mwh=st.floats(0.0, 100.0),
    sellback=st.booleans(),
    adders_usd_per_mwh=st.floats(0.0, 10.0),
    min_take_frac=st.floats(0.0, 1.0),
)


def test_a_scarce_hour_pays_203_400_usd_for_a_block_left_unused_e11():
    bill = energy_bill(BLOCK, [interval(0, 5.0, 3_740.0, US_PER_H)])
    assert (bill.fixed_usd, bill.sale_usd, bill.adders_usd) == pytest.approx(
        (2_280.0, 205_700.0, 20.0)
    )
    assert bill.total_usd == pytest.approx(-203_400.0)
    assert bill.unused_mwh == pytest.approx(55.0)


@given(metered=meters())
def test_block_and_index_is_the_formula_hour_by_hour(metered):
    formula = fsum(
        60.0 * 38.0 * one.span_h
        + (one.energy_mwh - 60.0 * one.span_h) * one.price_usd_per_mwh
        + 4.0 * one.energy_mwh
        for one in metered
    )
    assert energy_bill(BLOCK, metered).total_usd == pytest.approx(formula, rel=1e-9, abs=1e-6)


@given(contract=contracts, metered=meters())
def test_the_parts_of_a_bill_are_its_total(contract, metered):
    bill = energy_bill(contract, metered)
    parts = bill.fixed_usd + bill.index_usd + bill.adders_usd + bill.shortfall_usd - bill.sale_usd
    assert bill.total_usd == pytest.approx(parts, rel=1e-12, abs=1e-9)


@given(contract=contracts, metered=meters())
def test_splitting_an_interval_changes_no_bill(contract, metered):
    cut = [part for one in metered for part in halved(one)]
    assert energy_bill(contract, cut).total_usd == pytest.approx(
        energy_bill(contract, metered).total_usd, rel=1e-9, abs=1e-6
    )


@given(contract=contracts, metered=meters(), rise=st.floats(0.0, 100.0))
def test_a_higher_index_never_lowers_a_bill_that_cannot_sell(contract, metered, rise):
    contract = replace(contract, sellback=False)
    dearer = [replace(one, price_usd_per_mwh=one.price_usd_per_mwh + rise) for one in metered]
    low, high = (energy_bill(contract, one).total_usd for one in (metered, dearer))
    assert high >= low - 1e-6


@given(metered=meters())
def test_a_block_that_is_not_sold_back_never_pays(metered):
    kept = energy_bill(replace(BLOCK, sellback=False), metered)
    assert kept.sale_usd == 0.0
    assert kept.unused_mwh == pytest.approx(energy_bill(BLOCK, metered).unused_mwh)
    assert kept.total_usd == pytest.approx(
        energy_bill(BLOCK, metered).total_usd + energy_bill(BLOCK, metered).sale_usd
    )


@given(metered=meters())
def test_a_block_of_nothing_is_the_index(metered):
    empty = replace(BLOCK, block_mw=0.0)
    assert energy_bill(empty, metered).total_usd == pytest.approx(
        energy_bill(replace(BLOCK, kind="index"), metered).total_usd, rel=1e-12, abs=1e-9
    )


def test_an_agreement_is_taken_first_and_its_least_take_is_paid():
    agreed = PowerContract(kind="ppa", block_mw=50.0, block_usd_per_mwh=30.0, min_take_frac=0.8)
    over = energy_bill(agreed, [interval(0, 70.0, 100.0, US_PER_H)])
    under = energy_bill(agreed, [interval(0, 10.0, 100.0, US_PER_H)])
    assert (over.fixed_usd, over.index_usd, over.shortfall_usd) == (1_500.0, 2_000.0, 0.0)
    assert (under.fixed_usd, under.index_usd, under.shortfall_usd) == (300.0, 0.0, 900.0)


@given(taken_mw=st.floats(0.0, 50.0), least_frac=st.floats(0.0, 1.0))
def test_an_agreement_never_costs_less_than_its_least_take(taken_mw, least_frac):
    agreed = PowerContract(
        kind="ppa", block_mw=50.0, block_usd_per_mwh=30.0, min_take_frac=least_frac
    )
    bill = energy_bill(agreed, [interval(0, taken_mw, 100.0, US_PER_H)])
    assert bill.total_usd == pytest.approx(30.0 * max(taken_mw, 50.0 * least_frac))


def test_an_agreement_without_a_size_covers_all_energy_and_a_tariff_too():
    for kind in ("ppa", "tariff"):
        fixed = PowerContract(kind=kind, block_usd_per_mwh=33.0)
        assert energy_bill(fixed, [interval(0, 90.0, 5_000.0, US_PER_H)]).total_usd == (
            pytest.approx(2_970.0)
        )


@pytest.mark.parametrize(
    ("contract", "load_mw", "usd_per_mwh"),
    [
        (PowerContract(kind="index", adders_usd_per_mwh=4.0), 10.0, 94.0),
        (BLOCK, 10.0, 94.0),
        (replace(BLOCK, sellback=False), 10.0, 0.0),
        (replace(BLOCK, sellback=False), 61.0, 94.0),
        (replace(BLOCK, kind="ppa"), 10.0, 42.0),
        (replace(BLOCK, kind="ppa"), 61.0, 94.0),
        (replace(BLOCK, kind="tariff"), 61.0, 42.0),
    ],
    ids=["index", "sold-back", "sunk", "above-the-block", "agreed", "above-the-agreed", "tariff"],
)
def test_a_contract_says_what_the_next_megawatt_hour_is_worth_e10(contract, load_mw, usd_per_mwh):
    assert opportunity_usd_per_mwh(energy_value(contract, 90.0, load_mw)) == usd_per_mwh
