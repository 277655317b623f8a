"""Humid air: what weather files leave out. Vectorised, for whole series at once.

Equations: ASHRAE Handbook Fundamentals (2017), chapter 1: saturation pressure (5) and (6), humidity
ratio (20), thermodynamic wet bulb (33) and (35); standard atmosphere (3). psychrolib judges them in
the tests; its wet bulb takes 50 us a value, this one 1 us.
"""

from __future__ import annotations

import numpy as np

from twin.series.steps import Numbers, Series
from twin.units import KELVIN_AT_0_C

_WATER_TO_AIR = 0.621945
_HALVINGS = 40


def saturation_pa(temperature_c: Numbers) -> Numbers:
    """Pressure of water vapour over ice (below 0 °C) or water, -100 to 200 °C.

    >>> round(float(saturation_pa(np.array([20.0]))[0]))
    2339
    """
    t = temperature_c + KELVIN_AT_0_C
    ice = (
        -5.6745359e3 / t
        + 6.3925247
        - 9.677843e-3 * t
        + 6.2215701e-7 * t**2
        + 2.0747825e-9 * t**3
        - 9.484024e-13 * t**4
        + 4.1635019 * np.log(t)
    )
    water = (
        -5.8002206e3 / t
        + 1.3914993
        - 4.8640239e-2 * t
        + 4.1764768e-5 * t**2
        - 1.4452093e-8 * t**3
        + 6.5459673 * np.log(t)
    )
    return np.exp(np.where(temperature_c < 0.0, ice, water))


def humidity_from_dew_point(dry_bulb_c: Numbers, dew_point_c: Numbers) -> Numbers:
    """Relative humidity, 0 to 1; a dew point above the dry bulb counts as saturated."""
    return np.minimum(saturation_pa(dew_point_c) / saturation_pa(dry_bulb_c), 1.0)


def pressure_at(elevation_m: float) -> float:
    """Pressure [Pa] of the standard atmosphere, -5,000 to 11,000 m.

    >>> round(pressure_at(1500.0))
    84556
    """
    return 101_325.0 * (1.0 - 2.25577e-5 * elevation_m) ** 5.2559


def wet_bulb_c(
    dry_bulb_c: Numbers, relative_humidity_frac: Numbers, pressure_pa: Numbers
) -> Numbers:
    """Thermodynamic wet bulb at the given pressure, by bisection below 1e-9 K.

    >>> round(float(wet_bulb_c(np.array([35.0]), np.array([0.4]), np.array([101325.0]))[0]), 1)
    23.9
    """
    vapour_pa = relative_humidity_frac * saturation_pa(dry_bulb_c)
    held_ratio = _WATER_TO_AIR * vapour_pa / (pressure_pa - vapour_pa)
    low, high = dry_bulb_c - 60.0, dry_bulb_c.copy()
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        too_wet = humidity_ratio(dry_bulb_c, middle, pressure_pa) > held_ratio
        high = np.where(too_wet, middle, high)
        low = np.where(too_wet, low, middle)
    return 0.5 * (low + high)


def humidity_ratio(dry_c: Numbers, wet_c: Numbers, pressure_pa: Numbers) -> Numbers:
    """Water over dry air [kg/kg] of air with that dry and wet bulb; it rises with the wet bulb.

    >>> round(float(humidity_ratio(np.array(20.0), np.array(20.0), np.array(101_325.0))), 4)
    0.0147
    """
    vapour_pa = saturation_pa(wet_c)
    saturated = _WATER_TO_AIR * vapour_pa / (pressure_pa - vapour_pa)
    water = ((2501.0 - 2.326 * wet_c) * saturated - 1.006 * (dry_c - wet_c)) / (
        2501.0 + 1.86 * dry_c - 4.186 * wet_c
    )
    ice = ((2830.0 - 0.24 * wet_c) * saturated - 1.006 * (dry_c - wet_c)) / (
        2830.0 + 1.86 * dry_c - 2.1 * wet_c
    )
    return np.where(wet_c >= 0.0, water, ice)


def with_wet_bulb(weather: Series) -> Series:
    """A weather series with the column `wet_bulb_c`: only for who needs it."""
    wet = wet_bulb_c(
        weather.column("dry_bulb_c"),
        weather.column("relative_humidity_frac"),
        weather.column("pressure_pa"),
    )
    return weather.with_column("wet_bulb_c", wet)
