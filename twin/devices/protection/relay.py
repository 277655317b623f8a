"""Overcurrent relays: an inverse-time element, and if wanted a definite and an instantaneous one.

Equations: IEC 60255-151 and IEEE C37.112 (see `curves`). Above 20 times the pickup the inverse time
no longer falls, unless told otherwise. Currents are those of the primary circuit.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from twin.devices.protection.curves import CURVES, CurveName, inverse_s
from twin.devices.protection.elements import Element, TripUnit, timed

INVERSE = "inverse_trip"
DEFINITE = "definite_trip"
INSTANTANEOUS = "instantaneous_trip"


class RelaySpec(BaseModel, frozen=True, extra="forbid"):
    """An overcurrent relay: the keys of a site document."""

    pickup_a: float = Field(gt=0, le=1_000_000, description="pickup of the inverse element")
    curve: CurveName = Field("ieee_vi", description="IEC 60255-151 or IEEE C37.112 [A]")
    dial_ratio: float = Field(
        1.0, gt=0, le=15, description="TMS of an IEC curve (to 3.2) or TD of an IEEE one [A]"
    )
    definite_above_ratio: float | None = Field(
        20.0, gt=1, le=1000, description="multiple from which the time stays; none: falls on [M]"
    )
    reset_s: float | None = Field(
        None,
        gt=0,
        le=10_000,
        description="disc: from full to rest, dial 1; the curve's own if none",
    )
    reset: Literal["instantaneous", "disc"] = Field(
        "instantaneous", description="at once below the pickup, or turning back as a disc [A]"
    )
    definite_a: float | None = Field(
        None, gt=0, le=1_000_000, description="pickup of the definite-time element; none: no such"
    )
    definite_s: float = Field(0.4, gt=0, le=1000, description="its delay [M]")
    instantaneous_a: float | None = Field(
        None, gt=0, le=10_000_000, description="pickup of the instantaneous element; none: no such"
    )
    instantaneous_s: float = Field(0.03, gt=0, le=1, description="its own time [M]")
    harmonic_block_frac: float | None = Field(
        None, gt=0, lt=1, description="second harmonic that blocks, 0.15 usual [M]; none: no block"
    )

    @field_validator("dial_ratio")
    @classmethod
    def _dial_of_its_curve(cls, dial_ratio: float, info: ValidationInfo) -> float:
        name = info.data.get("curve")
        low_ratio, high_ratio = CURVES[name].dial_ratio if name else (0.0, dial_ratio)
        if not low_ratio <= dial_ratio <= high_ratio:
            raise PydanticCustomError(
                "dial",
                "is out of the range of its curve",
                {
                    "allowed": f"{low_ratio:g} to {high_ratio:g} for {name}",
                    "remedy": "TMS and TD are different scales: check which standard it is set by",
                },
            )
        return dial_ratio

    @field_validator("reset")
    @classmethod
    def _disc_has_a_time(cls, reset: str, info: ValidationInfo) -> str:
        name = info.data.get("curve")
        timeless = name is not None and CURVES[name].drain_s is None
        if reset == "disc" and timeless and info.data.get("reset_s") is None:
            raise PydanticCustomError(
                "reset",
                "needs a reset time",
                {
                    "allowed": "instantaneous, or disc with reset_s",
                    "remedy": f"{name} has no reset time of its own: give reset_s",
                },
            )
        return reset


def trip_unit(spec: RelaySpec) -> TripUnit:
    """The elements of a relay."""
    elements = [_inverse(spec)]
    if spec.definite_a is not None:
        elements.append(timed(DEFINITE, spec.definite_a, spec.definite_s))
    if spec.instantaneous_a is not None:
        elements.append(timed(INSTANTANEOUS, spec.instantaneous_a, spec.instantaneous_s))
    return TripUnit(elements=tuple(elements), harmonic_block_frac=spec.harmonic_block_frac)


def _inverse(spec: RelaySpec) -> Element:
    curve, most_ratio = CURVES[spec.curve], spec.definite_above_ratio

    def operate_s(current_a: float) -> float:
        """Time at a steady current above the pickup."""
        multiple_ratio = current_a / spec.pickup_a
        if most_ratio is not None:
            multiple_ratio = min(multiple_ratio, most_ratio)
        return inverse_s(curve, spec.dial_ratio, multiple_ratio)

    drain_s = spec.reset_s or curve.drain_s or 0.0
    return Element(
        limit=INVERSE,
        pickup_a=spec.pickup_a,
        curve=operate_s,
        drain_s=drain_s * spec.dial_ratio if spec.reset == "disc" else 0.0,
        kinks_a=() if most_ratio is None else (most_ratio * spec.pickup_a,),
    )
