"""Conductors: temperature by current and ambient with one time constant, and its three limits.

`theta' = (ambient + rise (I / Ir)^2 - theta) / tau`. Limits of XLPE: 90 °C for ever, 130 °C in an
emergency, 250 °C in a short circuit. Each is noted when passed and again when the conductor is back
below it by a hysteresis. A feeder with impedance and losses is `line`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from twin.devices.contract import Columns, Crossing
from twin.kernel import approach, reach_s
from twin.units import S_PER_MIN, US_PER_S

LIMITS = ("continuous_limit", "emergency_limit", "short_circuit_limit")


class ConductorSpec(BaseModel, frozen=True, extra="forbid"):
    """A conductor: the keys of a site document."""

    rated_a: float = Field(gt=0, le=100_000, description="continuous current Ir")
    rated_rise_k: float = Field(60.0, gt=0, le=200, description="over ambient when rated [M]")
    tau_min: float = Field(
        30.0, gt=0, le=100_000, description="20 to 60 in air or busway, hours buried [M]"
    )
    continuous_c: float = Field(90.0, ge=40, le=250, description="limit for ever, XLPE [M]")
    emergency_c: float = Field(130.0, ge=40, le=300, description="limit in an emergency [M]")
    short_circuit_c: float = Field(250.0, ge=40, le=400, description="limit in a short circuit [M]")
    hysteresis_k: float = Field(5.0, ge=1, le=40, description="a limit clears this far below [A]")

    @field_validator("emergency_c", "short_circuit_c")
    @classmethod
    def _limits_rise(cls, limit_c: float, info: ValidationInfo) -> float:
        below = "continuous_c" if info.field_name == "emergency_c" else "emergency_c"
        below_c = info.data.get(below, limit_c - 1.0)
        if limit_c <= below_c:
            raise PydanticCustomError(
                "limits",
                f"is not above {below}",
                {"allowed": f"above {below_c:g} °C", "remedy": "give the three limits in order"},
            )
        return limit_c


def settled_c(spec: ConductorSpec, current_a: float, ambient_c: float) -> float:
    """The temperature that a current comes to in the end.

    >>> settled_c(ConductorSpec(rated_a=400.0), 200.0, 30.0)
    45.0
    """
    multiple_ratio = current_a / spec.rated_a
    return ambient_c + spec.rated_rise_k * multiple_ratio * multiple_ratio


class Conductors(Columns):
    """Columns of all conductors; the index is the conductor.

    Attributes:
        specs: what each is.
        anchor_us: when an input or a limit changed last.
        current_a, ambient_c: since then.
        conductor_c: temperature at the anchor.
        passed: how many of its three limits it is past.
    """

    STATE = ("anchor_us", "current_a", "ambient_c", "conductor_c", "passed")

    def __init__(self, specs: Sequence[ConductorSpec], t_us: int, ambient_c: float) -> None:
        """All without current at the temperature of the ambient."""
        self.specs = list(specs)
        self.anchor_us = [t_us] * len(specs)
        self.current_a = [0.0] * len(specs)
        self.ambient_c = [ambient_c] * len(specs)
        self.conductor_c = [ambient_c] * len(specs)
        self.passed = [0] * len(specs)

    def set_inputs(self, i: int, t_us: int, amperes_a: float, ambient_c: float) -> None:
        """From `t_us` on these hold; equal values are no change."""
        if (amperes_a, ambient_c) != (self.current_a[i], self.ambient_c[i]):
            self.place(i, t_us, self.at_c(i, t_us))
            self.current_a[i] = amperes_a
            self.ambient_c[i] = ambient_c

    def place(self, i: int, t_us: int, conductor_c: float) -> None:
        """Put it at a temperature."""
        self.conductor_c[i] = conductor_c
        self.anchor_us[i] = t_us

    def settle(self, i: int, t_us: int) -> None:
        """Put it where its inputs, held for ever, bring it."""
        self.place(i, t_us, self._goal_c(i))

    def at_c(self, i: int, t_us: int) -> float:
        """Its temperature at an instant, nothing moved."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        return approach(self.conductor_c[i], self._goal_c(i), self._tau_s(i), span_s)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next limit passed, or left, if all inputs stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        here_c, goal_c, passed = self.conductor_c[i], self._goal_c(i), self.passed[i]
        up_c, down_c = self._above_c(i), self._below_c(i)
        if here_c >= up_c or goal_c > max(here_c, up_c):
            after_s = 0.0 if here_c >= up_c else reach_s(here_c, goal_c, up_c, self._tau_s(i))
            return self._crossing(i, passed, after_s, rising=True)
        if here_c <= down_c or goal_c < min(here_c, down_c):
            after_s = 0.0 if here_c <= down_c else reach_s(here_c, goal_c, down_c, self._tau_s(i))
            return self._crossing(i, passed - 1, after_s, rising=False)
        return None

    def cross(self, i: int, crossing: Crossing) -> None:
        """Note a limit passed or left; its level is reached by identity."""
        t_us = crossing.t_us
        here_c = self.at_c(i, t_us)
        if crossing.direction == "rising":
            self.place(i, t_us, max(here_c, self._above_c(i)))
            self.passed[i] += 1
        else:
            self.place(i, t_us, min(here_c, self._below_c(i)))
            self.passed[i] -= 1

    def _crossing(
        self, i: int, limit: int, after_s: float | None, *, rising: bool
    ) -> Crossing | None:
        if after_s is None:
            return None
        return Crossing(
            limit=LIMITS[limit],
            direction="rising" if rising else "falling",
            anchor_us=self.anchor_us[i],
            after_us=after_s * US_PER_S,
        )

    def _levels_c(self, i: int) -> tuple[float, float, float]:
        spec = self.specs[i]
        return spec.continuous_c, spec.emergency_c, spec.short_circuit_c

    def _above_c(self, i: int) -> float:
        """The limit it may pass next."""
        passed = self.passed[i]
        return self._levels_c(i)[passed] if passed < len(LIMITS) else inf

    def _below_c(self, i: int) -> float:
        """Where the last limit it passed is left."""
        passed = self.passed[i]
        return self._levels_c(i)[passed - 1] - self.specs[i].hysteresis_k if passed else -inf

    def _goal_c(self, i: int) -> float:
        return settled_c(self.specs[i], self.current_a[i], self.ambient_c[i])

    def _tau_s(self, i: int) -> float:
        return self.specs[i].tau_min * S_PER_MIN
