"""Primary frequency response of a load: droop with a dead-band, `P = P_before + dP(f)`.

`dP = sign(df) Pref clip((|df| - db) / (R f0 - db), 0, 1)`: a load falls when the frequency falls
and is in full response at `R f0`. It can give up no more than it draws and take no more than its
headroom. The frequency is constant between facts, so its meters are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Columns
from twin.units import US_PER_S, W_PER_MW


class FrequencyResponseSpec(BaseModel, frozen=True, extra="forbid"):
    """A load that answers to frequency: the keys of a site document."""

    reference_mw: float = Field(gt=0, le=10_000, description="power that the droop refers to")
    rated_hz: float = Field(60.0, ge=40, le=70, description="nominal frequency [A]")
    droop_frac: float = Field(0.05, gt=0, le=1, description="off by this, all responds; ERCOT [M]")
    dead_band_hz: float = Field(0.017, ge=0, le=5, description="to each side, no answer [M]")

    @model_validator(mode="after")
    def _answers_beyond_its_dead_band(self) -> Self:
        if self.dead_band_hz >= self.droop_frac * self.rated_hz:
            raise ValueError("dead_band_hz must be less than droop_frac of rated_hz")
        return self


def response_frac(spec: FrequencyResponseSpec, frequency_hz: float) -> float:
    """Share of the reference that the load changes by, negative where it falls.

    >>> spec = FrequencyResponseSpec(reference_mw=100)
    >>> round(response_frac(spec, 59.9), 6), response_frac(spec, 60.01)
    (-0.027824, 0.0)
    """
    below_hz = (spec.rated_hz - spec.dead_band_hz) - frequency_hz
    above_hz = frequency_hz - (spec.rated_hz + spec.dead_band_hz)
    full_hz = spec.droop_frac * spec.rated_hz - spec.dead_band_hz
    if below_hz > 0.0:
        return -min(below_hz / full_hz, 1.0)
    return min(above_hz / full_hz, 1.0) if above_hz > 0.0 else 0.0


def net_response_w(
    spec: FrequencyResponseSpec, frequency_hz: float, before_w: float, headroom_w: float = 0.0
) -> float:
    """Change of load at a frequency, negative where it falls: never more than it can.

    Args:
        spec: droop and dead-band.
        frequency_hz: of the grid.
        before_w: load before the event.
        headroom_w: how much more it could draw.

    >>> spec = FrequencyResponseSpec(reference_mw=100)
    >>> round(net_response_w(spec, 59.9, 80e6)), net_response_w(spec, 55.0, 80e6)
    (-2782434, -80000000.0)
    """
    asked_w = response_frac(spec, frequency_hz) * spec.reference_mw * W_PER_MW
    return max(-before_w, min(asked_w, headroom_w))


class FrequencyResponses(Columns):
    """Columns of all loads that answer to frequency; the index is the load.

    Attributes:
        specs: what each is.
        anchor_us: when its frequency, load or headroom changed last.
        frequency_hz, before_w, headroom_w: since then.
        reduced_j, added_j: energy not taken, and taken more, until the anchor.
    """

    STATE = ("anchor_us", "frequency_hz", "before_w", "headroom_w", "reduced_j", "added_j")

    def __init__(self, specs: Sequence[FrequencyResponseSpec], t_us: int) -> None:
        """All at nominal frequency, without load."""
        self.specs = list(specs)
        self.anchor_us = [t_us] * len(specs)
        self.frequency_hz = [spec.rated_hz for spec in specs]
        self.before_w = [0.0] * len(specs)
        self.headroom_w = [0.0] * len(specs)
        self.reduced_j = [0.0] * len(specs)
        self.added_j = [0.0] * len(specs)

    def set_frequency(self, i: int, t_us: int, grid_hz: float) -> None:
        """From `t_us` on the grid has this frequency; an equal value is no change."""
        if grid_hz != self.frequency_hz[i]:
            self._advance(i, t_us)
            self.frequency_hz[i] = grid_hz

    def set_load(self, i: int, t_us: int, before_w: float, headroom_w: float = 0.0) -> None:
        """From `t_us` on it would draw this much at nominal frequency; equal is no change."""
        if (before_w, headroom_w) != (self.before_w[i], self.headroom_w[i]):
            self._advance(i, t_us)
            self.before_w[i], self.headroom_w[i] = before_w, headroom_w

    def net_w(self, i: int) -> float:
        """Its change of load now, negative where it falls."""
        frequency_hz, before_w = self.frequency_hz[i], self.before_w[i]
        return net_response_w(self.specs[i], frequency_hz, before_w, self.headroom_w[i])

    def load_w(self, i: int) -> float:
        """What it draws now."""
        return self.before_w[i] + self.net_w(i)

    def metered_j(self, i: int, t_us: int) -> tuple[float, float]:
        """Energy not taken, and taken more, until an instant from the anchor on."""
        span_s, net_w = (t_us - self.anchor_us[i]) / US_PER_S, self.net_w(i)
        reduced_j = self.reduced_j[i] + max(0.0, -net_w) * span_s
        return reduced_j, self.added_j[i] + max(0.0, net_w) * span_s

    def _advance(self, i: int, t_us: int) -> None:
        self.reduced_j[i], self.added_j[i] = self.metered_j(i, t_us)
        self.anchor_us[i] = t_us
