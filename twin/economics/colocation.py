"""Colocation: rent for critical power, its escalator, credits, and what a late hall costs (E16).

Months and years are counted from the start of rent. Days late are counted from the day promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, fsum

from twin.economics.sla import CreditTable, credit_frac
from twin.units import MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class ColoContract:
    """Rent for critical IT power.

    Attributes:
        it_kw: contracted.
        usd_per_kw_month: rent in the first year.
        escalator_frac: growth of rent, a year; 0.025 is an assumption [A].
        term_years: from the start of rent.
        take_or_pay_frac: share that is paid if used or not; 1 is an assumption [A].
        power_pass_through: whether the tenant pays its energy; true is an assumption [A].
        credit_table: of `twin.economics.sla.credit_frac`.
        late_grace_days: late without damages.
        late_ld_usd_per_kw_day: damages for each day after that.
        terminate_after_days: late by more than this, the tenant may go.
        prepay_frac: share of all rent paid at the start, and taken off each month's rent.
    """

    it_kw: float
    usd_per_kw_month: float
    escalator_frac: float = 0.025
    term_years: float = 15.0
    take_or_pay_frac: float = 1.0
    power_pass_through: bool = True
    credit_table: CreditTable = ()
    late_grace_days: float = 30.0
    late_ld_usd_per_kw_day: float = 0.0
    terminate_after_days: float = 180.0
    prepay_frac: float = 0.0

    @property
    def term_months(self) -> float:
        """Its length."""
        return self.term_years * MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How a month went.

    Attributes:
        used_frac: of the contracted power, the mean of the month.
        availability_frac: of power at the demarcation.
        power_cost_usd: what the tenant's energy cost.
    """

    used_frac: float = 1.0
    availability_frac: float = 1.0
    power_cost_usd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RentMonth:
    """One month of a contract.

    Attributes:
        rent_usd: earned.
        credit_usd: given back for outages.
        energy_usd: paid by the tenant for its energy.
        prepaid_usd: of the rent less credit, paid before the start.
    """

    rent_usd: float
    credit_usd: float
    energy_usd: float
    prepaid_usd: float

    @property
    def earned_usd(self) -> float:
        """What the month is worth."""
        return fsum((self.rent_usd, -self.credit_usd, self.energy_usd))

    @property
    def cash_usd(self) -> float:
        """What is paid in it."""
        return fsum((self.earned_usd, -self.prepaid_usd))


FULL_USE = Use()


def rent_month(contract: ColoContract, month_index: int, use: Use = FULL_USE) -> RentMonth:
    """One month of a contract; nothing outside its term, part of it in a month cut by its end.

    Args:
        contract: of the tenant.
        month_index: from the start of rent, the first is 0.
        use: how the month went.

    >>> hall = ColoContract(it_kw=10_000.0, usd_per_kw_month=150.0)
    >>> rent_month(hall, 0).rent_usd, round(rent_month(hall, 12).rent_usd, 2)
    (1500000.0, 1537500.0)
    """
    full_usd = _full_usd(contract, month_index)
    rent_usd = full_usd * max(contract.take_or_pay_frac, use.used_frac)
    credit_usd = rent_usd * credit_frac(contract.credit_table, use.availability_frac)
    return RentMonth(
        rent_usd=rent_usd,
        credit_usd=credit_usd,
        energy_usd=use.power_cost_usd if contract.power_pass_through and full_usd else 0.0,
        prepaid_usd=contract.prepay_frac * contract.take_or_pay_frac * full_usd,
    )


def term_rent_usd(contract: ColoContract) -> float:
    """All rent that is paid if the power is used or not.

    >>> term_rent_usd(ColoContract(it_kw=1.0, usd_per_kw_month=100.0, escalator_frac=0.0))
    18000.0
    """
    months = range(ceil(contract.term_months))
    return contract.take_or_pay_frac * fsum(_full_usd(contract, index) for index in months)


def prepayment_usd(contract: ColoContract) -> float:
    """What the tenant pays before the start, earned with the months."""
    return contract.prepay_frac * term_rent_usd(contract)


def late_damages_usd(contract: ColoContract, late_days: float) -> float:
    """Damages owed for a start so many days late; they end where the tenant may go.

    >>> late = ColoContract(it_kw=10_000.0, usd_per_kw_month=150.0, late_ld_usd_per_kw_day=3.0)
    >>> [late_damages_usd(late, days) for days in (30.0, 31.0, 400.0)]
    [0.0, 30000.0, 4500000.0]
    """
    until_days = min(late_days, contract.terminate_after_days)
    days = max(0.0, until_days - contract.late_grace_days)
    return days * contract.late_ld_usd_per_kw_day * contract.it_kw


def may_terminate(contract: ColoContract, late_days: float) -> bool:
    """Whether a start is so late that the tenant may go."""
    return late_days > contract.terminate_after_days


def _full_usd(contract: ColoContract, month_index: int) -> float:
    if month_index < 0:
        return 0.0
    part_months = min(1.0, max(0.0, contract.term_months - month_index))
    growth_ratio = (1.0 + contract.escalator_frac) ** (month_index // MONTHS_PER_YEAR)
    return contract.it_kw * contract.usd_per_kw_month * growth_ratio * part_months
