"""What a delay costs: rent lost, interest on what stands idle, damages, less the bridge (E23)."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from twin.units import MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayCost:
    """What a delay costs, by part; all are not negative but the bridge.

    Attributes:
        rent_usd: lost.
        carry_usd: interest on what was spent.
        damages_usd: owed to the tenant.
        bridge_usd: margin of what mines on in the meantime, taken off.
    """

    rent_usd: float
    carry_usd: float
    damages_usd: float
    bridge_usd: float

    @property
    def total_usd(self) -> float:
        """All of it."""
        return fsum((self.rent_usd, self.carry_usd, self.damages_usd, -self.bridge_usd))


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleHall:
    """What stands still while a hall is late.

    Attributes:
        it_kw: critical power that would be let.
        usd_per_kw_month: its rent.
        spent_usd: capital that is in it.
        rate_frac: interest on that, a year.
        bridge_mw: metered power of miners that stay on for it.
        bridge_usd_per_mw_month: their margin.
    """

    it_kw: float
    usd_per_kw_month: float
    spent_usd: float
    rate_frac: float
    bridge_mw: float = 0.0
    bridge_usd_per_mw_month: float = 0.0


def delay_cost(hall: IdleHall, late_months: float, damages_usd: float = 0.0) -> DelayCost:
    """What a delay of one hall costs.

    Args:
        hall: that stands still.
        late_months: for how long.
        damages_usd: owed to the tenant, of `twin.economics.colocation.late_damages_usd`.

    >>> hall = IdleHall(it_kw=10_000.0, usd_per_kw_month=150.0, spent_usd=100e6, rate_frac=0.09,
    ...                 bridge_mw=13.0, bridge_usd_per_mw_month=7_600.0)
    >>> round(delay_cost(hall, 4.0).total_usd / 1e6, 1)
    8.6
    """
    return DelayCost(
        rent_usd=hall.it_kw * hall.usd_per_kw_month * late_months,
        carry_usd=hall.spent_usd * hall.rate_frac * (late_months / MONTHS_PER_YEAR),
        damages_usd=damages_usd,
        bridge_usd=hall.bridge_mw * hall.bridge_usd_per_mw_month * late_months,
    )
