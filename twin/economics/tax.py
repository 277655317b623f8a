"""Tax on profit, with losses carried forward to later years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """Tax of one year.

    Attributes:
        profit_usd: before tax, after depreciation and interest; a loss is negative.
        used_loss_usd: of earlier years, set against it.
        tax_usd: owed.
        open_loss_usd: carried to later years.
    """

    profit_usd: float
    used_loss_usd: float
    tax_usd: float
    open_loss_usd: float


def tax_years(
    profits_usd: Iterable[float], tax_frac: float, loss_use_frac: float = 0.8
) -> list[TaxYear]:
    """Tax of each year.

    Args:
        profits_usd: of each year, in order.
        tax_frac: of profit.
        loss_use_frac: share of a year's profit that earlier losses may be set against at most;
            0.8 is the federal rule of the United States since 2018, from memory [M].

    >>> [year.tax_usd for year in tax_years([-100.0, 50.0, 200.0], 0.2)]
    [0.0, 2.0, 28.0]
    """
    found: list[TaxYear] = []
    open_usd = 0.0
    for profit_usd in profits_usd:
        gain_usd = max(0.0, profit_usd)
        used_usd = min(open_usd, loss_use_frac * gain_usd)
        open_usd += max(0.0, -profit_usd) - used_usd
        found.append(
            TaxYear(
                profit_usd=profit_usd,
                used_loss_usd=used_usd,
                tax_usd=tax_frac * (gain_usd - used_usd),
                open_loss_usd=open_usd,
            )
        )
    return found
