"""All air-cooled containers of a site: what happens to them.

What a fact must say comes as crossings: a fan stage up or down, a move of the damper between its
three ways, and an inlet that has moved by its band, which is when the machines are told (`inlet_c`;
`felt_at_c` is exact): of what they breathe, and while fans are missing of what they feel, then in
wider bands and at each of their limits. The plant calls the mutators and hands `inlet_c` on after
each. With inputs held the metal goes one way only, through all moves of the damper, so no crossing
is met twice.
"""

from __future__ import annotations

from math import inf, isfinite
from typing import Literal, TypeVar

from twin.devices.contract import Crossing, soonest
from twin.devices.cooling.container import HELD, OPEN, SHUT, Way, damper_at, way_of
from twin.devices.cooling.container_columns import ContainerColumns
from twin.devices.cooling.pad import Weather, called
from twin.devices.cooling.staging import STAGE_DOWN, STAGE_UP
from twin.kernel import first_crossing_s
from twin.units import US_PER_S

DAMPER = "damper"
INLET = "inlet"

_TOLD_K = 1e-6

V = TypeVar("V", int, float, bool)
Direction = Literal["rising", "falling"]


class Containers(ContainerColumns):
    """All containers with what may be done to them; the index is the container."""

    def set_heat(self, i: int, t_us: int, heat_w: float) -> None:
        """Set what its machines draw, all of which is heat."""
        self._set(i, t_us, self.heat_w, heat_w)

    def set_weather(self, i: int, t_us: int, weather: Weather) -> None:
        """Set the air outdoors; the pad's thermostat follows."""
        assert weather.wet_bulb_c <= weather.dry_bulb_c, weather
        if weather == self.weather(i):
            return
        self._advance(i, t_us)
        self.dry_bulb_c[i], self.wet_bulb_c[i], self.pressure_pa[i] = weather
        pad = self.specs[i].pad
        if pad is not None:
            self.pad_called[i] = called(pad, weather.dry_bulb_c, was=self.pad_called[i])
        self._renew(i)

    def set_powered(self, i: int, t_us: int, *, powered: bool) -> None:
        """Take or give the fans their supply; they come back at full speed."""
        if powered and not self.powered[i]:
            self.stages.place(i, t_us, self.stages.top[i])
        self._set(i, t_us, self.powered, powered)

    def set_fans_failed(self, i: int, t_us: int, count: int) -> None:
        """So many of its fans stand still."""
        assert 0 <= count <= self.specs[i].fan.count, (i, count)
        self._set(i, t_us, self.fans_failed, count)

    def set_pad_failed(self, i: int, t_us: int, *, failed: bool) -> None:
        """Its pad runs dry, or is whole again."""
        self._set(i, t_us, self.pad_failed, failed)

    def settle(self, i: int, t_us: int) -> None:
        """Put it in the steady state of its inputs, in the slowest fan stage that is enough."""
        self._advance(i, t_us)
        for stage in range(self.stages.top[i] + 1):
            self.stages.place(i, t_us, stage)
            self._breathe(i)
            self.metal_c[i] = self._steady_c(i)
            if self.metal_c[i] <= self.specs[i].staging.up_c:
                break
        self._renew(i)

    def place(self, i: int, t_us: int, metal_c: float) -> None:
        """Give its metal a temperature."""
        self._advance(i, t_us)
        self.metal_c[i] = metal_c
        self._renew(i)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next fan stage, move of the damper, or inlet worth telling, if the inputs stay."""
        assert t_us >= self.anchor_us[i], t_us
        found: list[Crossing | None] = []
        if self.powered[i]:
            found.append(self.stages.next_crossing(i, self.anchor_us[i], self.metal[i]))
        rising = self._warms(i)
        if self.damper[i] != (OPEN if rising else SHUT):
            found.append(self._reached(i, DAMPER, self._level_c(i, rising=rising), rising=rising))
        metal_c = self._metal_feeling_c(i, self._told_next_c(i, rising=rising))
        if isfinite(metal_c):
            found.append(self._reached(i, INLET, metal_c, rising=rising))
        return soonest(found)

    def cross(self, i: int, crossing: Crossing) -> None:
        """Let what a crossing says happen."""
        t_us, rising = crossing.t_us, crossing.direction == "rising"
        if crossing.limit == INLET:
            self.inlet_c[i] = self._told_next_c(i, rising=rising)
        elif crossing.limit == DAMPER:
            self._advance(i, t_us)
            self._move_damper(i, rising=rising)
        else:
            assert crossing.limit in (STAGE_UP, STAGE_DOWN), crossing
            self._advance(i, t_us)
            self.stages.change(i, t_us, up=crossing.limit == STAGE_UP)
            self._renew(i)

    def _set(self, i: int, t_us: int, column: list[V], value: V) -> None:
        if value != column[i]:
            self._advance(i, t_us)
            column[i] = value
            self._renew(i)

    def _renew(self, i: int) -> None:
        """Work everything out anew and tell the machines their inlet."""
        self._breathe(i)
        self.damper[i] = damper_at(self.levels_c[i], self.metal_c[i])
        self._part(i)
        felt_c = self.felt_at_c(i, self.anchor_us[i])
        if not self.fans_failed[i] or abs(felt_c - self.inlet_c[i]) > _TOLD_K:
            self.inlet_c[i] = felt_c

    def _told_next_c(self, i: int, *, rising: bool) -> float:
        """What the machines are told next, going up or down."""
        told_c, spec = self.inlet_c[i], self.specs[i]
        band_k = spec.short_band_k if self.fans_failed[i] else spec.inlet_band_k
        next_c = told_c + (band_k if rising else -band_k)
        if not self.fans_failed[i]:
            return next_c
        if rising:
            return min((one for one in self.limits_c[i] if told_c < one < next_c), default=next_c)
        return max((one for one in self.limits_c[i] if next_c < one < told_c), default=next_c)

    def _metal_feeling_c(self, i: int, felt_c: float) -> float:
        """The metal temperature at which machines feel so warm; without end if none is."""
        way = self.way[i]
        by_fans_c = felt_c - self._feel_zero_c[i]
        if way.inlet_slope_ratio:
            return min(by_fans_c, (felt_c - way.inlet_zero_c) / way.inlet_slope_ratio)
        return by_fans_c if felt_c > way.inlet_zero_c else -inf

    def _move_damper(self, i: int, *, rising: bool) -> None:
        """The metal is at the level, whatever its rounding says; the damper goes on."""
        level_c = self._level_c(i, rising=rising)
        self.metal_c[i] = (max if rising else min)(self.metal_c[i], level_c)
        self.damper[i] += -1 if rising else 1
        self._part(i)

    def _level_c(self, i: int, *, rising: bool) -> float:
        """Where the damper's present way ends, going up or down."""
        shut_c, open_c = self.levels_c[i]
        next_to_open = HELD if rising else OPEN
        return open_c if self.damper[i] == next_to_open else shut_c

    def _warms(self, i: int) -> bool:
        metal = self.metal[i]
        return metal.slope_pu_per_s - sum(metal.gains_pu) > 0.0

    def _reached(self, i: int, limit: str, metal_c: float, *, rising: bool) -> Crossing | None:
        """When the metal passes a temperature."""
        after_s = first_crossing_s(self.metal[i], metal_c, rising=rising)
        if after_s is None:
            return None
        return Crossing(
            limit=limit,
            direction="rising" if rising else "falling",
            anchor_us=self.anchor_us[i],
            after_us=after_s * US_PER_S,
        )

    def _steady_c(self, i: int) -> float:
        """Where the metal settles."""
        air, inlet_min_c = self.air[i], self.specs[i].inlet_min_c
        shut_c, open_c = self.levels_c[i]
        for damper, until_c in ((SHUT, shut_c), (HELD, open_c)):
            settled_c = self._settled_c(i, way_of(air, damper, inlet_min_c))
            if settled_c < until_c:
                return settled_c
        return self._settled_c(i, way_of(air, OPEN, inlet_min_c))

    def _settled_c(self, i: int, way: Way) -> float:
        return way.sink_c + self.heat_w[i] / way.out_w_per_k
