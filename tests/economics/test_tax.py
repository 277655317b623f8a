"""Tax on profit, with losses carried forward."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.tax import tax_years

profits = st.lists(st.floats(-1e6, 1e6), max_size=20)


def test_a_loss_is_set_against_four_fifths_of_later_profit():
    years = tax_years([-100.0, 50.0, 200.0], 0.21)
    assert [year.used_loss_usd for year in years] == pytest.approx([0.0, 40.0, 60.0])
    assert [year.tax_usd for year in years] == pytest.approx([0.0, 2.1, 29.4])
    assert [year.open_loss_usd for year in years] == pytest.approx([100.0, 60.0, 0.0])


@given(profits=profits, share=st.floats(0.0, 1.0))
def test_tax_is_never_negative_and_no_loss_is_used_twice(profits, share):
    years = tax_years(profits, 0.21, share)
    assert all(year.tax_usd >= 0.0 and year.open_loss_usd >= -1e-6 for year in years)
    losses = sum(max(0.0, -usd) for usd in profits)
    used = sum(year.used_loss_usd for year in years)
    left = years[-1].open_loss_usd if years else 0.0
    assert used + left == pytest.approx(losses, rel=1e-9, abs=1e-6)


@given(profits=profits)
def test_tax_lies_between_that_on_the_sum_and_that_without_carrying(profits):
    paid = sum(year.tax_usd for year in tax_years(profits, 0.21))
    assert paid >= 0.21 * sum(profits) - 1e-6
    assert paid <= sum(0.21 * max(0.0, usd) for usd in profits) + 1e-6
