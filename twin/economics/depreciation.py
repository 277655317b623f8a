"""Straight-line depreciation by class of asset, from the day that it is in service (E22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

AssetClass = Literal["asic", "gpu", "electrical", "mechanical", "building"]

# Assumptions but for GPUs, whose operators claim 6 years; a plan says its own [A].
DEPRECIATION_YEARS: Mapping[AssetClass, float] = {
    "asic": 3.0,
    "gpu": 5.0,
    "electrical": 20.0,
    "mechanical": 15.0,
    "building": 39.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """What was bought and wears out.

    Attributes:
        kind: its class.
        cost_usd: of it, in service.
        in_service_years: when it begins to earn, from the plan's first day.
        life_years: that its cost is spread over; above zero.
        salvage_usd: what it is worth at the end, not spread.
    """

    kind: AssetClass
    cost_usd: float
    in_service_years: float
    life_years: float
    salvage_usd: float = 0.0

    def depreciation_usd(self, from_years: float, to_years: float) -> float:
        """Share of its cost that falls between two instants.

        >>> gpus = Asset(kind="gpu", cost_usd=120e6, in_service_years=0.0, life_years=5.0)
        >>> gpus.depreciation_usd(0.0, 1.0)
        24000000.0
        """
        start_years = max(from_years, self.in_service_years)
        end_years = min(to_years, self.in_service_years + self.life_years)
        worn_years = max(0.0, end_years - start_years)
        return (self.cost_usd - self.salvage_usd) * (worn_years / self.life_years)

    def book_usd(self, at_years: float) -> float:
        """What is left of its cost at an instant."""
        return self.cost_usd - self.depreciation_usd(self.in_service_years, at_years)


def yearly_depreciation_usd(assets: Iterable[Asset], years_count: int) -> list[float]:
    """Depreciation of all assets in each year of a plan."""
    held = list(assets)
    return [
        fsum(one.depreciation_usd(float(year), year + 1.0) for one in held)
        for year in range(years_count)
    ]
