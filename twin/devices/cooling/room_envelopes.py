"""Envelopes that machines and water may be in, as ASHRAE names them.

Air: Thermal Guidelines for Data Processing Environments, 5th edition (2021), classes A1 to A4 and
H1, dry bulb at the inlet [S]; the lower bound of H1 is [M]. Facility water: classes W17 to W45 and
W+, supply to the building [S]. Technology water: classes S30 to S50, supply to the racks [M].
Water is kept above 2 °C [S].
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

AirClass = Literal["A1", "A2", "A3", "A4", "H1"]
WaterClass = Literal["W17", "W27", "W32", "W40", "W45", "W+", "S30", "S40", "S45", "S50"]

MOST_CHANGE_K_PER_H = 20.0
"""Fastest change of inlet air for machines without tape [M]."""
MOST_CHANGE_K_PER_15_MIN = 5.0
"""And within any quarter of an hour [M]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Allowed and recommended range of one class.

    Attributes:
        low_c, high_c: allowed.
        best_low_c, best_high_c: recommended.
    """

    low_c: float
    high_c: float
    best_low_c: float
    best_high_c: float

    def holds(self, temperature_c: float) -> bool:
        """Whether a temperature is allowed.

        >>> AIR["A1"].holds(32.0), AIR["A1"].holds(32.1)
        (True, False)
        """
        return self.low_c <= temperature_c <= self.high_c


def _air(
    low_c: float, high_c: float, best_low_c: float = 18.0, best_high_c: float = 27.0
) -> Envelope:
    return Envelope(low_c=low_c, high_c=high_c, best_low_c=best_low_c, best_high_c=best_high_c)


def _water(high_c: float) -> Envelope:
    return Envelope(low_c=2.0, high_c=high_c, best_low_c=2.0, best_high_c=high_c)


AIR: dict[AirClass, Envelope] = {
    "A1": _air(15.0, 32.0),
    "A2": _air(10.0, 35.0),
    "A3": _air(5.0, 40.0),
    "A4": _air(5.0, 45.0),
    "H1": _air(5.0, 25.0, 18.0, 22.0),
}
"""Air at the inlet of machines."""

WATER: dict[WaterClass, Envelope] = {
    "W17": _water(17.0),
    "W27": _water(27.0),
    "W32": _water(32.0),
    "W40": _water(40.0),
    "W45": _water(45.0),
    "W+": _water(inf),
    "S30": _water(30.0),
    "S40": _water(40.0),
    "S45": _water(45.0),
    "S50": _water(50.0),
}
"""Water: W to the building, S to the racks."""
