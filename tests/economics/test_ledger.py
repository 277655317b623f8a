"""The ledger reconciles to the last cent, however it is added up (invariant 21)."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from twin.economics.ledger import cents, entry, shared_cents, total_cents, totals_cents, usd
from twin.economics.months import Month

amounts = st.floats(-1e9, 1e9)
entries = st.lists(
    st.builds(
        entry,
        st.integers(0, 30).map(Month(2027, 1).after),
        st.sampled_from(["rent", "energy", "capex", "hash"]),
        st.sampled_from(["H1", "H2", "site"]),
        amounts,
    ),
    max_size=60,
)


@given(amount=amounts)
def test_an_amount_is_rounded_by_half_a_cent_at_most(amount):
    assert abs(Fraction(cents(amount), 100) - Fraction(amount)) <= Fraction(1, 200) + Fraction(
        1, 10**8
    )
    assert cents(usd(cents(amount))) == cents(amount)


@given(held=entries)
def test_parts_add_up_to_the_total_by_account_by_month_and_by_subject(held):
    total = total_cents(held)
    for key in (
        lambda one: one.account,
        lambda one: one.month,
        lambda one: (one.account, one.subject),
    ):
        assert sum(totals_cents(held, key).values()) == total


@given(held=entries, cut=st.integers(0, 60))
def test_two_halves_of_a_ledger_are_the_whole(held, cut):
    assert total_cents(held[:cut]) + total_cents(held[cut:]) == total_cents(held)


@given(
    whole=st.integers(-(10**12), 10**12),
    weights=st.lists(st.floats(0.0, 1e3), min_size=1, max_size=20).filter(lambda w: sum(w) > 1e-3),
)
def test_a_shared_amount_loses_no_cent(whole, weights):
    parts = shared_cents(whole, weights)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / sum(weights)) <= 1.0 + 1e-3
