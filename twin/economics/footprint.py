"""PUE, WUE, CUE and carbon-free energy, each of its own part of a site (E26).

Energies of whole spans, never averages of ratios. Three PUEs and not one: a site's falls when its
miners run and rises when AI comes, so nothing may be steered by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from twin.devices.cooling.water import pue_ratio, wue_l_per_kwh
from twin.units import J_PER_KWH

__all__ = ["PartEnergy", "SitePue", "cfe_frac", "cue_kg_per_kwh", "site_pue", "wue_l_per_kwh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnergy:
    """Energy of one part of a site over a span.

    Attributes:
        metered_j: with all that serves it.
        it_j: of its machines.
    """

    metered_j: float
    it_j: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePue:
    """Power usage effectiveness of each part; 0 where a part has no IT.

    Attributes:
        ai_ratio: of halls.
        mining_ratio: of miners.
        site_ratio: of both together: no objective.
    """

    ai_ratio: float
    mining_ratio: float
    site_ratio: float


def site_pue(ai: PartEnergy, mining: PartEnergy) -> SitePue:
    """PUE of each part and of the site.

    >>> found = site_pue(PartEnergy(metered_j=31.25, it_j=25.0),
    ...                  PartEnergy(metered_j=59.6, it_j=56.75))
    >>> round(found.ai_ratio, 2), round(found.mining_ratio, 2), round(found.site_ratio, 2)
    (1.25, 1.05, 1.11)
    """
    return SitePue(
        ai_ratio=pue_ratio(ai.metered_j, ai.it_j),
        mining_ratio=pue_ratio(mining.metered_j, mining.it_j),
        site_ratio=pue_ratio(ai.metered_j + mining.metered_j, ai.it_j + mining.it_j),
    )


def cue_kg_per_kwh(carbon_kg: float, it_j: float) -> float:
    """Carbon dioxide over energy of IT in the same span; 0 without IT.

    >>> cue_kg_per_kwh(0.4, 3.6e6)
    0.4
    """
    return carbon_kg * J_PER_KWH / it_j if it_j else 0.0


def cfe_frac(carbon_free_j: Sequence[float], loads_j: Sequence[float]) -> float:
    """Share of the load that carbon-free energy met hour by hour; 1 without load.

    What is generated beyond an hour's load is of no use to another hour.

    Args:
        carbon_free_j: carbon-free energy bought or made, of each hour.
        loads_j: energy taken, of the same hours.

    >>> cfe_frac([10.0, 0.0], [5.0, 5.0])
    0.5
    """
    met_j = fsum(min(*pair) for pair in zip(carbon_free_j, loads_j, strict=True))
    load_j = fsum(loads_j)
    return met_j / load_j if load_j else 1.0
