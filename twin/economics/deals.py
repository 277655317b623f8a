"""What a published deal comes to, in the terms that deals are compared in.

Announcements state totals; these turn them into rent of a kilowatt, income of a megawatt, capital
of a megawatt, and the utility's power behind each critical one.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.units import KW_PER_MW, MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A contract as it is announced.

    Attributes:
        total_usd: over its whole term.
        term_years: its length.
        critical_mw: IT power that is let.
    """

    total_usd: float
    term_years: float
    critical_mw: float

    @property
    def usd_per_mw_year(self) -> float:
        """Income of a megawatt of critical power, a year; the mean of the term."""
        return self.total_usd / self.term_years / self.critical_mw

    @property
    def usd_per_kw_month(self) -> float:
        """Rent of a kilowatt of critical power, a month; the mean of the term.

        >>> deal = Deal(total_usd=8.7e9, term_years=12.0, critical_mw=500.0)
        >>> round(deal.usd_per_kw_month, 1)
        120.8
        """
        return self.usd_per_mw_year / KW_PER_MW / MONTHS_PER_YEAR


def gross_ratio(utility_mw: float, critical_mw: float) -> float:
    """Power contracted with the utility over critical power: neither a PUE nor a peak of one.

    >>> gross_ratio(250.0, 200.0)
    1.25
    """
    return utility_mw / critical_mw


def capex_usd_per_mw(capex_usd: float, mw: float) -> float:
    """Capital of a megawatt; say of which, critical or gross."""
    return capex_usd / mw
