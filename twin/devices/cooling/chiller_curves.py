"""Electric chillers by the curves of DOE-2 (EnergyPlus Engineering Reference, Electric EIR).

`Qavail = Qref CAPFT(x, y)`, `P = Qref / COPref CAPFT EIRFT(x, y) EIRFPLR(PLR) cyc`; x is leaving
chilled water and y entering condenser fluid, both in °C; CAPFT and EIRFT are
`a + b x + c x^2 + d y + e y^2 + f x y`. The load curve is read at no less than the unloading
minimum; below the least load the machine cycles, `cyc = PLR / PLRmin`. Outside the range that the
curves were measured in their nearest edge is used and the result says so.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.units import W_PER_KW, kelvin

_Curve6 = tuple[float, float, float, float, float, float]


class ChillerSpec(BaseModel, frozen=True, extra="forbid"):
    """A chiller with its curves: the keys of a site document."""

    rated_kw: float = Field(gt=0, le=1e5, description="cooling at the reference temperatures")
    rated_cop_ratio: float = Field(5.5, gt=0, le=15, description="COP at full load there [V]")
    capacity_terms_ratio: _Curve6 = Field(
        (0.257896, 0.0389016, -0.00021708, 0.0468684, -0.00094284, -0.00034344),
        description="CAPFT; DOE-2 centrifugal, 5.50 COP [V]",
    )
    power_terms_ratio: _Curve6 = Field(
        (0.933884, -0.058212, 0.00450036, 0.00243, 0.000486, -0.001215),
        description="EIRFT of the same [V]",
    )
    load_terms_ratio: tuple[float, float, float] = Field(
        (0.222903, 0.313387, 0.463710), description="EIRFPLR of the same: 1, PLR, PLR^2 [V]"
    )
    leaving_low_c: float = Field(
        5.0, ge=-20, le=60, description="curves hold from here, leaving [V]"
    )
    leaving_high_c: float = Field(10.0, ge=-20, le=60, description="and to here [V]")
    condenser_low_c: float = Field(
        24.0, ge=-20, le=70, description="from here, condenser entering [V]"
    )
    condenser_high_c: float = Field(35.0, ge=-20, le=70, description="and to here [V]")
    least_load_frac: float = Field(0.1, gt=0, le=1, description="cycles below this load [V]")
    unloading_frac: float = Field(
        0.2, ge=0, le=1, description="draws no less than at this load [V]"
    )
    restart_min: float = Field(
        5.0, ge=0, le=120, description="after a loss of power; 3 to 10, quick-start 1 to 2 [M]"
    )
    hold_through_s: float = Field(
        0.2, ge=0, le=60, description="gap of voltage that its control and contactors hold [A]"
    )
    band_k: float = Field(
        0.5, gt=0, le=5, description="curves are looked at anew when a temperature moved so far [A]"
    )

    @model_validator(mode="after")
    def _ranges_in_order(self) -> Self:
        wrong = [
            f"{side}_low_c is not below {side}_high_c: the curves hold nowhere; swap them"
            for side, low_c, high_c in (
                ("leaving", self.leaving_low_c, self.leaving_high_c),
                ("condenser", self.condenser_low_c, self.condenser_high_c),
            )
            if low_c >= high_c
        ]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


class Operation(NamedTuple):
    """What a chiller does under one demand and pair of temperatures.

    Attributes:
        cooled_w: heat it takes, at most what is available.
        power_w: its draw.
        load_frac: of what is available (PLR).
        available_w: most it can take.
        clamped: whether a curve was asked for outside its range.
    """

    cooled_w: float
    power_w: float
    load_frac: float
    available_w: float
    clamped: bool

    @property
    def cop_ratio(self) -> float:
        """Heat over draw, 0 when off."""
        return self.cooled_w / self.power_w if self.power_w else 0.0


OFF = Operation(0.0, 0.0, 0.0, 0.0, clamped=False)


def operation(
    spec: ChillerSpec, demand_w: float, leaving_c: float, condenser_c: float
) -> Operation:
    """What a running chiller does.

    The draw is never below that of a Carnot machine between the true temperatures, which a curve
    held at its edge could promise.

    >>> round(operation(ChillerSpec(rated_kw=1000.0), 2e6, 6.67, 29.4).cop_ratio, 4)
    5.505
    """
    x_c = min(max(leaving_c, spec.leaving_low_c), spec.leaving_high_c)
    y_c = min(max(condenser_c, spec.condenser_low_c), spec.condenser_high_c)
    reference_w = spec.rated_kw * W_PER_KW
    available_w = reference_w * max(_biquadratic_ratio(spec.capacity_terms_ratio, x_c, y_c), 0.0)
    clamped = x_c != leaving_c or y_c != condenser_c
    if demand_w <= 0.0 or available_w <= 0.0:
        return OFF._replace(available_w=available_w, clamped=clamped)
    cooled_w = min(demand_w, available_w)
    load_frac = cooled_w / available_w
    a, b, c = spec.load_terms_ratio
    curve_frac = max(load_frac, spec.unloading_frac)
    part_ratio = a + b * curve_frac + c * curve_frac * curve_frac
    full_w = available_w / spec.rated_cop_ratio
    power_w = full_w * _biquadratic_ratio(spec.power_terms_ratio, x_c, y_c) * part_ratio
    power_w *= min(1.0, load_frac / spec.least_load_frac)
    least_w = cooled_w * max(condenser_c - leaving_c, 0.0) / kelvin(leaving_c)
    return Operation(cooled_w, max(power_w, least_w), load_frac, available_w, clamped=clamped)


def _biquadratic_ratio(terms_ratio: _Curve6, x_c: float, y_c: float) -> float:
    a, b, c, d, e, f = terms_ratio
    return a + b * x_c + c * x_c * x_c + d * y_c + e * y_c * y_c + f * x_c * y_c
