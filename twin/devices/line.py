"""Feeders: series impedance, losses, voltage drop, and the temperature of the conductor.

Three-phase and balanced: voltages are line to line, powers are of all three phases, so
`V^2 = (-b + sqrt(b^2 - 4 c)) / 2` with `b = 2 (r P + x Q) - V0^2`, `c = (r^2 + x^2)(P^2 + Q^2)`;
a negative discriminant is a voltage collapse. The conductor follows its ambient and the square of
the current with one time constant, so its temperature and its limit are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1, hypot, inf, sqrt

from pydantic import BaseModel, Field

from twin.devices.ambient import AmbientFilters
from twin.devices.contract import Columns, Crossing
from twin.kernel import Response, first_crossing_s
from twin.units import S_PER_MIN, US_PER_S, V_PER_KV

OVERHEATED = "conductor_limit"

_SQRT_3_RATIO = sqrt(3.0)


class LineSpec(BaseModel, frozen=True, extra="forbid"):
    """A feeder: the keys of a site document."""

    length_km: float = Field(gt=0, le=200, description="length")
    kv: float = Field(gt=0, le=1200, description="nominal voltage, line to line")
    r_ohm_per_km: float = Field(0.1, gt=0, le=100, description="resistance of one phase [M]")
    x_ohm_per_km: float = Field(0.1, ge=0, le=100, description="reactance of one phase [M]")
    rated_a: float = Field(400.0, gt=0, le=100_000, description="continuous current, whole [M]")
    parallel_count: int = Field(1, ge=1, le=100, description="equal cables that share the load")
    rated_rise_k: float = Field(60.0, gt=0, le=200, description="conductor rise when rated [M]")
    tau_min: float = Field(30.0, gt=0, le=10_000, description="conductor in air or busway [M]")
    limit_c: float = Field(90.0, ge=40, le=250, description="continuous limit, XLPE [M]")
    limit_hysteresis_k: float = Field(5.0, ge=1, le=40, description="clears this far below [A]")


def impedance_ohm(spec: LineSpec) -> tuple[float, float]:
    """Series resistance and reactance of the whole feeder.

    >>> impedance_ohm(LineSpec(length_km=2, kv=10, r_ohm_per_km=0.25, x_ohm_per_km=0.2))
    (0.5, 0.4)
    """
    km = spec.length_km / spec.parallel_count
    return spec.r_ohm_per_km * km, spec.x_ohm_per_km * km


def behind_impedance_pu(
    source_pu: float, impedance_pu: tuple[float, float], load_pu: tuple[float, float]
) -> float | None:
    """Voltage at a load of constant power behind `r + j x`, or None where none exists.

    Units only have to agree: per unit throughout, or volts (line to line), ohms, watts and var.

    >>> round(behind_impedance_pu(10_000.0, (0.25, 0.2), (2e6, 0.5e6)), 6)
    9939.597107
    """
    r, x = impedance_pu
    p, q = load_pu
    half_b = (r * p + x * q) - 0.5 * source_pu * source_pu
    c = (r * r + x * x) * (p * p + q * q)
    quarter = half_b * half_b - c
    if quarter < 0.0 or half_b > 0.0:
        return None
    return sqrt(sqrt(quarter) - half_b)


def series_loss_w(resistance_ohm: float, load_w: float, load_var: float, voltage_v: float) -> float:
    """Loss in a series resistance that feeds a load at `voltage_v`.

    >>> series_loss_w(1.0, 1000.0, 0.0, 1000.0)
    1.0
    """
    return resistance_ohm * (load_w * load_w + load_var * load_var) / (voltage_v * voltage_v)


def current_a(load_w: float, load_var: float, voltage_v: float) -> float:
    """Current of one phase.

    >>> round(current_a(1e6, 0.0, 10_000.0), 3)
    57.735
    """
    return hypot(load_w, load_var) / (_SQRT_3_RATIO * voltage_v)


def nominal_v(spec: LineSpec) -> float:
    """Nominal voltage, line to line.

    >>> nominal_v(LineSpec(length_km=1, kv=13.8))
    13800.0
    """
    return spec.kv * V_PER_KV


class Lines(Columns):
    """Columns of all feeders; the index is the feeder.

    Attributes:
        specs: what each is.
        ambient: filtered ambients; holds a filter for each of `lags_s(specs)`.
        anchor_us: when its current changed last.
        current_a: since then.
        rise_k: conductor over filtered ambient at the anchor.
        hot: whether the conductor is past its limit.
        watch_us: when that changed last.
    """

    STATE = ("anchor_us", "current_a", "rise_k", "hot", "watch_us")

    def __init__(self, specs: Sequence[LineSpec], ambient: AmbientFilters, t_us: int) -> None:
        """Feeders without current at the temperature of the ambient."""
        self.specs = list(specs)
        self.ambient = ambient
        self.anchor_us = [t_us] * len(specs)
        self.current_a = [0.0] * len(specs)
        self.rise_k = [0.0] * len(specs)
        self.hot = [False] * len(specs)
        self.watch_us = [t_us] * len(specs)
        self._filter = [ambient.index_of(spec.tau_min * S_PER_MIN) for spec in specs]

    def set_current(self, i: int, t_us: int, amperes_a: float) -> None:
        """From `t_us` on feeder `i` carries this current; an equal value is no change."""
        if amperes_a == self.current_a[i]:
            return
        self.rise_k[i] = self._rise_k(i, t_us)
        self.anchor_us[i] = t_us
        self.current_a[i] = amperes_a

    def settle(self, i: int, t_us: int, amperes_a: float) -> None:
        """Put feeder `i` where it would be after carrying this current for ever."""
        self.current_a[i] = amperes_a
        lag_k = self.ambient.ambient_c[0] - self.ambient.lagged_c(self._filter[i], t_us)
        self.place(i, t_us, self._target_k(i) + lag_k)

    def place(self, i: int, t_us: int, rise_k: float) -> None:
        """Put feeder `i` at a rise over its filtered ambient."""
        self.anchor_us[i] = self.watch_us[i] = t_us
        self.rise_k[i] = rise_k
        self.hot[i] = False

    def conductor_c(self, i: int, t_us: int) -> float:
        """Temperature of the conductor at an instant, nothing moved."""
        return self.ambient.lagged_c(self._filter[i], t_us) + self._rise_k(i, t_us)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """When the conductor passes its limit, or comes back below it, if all inputs stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        spec, j = self.specs[i], self._filter[i]
        start_us = max(self.anchor_us[i], self.ambient.anchor_us[0], self.watch_us[i])
        here_c = self.conductor_c(i, start_us)
        gain_k = here_c - self.ambient.ambient_c[0] - self._target_k(i)
        response = Response(here_c, 0.0, (gain_k,), (self.ambient.rate_per_s[j],))
        hot = self.hot[i]
        level_c = spec.limit_c - (spec.limit_hysteresis_k if hot else 0.0)
        after_s = first_crossing_s(response, level_c, rising=not hot, horizon_s=inf)
        if after_s is None:
            return None
        return Crossing(
            limit=OVERHEATED,
            direction="falling" if hot else "rising",
            anchor_us=start_us,
            after_us=after_s * US_PER_S,
        )

    def cross(self, i: int, t_us: int) -> None:
        """Note that the conductor passed its limit, or came back."""
        self.hot[i] = not self.hot[i]
        self.watch_us[i] = t_us

    def _target_k(self, i: int) -> float:
        spec = self.specs[i]
        return spec.rated_rise_k * (self.current_a[i] / spec.rated_a) ** 2

    def _rise_k(self, i: int, t_us: int) -> float:
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        rate_per_s = self.ambient.rate_per_s[self._filter[i]]
        return self.rise_k[i] - (self._target_k(i) - self.rise_k[i]) * expm1(-span_s * rate_per_s)


def lags_s(specs: Sequence[LineSpec]) -> list[float]:
    """The lags of all feeders: what their `AmbientFilters` must hold."""
    return sorted({spec.tau_min * S_PER_MIN for spec in specs})
