"""What an outage of AI load costs: credits, hours of GPUs, the work to start again (E24)."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from twin.units import H_PER_MONTH, KW_PER_MW


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimeCost:
    """What an outage costs, by part.

    Attributes:
        credit_usd: of rent, given back.
        computing_usd: hours of GPUs that were not sold.
        restart_usd: hours of GPUs that do again what was lost.
        churn_usd: expected loss of the tenant.
    """

    credit_usd: float
    computing_usd: float
    restart_usd: float
    churn_usd: float

    @property
    def total_usd(self) -> float:
        """All of it."""
        return fsum((self.credit_usd, self.computing_usd, self.restart_usd, self.churn_usd))


@dataclass(frozen=True, slots=True, kw_only=True)
class LostComputing:
    """GPUs that lost their power.

    Attributes:
        gpu_per_mw: GPUs a megawatt of critical power; 503 in racks of 72 at 132 kW with their share
            of network.
        usd_per_gpu_h: what an hour brings.
        restart_h: time in which a cluster does again what it had not saved, and comes up; 0 is an
            assumption [A].
    """

    gpu_per_mw: float
    usd_per_gpu_h: float
    restart_h: float = 0.0


def rent_usd_per_mw_h(usd_per_kw_month: float) -> float:
    """Rent of a megawatt-hour of critical power, of a month of 730 hours.

    >>> round(rent_usd_per_mw_h(150.0))
    205
    """
    return usd_per_kw_month * KW_PER_MW / H_PER_MONTH


def downtime_cost(
    lost: LostComputing,
    lost_mw: float,
    outage_h: float,
    *,
    credit_usd: float = 0.0,
    churn_usd: float = 0.0,
) -> DowntimeCost:
    """What an outage costs landlord and tenant together.

    Args:
        lost: what stood still.
        lost_mw: critical power of it.
        outage_h: for how long.
        credit_usd: of rent, by the contract's table.
        churn_usd: chance that the tenant goes, times what that costs.

    >>> spot = LostComputing(gpu_per_mw=503.0, usd_per_gpu_h=2.65)
    >>> round(downtime_cost(spot, 10.0, 0.5).total_usd)
    6665
    """
    usd_per_h = lost_mw * lost.gpu_per_mw * lost.usd_per_gpu_h
    return DowntimeCost(
        credit_usd=credit_usd,
        computing_usd=usd_per_h * outage_h,
        restart_usd=usd_per_h * lost.restart_h,
        churn_usd=churn_usd,
    )
