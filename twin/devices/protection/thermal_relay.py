"""Thermal overload relays: the heat of what they protect as one exponential, IEC 60255-149.

`heat' = ((I / (k Ib))^2 - heat) / tau`: 1 is the heat of `k Ib` for ever. An alarm comes first; the
trip is latched until a reset, which is refused until the heat is back below the alarm's release.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from twin.devices.contract import Columns, Crossing
from twin.kernel import approach, reach_s
from twin.units import S_PER_MIN, US_PER_S

ALARM = "thermal_alarm"
TRIP = "thermal_trip"


class ThermalRelaySpec(BaseModel, frozen=True, extra="forbid"):
    """A thermal overload relay: the keys of a site document."""

    base_a: float = Field(gt=0, le=1_000_000, description="basic current Ib")
    k_ratio: float = Field(1.05, ge=1, le=2, description="never trips up to k Ib [M]")
    tau_min: float = Field(30.0, gt=0, le=10_000, description="heating time constant [M]")
    trip_frac: float = Field(1.0, gt=0, le=2, description="heat that trips [S]")
    alarm_frac: float = Field(0.9, gt=0, le=2, description="heat that alarms, below the trip [M]")
    release_frac: float = Field(
        0.05, gt=0, lt=1, description="alarm ends, and a reset is taken, this far below it [A]"
    )

    @field_validator("alarm_frac")
    @classmethod
    def _alarm_comes_first(cls, alarm_frac: float, info: ValidationInfo) -> float:
        trip_frac = info.data.get("trip_frac", alarm_frac + 1.0)
        if alarm_frac >= trip_frac:
            raise PydanticCustomError(
                "alarm",
                "is not below the trip",
                {"allowed": f"below {trip_frac:g}", "remedy": "lower it, or raise trip_frac"},
            )
        return alarm_frac

    @field_validator("release_frac")
    @classmethod
    def _release_above_nothing(cls, release_frac: float, info: ValidationInfo) -> float:
        alarm_frac = info.data.get("alarm_frac", 1.0)
        if release_frac >= alarm_frac:
            raise PydanticCustomError(
                "release",
                "leaves no heat at which the alarm ends",
                {"allowed": f"below {alarm_frac:g}", "remedy": "lower it, or raise alarm_frac"},
            )
        return release_frac


def heat_goal_frac(spec: ThermalRelaySpec, current_a: float) -> float:
    """The heat that a current comes to in the end.

    >>> heat_goal_frac(ThermalRelaySpec(base_a=100.0, k_ratio=1.0), 200.0)
    4.0
    """
    multiple_ratio = current_a / (spec.k_ratio * spec.base_a)
    return multiple_ratio * multiple_ratio


def cold_to_trip_s(spec: ThermalRelaySpec, before_a: float, current_a: float) -> float | None:
    """Time to trip after a current has flowed for ever; None where it never does.

    >>> spec = ThermalRelaySpec(base_a=1.0, k_ratio=1.05, tau_min=30.0)
    >>> round(cold_to_trip_s(spec, 0.9, 1.5), 6)
    408.703411
    """
    start_frac = heat_goal_frac(spec, before_a)
    if start_frac >= spec.trip_frac:
        return 0.0
    goal_frac = heat_goal_frac(spec, current_a)
    return reach_s(start_frac, goal_frac, spec.trip_frac, spec.tau_min * S_PER_MIN)


class ThermalRelays(Columns):
    """Columns of all thermal relays; the index is the relay.

    Attributes:
        specs: what each is.
        anchor_us: when its current, alarm or trip changed last.
        current_a: since then, whether tripped or not: a relay opens nothing itself.
        heat_frac: at the anchor.
        alarmed: whether its alarm stands.
        tripped: whether its trip is latched.
    """

    STATE = ("anchor_us", "current_a", "heat_frac", "alarmed", "tripped")

    def __init__(self, specs: Sequence[ThermalRelaySpec], t_us: int) -> None:
        """All cold and without current."""
        self.specs = list(specs)
        self.anchor_us = [t_us] * len(specs)
        self.current_a = [0.0] * len(specs)
        self.heat_frac = [0.0] * len(specs)
        self.alarmed = [False] * len(specs)
        self.tripped = [False] * len(specs)

    def set_current(self, i: int, t_us: int, amperes_a: float) -> None:
        """From `t_us` on this current flows; an equal value is no change."""
        if amperes_a != self.current_a[i]:
            self.place(i, t_us, self.heat(i, t_us))
            self.current_a[i] = amperes_a

    def place(self, i: int, t_us: int, heat_frac: float) -> None:
        """Put it at this heat."""
        self.heat_frac[i] = heat_frac
        self.anchor_us[i] = t_us

    def settle(self, i: int, t_us: int, amperes_a: float) -> None:
        """Put it where it would be after carrying this current for ever."""
        self.current_a[i] = amperes_a
        self.place(i, t_us, heat_goal_frac(self.specs[i], amperes_a))

    def heat(self, i: int, t_us: int) -> float:
        """Its heat at an instant, nothing moved; 1 trips."""
        spec = self.specs[i]
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        goal_frac = heat_goal_frac(spec, self.current_a[i])
        return approach(self.heat_frac[i], goal_frac, spec.tau_min * S_PER_MIN, span_s)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """Its next alarm, trip or end of alarm, if the current stays."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        spec, here_frac = self.specs[i], self.heat_frac[i]
        rising = heat_goal_frac(spec, self.current_a[i]) > here_frac
        if not self.alarmed[i]:
            return self._reach(i, ALARM, spec.alarm_frac, rising=True)
        if not self.tripped[i] and (rising or here_frac >= spec.trip_frac):
            return self._reach(i, TRIP, spec.trip_frac, rising=True)
        return self._reach(i, ALARM, spec.alarm_frac - spec.release_frac, rising=False)

    def cross(self, i: int, crossing: Crossing) -> None:
        """Let an alarm or a trip stand, or an alarm end; its level is reached by identity."""
        spec, t_us = self.specs[i], crossing.t_us
        heat_frac = self.heat(i, t_us)
        if crossing.limit == TRIP:
            self.tripped[i] = True
            heat_frac = max(heat_frac, spec.trip_frac)
        elif crossing.direction == "rising":
            self.alarmed[i] = True
            heat_frac = max(heat_frac, spec.alarm_frac)
        else:
            self.alarmed[i] = False
            heat_frac = min(heat_frac, spec.alarm_frac - spec.release_frac)
        self.place(i, t_us, heat_frac)

    def may_reset(self, i: int, t_us: int) -> bool:
        """Whether it has cooled below the release of its alarm."""
        spec = self.specs[i]
        return self.heat(i, t_us) <= spec.alarm_frac - spec.release_frac

    def reset(self, i: int, t_us: int) -> None:
        """Free the latch of its trip; nothing while it may not."""
        if self.may_reset(i, t_us):
            self.tripped[i] = False

    def _reach(self, i: int, limit: str, level_frac: float, *, rising: bool) -> Crossing | None:
        """When the heat passes a level."""
        spec, here_frac = self.specs[i], self.heat_frac[i]
        goal_frac = heat_goal_frac(spec, self.current_a[i])
        past = here_frac >= level_frac if rising else here_frac <= level_frac
        there = goal_frac > level_frac if rising else goal_frac < level_frac
        if not past and not there:
            return None
        tau_s = spec.tau_min * S_PER_MIN
        after_s = 0.0 if past else reach_s(here_frac, goal_frac, level_frac, tau_s)
        if after_s is None:
            return None
        return Crossing(
            limit=limit,
            direction="rising" if rising else "falling",
            anchor_us=self.anchor_us[i],
            after_us=after_s * US_PER_S,
        )
