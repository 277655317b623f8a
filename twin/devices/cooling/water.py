"""Water that cooling takes: evaporated, carried out as drift, bled off against salts.

A litre is counted as a kilogram. Cooling water holds `cycles` times the salts of what is fed, so
`blowdown = evaporation / (cycles - 1)`; all that leaves is made up. Use and overhead are ratios of
integrals, never averages of ratios: WUE and PUE of The Green Grid (ISO/IEC 30134-2 and -9).
"""

from __future__ import annotations

from typing import NamedTuple

from twin.units import J_PER_KWH

L_PER_KG = 1.0

EVAPORATION_J_PER_KG = 2.43e6
"""Heat of evaporation of water at about 30 °C."""


class WaterRates(NamedTuple):
    """Water that leaves, by way; none is negative."""

    evaporated_kg_per_s: float
    blowdown_kg_per_s: float
    drift_kg_per_s: float = 0.0

    @property
    def makeup_kg_per_s(self) -> float:
        """What is fed to replace it."""
        return sum(self)


class WaterUse(NamedTuple):
    """Water that has left since the start, by way."""

    evaporated_l: float
    blowdown_l: float
    drift_l: float = 0.0

    @property
    def total_l(self) -> float:
        """All of it, which was made up."""
        return sum(self)

    def after(self, rates: WaterRates, span_s: float) -> WaterUse:
        """What it is when rates have held for a span.

        >>> WaterUse(1.0, 0.0).after(WaterRates(0.5, 0.25), 4.0)
        WaterUse(evaporated_l=3.0, blowdown_l=1.0, drift_l=0.0)
        """
        return WaterUse(
            *(was + rate * L_PER_KG * span_s for was, rate in zip(self, rates, strict=True))
        )


def tower_water(
    heat_w: float, latent_frac: float, cycles_ratio: float, drift_kg_per_s: float = 0.0
) -> WaterRates:
    """Water that a wet tower takes to reject heat.

    Args:
        heat_w: heat rejected, not negative.
        latent_frac: part of it that leaves by evaporation.
        cycles_ratio: salts in the tower over salts in what is fed, above 1.
        drift_kg_per_s: droplets carried out.

    >>> 3600 * round(tower_water(2.43e6, 1.0, 5.0).makeup_kg_per_s, 9)
    4500.0
    """
    evaporated_kg_per_s = heat_w * latent_frac / EVAPORATION_J_PER_KG
    return WaterRates(evaporated_kg_per_s, evaporated_kg_per_s / (cycles_ratio - 1), drift_kg_per_s)


def wue_l_per_kwh(water_l: float, it_j: float) -> float:
    """Water used over energy of IT in the same span; 0 without IT.

    >>> wue_l_per_kwh(1.8, 3.6e6)
    1.8
    """
    return water_l * J_PER_KWH / it_j if it_j else 0.0


def pue_ratio(site_j: float, it_j: float) -> float:
    """Energy of the site over energy of IT in the same span; 0 without IT.

    Fans inside a mining machine count as IT, which makes that of a mine look low.

    >>> pue_ratio(1.05e9, 1e9)
    1.05
    """
    return site_j / it_j if it_j else 0.0
