"""What a plan costs to build: things that are bought, work that is done, and what is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from twin.plan.document import PlanDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """Capital cost at the plan's price base.

    Attributes:
        bought_usd: what the owner buys, by class of asset.
        work_usd: what tasks cost.
        contingency_usd: set aside, a share of both.
        it_mw: IT power that it builds.
    """

    bought_usd: dict[str, float]
    work_usd: float
    contingency_usd: float
    it_mw: float

    @property
    def total_usd(self) -> float:
        """All of it."""
        return fsum((*self.bought_usd.values(), self.work_usd, self.contingency_usd))

    @property
    def usd_per_mw(self) -> float:
        """All of it over the IT power; 0 where none is built."""
        return self.total_usd / self.it_mw if self.it_mw else 0.0


def capital(plan: PlanDocument) -> Capital:
    """What a plan costs to build; what tenants bring or is there already costs nothing."""
    bought_usd: dict[str, float] = {}
    for item in plan.procurement:
        if item.source in {"owner", "refurbished"}:
            cost_usd = item.qty * item.unit_cost_usd
            bought_usd[item.asset_class] = bought_usd.get(item.asset_class, 0.0) + cost_usd
    work_usd = fsum(task.cost_usd for task in plan.tasks)
    before_usd = fsum(bought_usd.values()) + work_usd
    return Capital(
        bought_usd=bought_usd,
        work_usd=work_usd,
        contingency_usd=before_usd * plan.finance.contingency_frac,
        it_mw=fsum(phase.it_mw for phase in plan.phases),
    )
