"""What a group of mining machines earns and burns, and the energy price at which it should stop.

Equations E7 to E9 of the economics. Always a group of like machines, never the average of a fleet:
an average hides the best machines, which are those that still run when prices rise.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.units import (
    DAYS_PER_YEAR,
    H_PER_PH,
    H_PER_TH,
    J_PER_KWH,
    KW_PER_MW,
    KWH_PER_MWH,
    S_PER_DAY,
    W_PER_KW,
    W_PER_MW,
)

_TH_PER_PH = H_PER_PH / H_PER_TH


@dataclass(frozen=True, slots=True, kw_only=True)
class MinerGroup:
    """Like machines behind one decision.

    Attributes:
        model: what they are.
        count: how many of them.
        th_per_s: hash rate of each.
        kw: draw of each at the wall, above zero.
        aux_frac: fans, pumps and losses on top, as a share of their draw. 0.05 is an assumption
            [A].
    """

    model: str
    count: int
    th_per_s: float
    kw: float
    aux_frac: float = 0.05

    @property
    def efficiency_j_per_th(self) -> float:
        """Energy of a terahash."""
        return self.kw * W_PER_KW / self.th_per_s

    @property
    def pue_ratio(self) -> float:
        """Power metered over power of the machines."""
        return 1.0 + self.aux_frac

    @property
    def wall_mw(self) -> float:
        """Draw of the machines alone."""
        return self.count * self.kw / KW_PER_MW

    @property
    def metered_mw(self) -> float:
        """Draw with what serves them."""
        return self.wall_mw * self.pue_ratio

    def breakeven_usd_per_mwh(
        self, hashprice_usd_per_ph_day: float, pool_fee_frac: float = 0.01
    ) -> float:
        """Price of metered energy at which the group earns what it costs."""
        return breakeven_usd_per_mwh(
            hashprice_usd_per_ph_day,
            self.efficiency_j_per_th,
            pue_ratio=self.pue_ratio,
            pool_fee_frac=pool_fee_frac,
        )


def energy_kwh_per_th_day(efficiency_j_per_th: float) -> float:
    """Energy to hash 1 TH/s for a day [kWh].

    >>> round(energy_kwh_per_th_day(17.5), 3)
    0.42
    """
    return efficiency_j_per_th * S_PER_DAY / J_PER_KWH


def breakeven_usd_per_mwh(
    hashprice_usd_per_ph_day: float,
    efficiency_j_per_th: float,
    *,
    pue_ratio: float = 1.05,
    pool_fee_frac: float = 0.01,
) -> float:
    """Energy price at which a group of machines earns what its power costs [USD/MWh].

    Args:
        hashprice_usd_per_ph_day: income before the pool's fee.
        efficiency_j_per_th: of this group at its present mode; never a fleet average (it hides the
            best machines).
        pue_ratio: power metered over power of the machines, 1 or more; 1.05 is an assumption [A].
        pool_fee_frac: what the pool keeps; 0.01 is an assumption [A].

    >>> round(breakeven_usd_per_mwh(28.68, 17.5), 1)
    64.4
    """
    earned_usd_per_th_day = hashprice_usd_per_ph_day * (1.0 - pool_fee_frac) / _TH_PER_PH
    return (
        KWH_PER_MWH
        * earned_usd_per_th_day
        / (energy_kwh_per_th_day(efficiency_j_per_th) * pue_ratio)
    )


def revenue_usd_per_mw_year(efficiency_j_per_th: float, hashprice_usd_per_ph_day: float) -> float:
    """Income of 1 MW of machines in a year of 365 days, before the pool's fee [USD/MW/year].

    >>> round(revenue_usd_per_mw_year(20.0, 43.34))
    790955
    """
    return W_PER_MW / efficiency_j_per_th / _TH_PER_PH * hashprice_usd_per_ph_day * DAYS_PER_YEAR
