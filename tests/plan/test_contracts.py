"""Contracts: ranges and orders that a document must keep to."""

from datetime import date

import pytest
from pydantic import ValidationError

from twin.plan.contracts import ColoContract, Finance, PowerContract


def test_credits_begin_with_the_highest_availability():
    with pytest.raises(ValidationError, match="wrong order"):
        ColoContract(
            id="C", it_kw=1.0, usd_per_kw_month=150.0, credit_table=((0.99, 0.1), (0.999, 0.0))
        )


def test_no_method_of_peaks_is_assumed():
    assert PowerContract(id="P", kind="index").tx_method == "none"


@pytest.mark.parametrize(
    "make",
    [
        lambda: PowerContract(id="P", kind="index", tx_method="5CP"),  # type: ignore[arg-type]
        lambda: PowerContract(id="P", kind="index", tx_min_bill_frac=1.5),
        lambda: ColoContract(id="C", it_kw=0.0, usd_per_kw_month=150.0),
        lambda: Finance(price_base=date(2026, 6, 30), wacc_frac=2.0),
    ],
)
def test_a_value_out_of_range_is_refused(make):
    with pytest.raises(ValidationError):
        make()
