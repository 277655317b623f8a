"""Evaporative pads: air cooled towards its wet bulb for water and a little fan power.

Direct evaporation keeps the wet bulb: `T_out = T_db - eps (T_db - T_wb)`, and the water taken up is
`m_air (W_out - W_in)` with both humidity ratios on that wet-bulb line (ASHRAE Fundamentals 2017,
chapter 1). A part of the water is bled off against salts. A dry pad leaves the air as it is and
still stands in its way. Near freezing the pad is drained and locked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Self

import numpy as np
from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Inputs
from twin.devices.cooling.fan import density_kg_per_m3
from twin.devices.cooling.water import WaterRates
from twin.errors import Fault, RequestError
from twin.series.air import humidity_ratio

DRY_RATES = WaterRates(0.0, 0.0)


class PadSpec(BaseModel, frozen=True, extra="forbid"):
    """An evaporative pad before an air inlet."""

    rated_m3_per_s: float = Field(gt=0, le=10_000, description="air that its area is made for")
    effectiveness_frac: float = Field(
        0.85, gt=0, le=1, description="of wet 8 to 12 inch media; 0.75 to 0.9 [M]"
    )
    pressure_pa: float = Field(30.0, ge=0, le=500, description="drop at the rated flow [M]")
    bleed_frac: float = Field(
        0.3, ge=0, le=2, description="bled off over evaporated; 0.2 to 0.5 [M]"
    )
    freeze_c: float = Field(4.0, ge=0, le=20, description="dry bulb that drains and locks it [A]")
    freeze_hysteresis_k: float = Field(
        2.0, ge=1, le=20, description="so much warmer frees it again [A]"
    )
    start_c: float = Field(24.0, ge=2, le=50, description="warmth a container wets it at [A]")
    start_hysteresis_k: float = Field(2.0, ge=1, le=20, description="so much colder dries it [A]")

    @model_validator(mode="after")
    def _stops_before_it_freezes(self) -> Self:
        if self.start_c - self.start_hysteresis_k < self.freeze_c:
            raise ValueError(
                "start_c less start_hysteresis_k is below freeze_c: a container would wet a "
                "locked pad; raise start_c"
            )
        return self


class Weather(NamedTuple):
    """The air outdoors: dry bulb, wet bulb (not above it) and pressure."""

    dry_bulb_c: float
    wet_bulb_c: float
    pressure_pa: float


STANDARD_AIR = Weather(20.0, 15.0, 101_325.0)


def weather_of(inputs: Inputs) -> Weather:
    """The weather of a row of inputs.

    Raises:
        RequestError: the wet bulb is above the dry bulb, which no air is.
    """
    dry_c = inputs["dry_bulb_c"]
    weather = Weather(dry_c, inputs["wet_bulb_c"], inputs.get("pressure_pa", 101_325.0))
    if weather.wet_bulb_c > dry_c:
        fault = Fault(
            what="is above the dry bulb",
            path="wet_bulb_c",
            value=f"{weather.wet_bulb_c:g} °C",
            allowed=f"up to {dry_c:g} °C",
            remedy="check that dry_bulb_c and wet_bulb_c are not swapped",
        )
        raise RequestError(fault)
    return weather


def leaving_c(effectiveness_frac: float, dry_bulb_c: float, wet_bulb_c: float) -> float:
    """Dry bulb behind a wet pad; the wet bulb stays.

    >>> leaving_c(0.85, 40.0, 20.0)
    23.0
    """
    return dry_bulb_c - effectiveness_frac * (dry_bulb_c - wet_bulb_c)


@lru_cache(maxsize=8)
def moist_ratio(weather: Weather) -> float:
    """Water over dry air [kg/kg]; 0 where readings say less than none.

    >>> round(moist_ratio(Weather(20.0, 20.0, 101_325.0)), 4)
    0.0147
    """
    found = humidity_ratio(
        np.array(weather.dry_bulb_c), np.array(weather.wet_bulb_c), np.array(weather.pressure_pa)
    )
    return max(float(found), 0.0)


def moist_density_kg_per_m3(weather: Weather) -> float:
    """Density of the air outdoors with its humidity.

    >>> round(moist_density_kg_per_m3(Weather(20.0, 20.0, 101_325.0)), 3)
    1.194
    """
    return density_kg_per_m3(weather.dry_bulb_c, weather.pressure_pa, moist_ratio(weather))


def pad_water(spec: PadSpec, weather: Weather, flow_m3_per_s: float) -> WaterRates:
    """Water that a wet pad gives to a flow of outdoor air, and what is bled off for it.

    >>> spec = PadSpec(rated_m3_per_s=40.0)
    >>> round(pad_water(spec, Weather(35.0, 35.0, 101_325.0), 40.0).makeup_kg_per_s, 9)
    0.0
    """
    dry_c, wet_c, pressure_pa = weather
    cooled = Weather(leaving_c(spec.effectiveness_frac, dry_c, wet_c), wet_c, pressure_pa)
    held_ratio = moist_ratio(weather)
    moist_kg_per_s = flow_m3_per_s * density_kg_per_m3(dry_c, pressure_pa, held_ratio)
    taken_ratio = max(moist_ratio(cooled) - held_ratio, 0.0)
    evaporated_kg_per_s = moist_kg_per_s / (1.0 + held_ratio) * taken_ratio
    return WaterRates(evaporated_kg_per_s, evaporated_kg_per_s * spec.bleed_frac)


def drop_pa(spec: PadSpec, flow_m3_per_s: float) -> float:
    """Pressure that air loses in it, with the square of the flow.

    >>> drop_pa(PadSpec(rated_m3_per_s=40.0, pressure_pa=30.0), 20.0)
    7.5
    """
    return spec.pressure_pa * (flow_m3_per_s / spec.rated_m3_per_s) ** 2


def frozen(spec: PadSpec, dry_bulb_c: float, *, was: bool) -> bool:
    """Whether the freeze lock-out holds: set at `freeze_c`, freed a hysteresis above it.

    >>> spec = PadSpec(rated_m3_per_s=40.0)
    >>> [frozen(spec, 5.0, was=was) for was in (False, True)]
    [False, True]
    """
    return dry_bulb_c <= spec.freeze_c + (spec.freeze_hysteresis_k if was else 0.0)


def called(spec: PadSpec, dry_bulb_c: float, *, was: bool) -> bool:
    """Whether a container's thermostat asks for water: from `start_c` on, until well below.

    >>> spec = PadSpec(rated_m3_per_s=40.0)
    >>> [called(spec, 23.0, was=was) for was in (False, True)]
    [False, True]
    """
    return dry_bulb_c >= spec.start_c or (
        was and dry_bulb_c > spec.start_c - spec.start_hysteresis_k
    )
