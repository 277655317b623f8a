"""Levelised cost of computing: what a kilowatt-month or a GPU-hour must bring to pay for itself.

Equations E19 and E20: capital spread evenly over its life by the capital recovery factor, with
what running costs, over what is sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, log1p

from twin.units import H_PER_YEAR, KW_PER_MW, KWH_PER_MWH, MONTHS_PER_YEAR


def capital_recovery_frac(rate_frac: float, years_count: float) -> float:
    """Share of a capital sum that is paid each year to pay it off with interest.

    Args:
        rate_frac: interest, a year, above -1; at 0 it is straight repayment.
        years_count: how long, above zero.

    >>> round(capital_recovery_frac(0.08, 15), 5)
    0.11683
    """
    if rate_frac == 0.0:
        return 1.0 / years_count
    return rate_frac / -expm1(-years_count * log1p(rate_frac))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColoCost:
    """What a kilowatt of critical power costs to offer.

    Attributes:
        capex_usd_per_kw: to build.
        rate_frac: cost of capital, a year.
        life_years: that it is paid off over.
        opex_usd_per_kw_month: fixed; 20 is an assumption [A].
        occupancy_frac: share that is let; 0.97 is an assumption [A].
    """

    capex_usd_per_kw: float
    rate_frac: float
    life_years: float
    opex_usd_per_kw_month: float = 20.0
    occupancy_frac: float = 0.97


def colo_usd_per_kw_month(cost: ColoCost) -> float:
    """Rent that pays for colocation [USD/kW/month].

    >>> hall = ColoCost(capex_usd_per_kw=10_000.0, rate_frac=0.08, life_years=15.0)
    >>> round(colo_usd_per_kw_month(hall))
    121
    """
    capital_usd_per_kw_year = cost.capex_usd_per_kw * capital_recovery_frac(
        cost.rate_frac, cost.life_years
    )
    monthly = capital_usd_per_kw_year / MONTHS_PER_YEAR + cost.opex_usd_per_kw_month
    return monthly / cost.occupancy_frac


@dataclass(frozen=True, slots=True, kw_only=True)
class GpuCost:
    """What a GPU costs to offer.

    Attributes:
        capex_usd_per_gpu: with its share of network and the rest.
        kw_per_gpu: critical power, with that of its share.
        colo_usd_per_kw_month: rent of that power.
        power_usd_per_mwh: energy.
        rate_frac: cost of capital, a year; 0.10 is an assumption [A].
        life_years: that it is paid off over; 5 is an assumption, operators claim 6 [A].
        utilisation_frac: share of hours that is sold; 0.85 is an assumption [A].
        pue_ratio: power metered over critical power; 1.25 is an assumption [A].
        upkeep_frac: running costs, a year, as a share of capital; 0.05 is an assumption [A].
    """

    capex_usd_per_gpu: float
    kw_per_gpu: float
    colo_usd_per_kw_month: float
    power_usd_per_mwh: float
    rate_frac: float = 0.10
    life_years: float = 5.0
    utilisation_frac: float = 0.85
    pue_ratio: float = 1.25
    upkeep_frac: float = 0.05


def gpu_usd_per_gpu_h(cost: GpuCost) -> float:
    """Price of a sold hour that pays for a GPU; energy is drawn in the hours that are sold.

    >>> gb200 = GpuCost(capex_usd_per_gpu=3.0e6 / 72 / 0.85, kw_per_gpu=1.99,
    ...                 colo_usd_per_kw_month=150.0, power_usd_per_mwh=45.0)
    >>> round(gpu_usd_per_gpu_h(gb200), 2)
    2.66
    """
    recovery_frac = capital_recovery_frac(cost.rate_frac, cost.life_years)
    capital_usd = cost.capex_usd_per_gpu * (recovery_frac + cost.upkeep_frac)
    rent_usd = cost.colo_usd_per_kw_month * cost.kw_per_gpu * MONTHS_PER_YEAR
    energy_usd_per_h = cost.power_usd_per_mwh / KWH_PER_MWH * cost.kw_per_gpu * cost.pue_ratio
    return (capital_usd + rent_usd) / (H_PER_YEAR * cost.utilisation_frac) + energy_usd_per_h


def usd_per_kw(usd_per_mw: float) -> float:
    """Cost of a kilowatt from that of a megawatt.

    >>> usd_per_kw(10e6)
    10000.0
    """
    return usd_per_mw / KW_PER_MW
