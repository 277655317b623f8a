"""Debt: level and sculpted service, and how much room its covenants leave.

A loan in equal payments, or one whose payments follow the cash that is there at a stated cover.
Rates are nominal, a year, divided by the periods in it, as loans are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from twin.economics.levelised import capital_recovery_frac


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePeriod:
    """One period of a loan.

    Attributes:
        opening_usd: owed at its start.
        interest_usd: paid at its end.
        principal_usd: repaid at its end; negative where interest is added to the debt.
    """

    opening_usd: float
    interest_usd: float
    principal_usd: float

    @property
    def service_usd(self) -> float:
        """Paid at its end."""
        return self.interest_usd + self.principal_usd

    @property
    def closing_usd(self) -> float:
        """Owed after it."""
        return self.opening_usd - self.principal_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Covenants:
    """What a lender asks for. The defaults are assumptions [A].

    Attributes:
        dscr_min_ratio: least cover of debt service by the cash that is there for it.
        ltv_max_frac: most that is owed over what the property is worth.
    """

    dscr_min_ratio: float = 1.25
    ltv_max_frac: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """How far a period is from breaking its covenants; negative where it does.

    Attributes:
        dscr_ratio: cover of debt service; None where none is due.
        dscr_headroom_ratio: that less what is asked for, likewise.
        ltv_frac: debt at the end of the period over value.
        ltv_headroom_frac: what is allowed, less that.
    """

    dscr_ratio: float | None
    dscr_headroom_ratio: float | None
    ltv_frac: float
    ltv_headroom_frac: float

    @property
    def is_kept(self) -> bool:
        """Whether both covenants are kept."""
        covered = self.dscr_headroom_ratio is None or self.dscr_headroom_ratio >= 0.0
        return covered and self.ltv_headroom_frac >= 0.0


def level_service(
    principal_usd: float, rate_frac: float, periods_count: int, periods_per_year: int = 1
) -> list[ServicePeriod]:
    """A loan paid off in equal payments.

    >>> periods = level_service(1_000.0, 0.08, 15)
    >>> round(periods[0].service_usd, 2), round(abs(periods[-1].closing_usd), 9)
    (116.83, 0.0)
    """
    period_frac = rate_frac / periods_per_year
    payment_usd = principal_usd * capital_recovery_frac(period_frac, periods_count)
    return _serviced(principal_usd, period_frac, [payment_usd] * periods_count)


def sculpted_service(
    available_usd: Sequence[float],
    dscr_ratio: float,
    rate_frac: float,
    periods_per_year: int = 1,
) -> list[ServicePeriod]:
    """The largest loan that a stated cover allows, paid off in step with the cash that is there.

    Args:
        available_usd: cash for debt service at the end of each period; less than none counts as
            none.
        dscr_ratio: cash over service in each period.
        rate_frac: interest, nominal, a year.
        periods_per_year: how many periods a year has.

    >>> [round(one.opening_usd, 2) for one in sculpted_service([110.0, 121.0], 1.0, 0.10)]
    [200.0, 110.0]
    """
    period_frac = rate_frac / periods_per_year
    payments_usd = [max(0.0, cash_usd) / dscr_ratio for cash_usd in available_usd]
    principal_usd = fsum(
        payment_usd / (1.0 + period_frac) ** (place + 1)
        for place, payment_usd in enumerate(payments_usd)
    )
    return _serviced(principal_usd, period_frac, payments_usd)


def headroom(
    covenants: Covenants, period: ServicePeriod, available_usd: float, value_usd: float
) -> Headroom:
    """How far a period is from breaking its covenants.

    Args:
        covenants: what the lender asks for.
        period: of the loan.
        available_usd: cash for debt service.
        value_usd: of the property at the end of the period, above zero.
    """
    service_usd = period.service_usd
    dscr_ratio = available_usd / service_usd if service_usd > 0.0 else None
    ltv_frac = period.closing_usd / value_usd
    return Headroom(
        dscr_ratio=dscr_ratio,
        dscr_headroom_ratio=None if dscr_ratio is None else dscr_ratio - covenants.dscr_min_ratio,
        ltv_frac=ltv_frac,
        ltv_headroom_frac=covenants.ltv_max_frac - ltv_frac,
    )


def first_breach_index(headrooms: Iterable[Headroom]) -> int | None:
    """The first period that breaks a covenant; None if none does."""
    return next((n for n, one in enumerate(headrooms) if not one.is_kept), None)


def _serviced(
    principal_usd: float, period_frac: float, payments_usd: Sequence[float]
) -> list[ServicePeriod]:
    found: list[ServicePeriod] = []
    owed_usd = principal_usd
    for payment_usd in payments_usd:
        interest_usd = owed_usd * period_frac
        found.append(
            ServicePeriod(
                opening_usd=owed_usd,
                interest_usd=interest_usd,
                principal_usd=payment_usd - interest_usd,
            )
        )
        owed_usd = found[-1].closing_usd
    return found
