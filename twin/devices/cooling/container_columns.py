"""What all air-cooled containers of a site are at an instant: their state and what is read of it.

Here is what is kept and what is read; `containers` says what happens to it. Between facts the metal
of a container is one exponential, and all else follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from twin.devices.contract import Columns
from twin.devices.cooling import fan
from twin.devices.cooling.container import (
    HELD,
    OPEN,
    Air,
    ContainerSpec,
    Way,
    air_of,
    damper_levels_c,
    moved_m3_per_s,
    way_of,
)
from twin.devices.cooling.pad import (
    DRY_RATES,
    STANDARD_AIR,
    Weather,
    drop_pa,
    leaving_c,
    moist_density_kg_per_m3,
    pad_water,
)
from twin.devices.cooling.recirculation import fraction_for_frac
from twin.devices.cooling.staging import Stages
from twin.devices.cooling.water import WaterRates, WaterUse
from twin.kernel import Response, approach_response
from twin.units import J_PER_KJ, US_PER_S

_STAGES = "stages_"


class ContainerColumns(Columns):
    """Columns of all containers; the index is the container.

    Attributes:
        specs: what each is.
        stages: fan stages, 0 the slowest; an unpowered container's fans are off.
        damper: `OPEN`, `HELD` or `SHUT`.
        inlet_c: what the machines were last told they breathe, or feel where fans are missing.
        limits_c: where they throttle, stop and start again, in rising order.
        power_w: draw of the fans, ready to be read by the balance.
        rates: water that leaves, by way.
        air, way: what the air does, and how heat leaves, until something changes.
        levels_c: metal temperatures at which the damper leaves its end, and is open.
        metal: temperature of the metal from the anchor on.
    """

    STATE = (
        "heat_w",
        "dry_bulb_c",
        "wet_bulb_c",
        "pressure_pa",
        "powered",
        "fans_failed",
        "pad_failed",
        "pad_called",
        "damper",
        "inlet_c",
        "anchor_us",
        "metal_c",
        "energy_j",
        "heat_in_j",
        "heat_out_j",
        "evaporated_l",
        "bled_l",
    )

    def __init__(
        self,
        specs: Sequence[ContainerSpec],
        t_us: int,
        limits_c: Sequence[Sequence[float]] | None = None,
    ) -> None:
        """All powered, without heat, in standard air."""
        self.specs = tuple(specs)
        count = len(self.specs)
        self.limits_c = tuple(limits_c) if limits_c is not None else ((),) * count
        assert len(self.limits_c) == count, "limits for each"
        self.heat_w = [0.0] * count
        self.dry_bulb_c = [STANDARD_AIR.dry_bulb_c] * count
        self.wet_bulb_c = [STANDARD_AIR.wet_bulb_c] * count
        self.pressure_pa = [STANDARD_AIR.pressure_pa] * count
        self.powered = [True] * count
        self.fans_failed = [0] * count
        self.pad_failed = [False] * count
        self.pad_called = [False] * count
        self.damper = [OPEN] * count
        self.inlet_c = list(self.dry_bulb_c)
        self.anchor_us = [t_us] * count
        self.metal_c = list(self.dry_bulb_c)
        self.energy_j = [0.0] * count
        self.heat_in_j = [0.0] * count
        self.heat_out_j = [0.0] * count
        self.evaporated_l = [0.0] * count
        self.bled_l = [0.0] * count
        tops = [spec.fan.steps_count - fan.lowest_step(spec.fan) for spec in specs]
        self.stages = Stages([spec.staging for spec in specs], tops, t_us)
        self.power_w = [0.0] * count
        self.flow_m3_per_s = [0.0] * count
        self.rates: list[WaterRates] = [DRY_RATES] * count
        self.air = [Air(0.0, 0.0, 0.0, 0.0, 0.0)] * count
        self.way = [Way(0.0, 0.0, 1.0, 0.0)] * count
        self.levels_c = [(0.0, 0.0)] * count
        self.metal = [Response(0.0, 0.0, (), ())] * count
        self._whole_w_per_k = [0.0] * count
        self._feel_zero_c = [-inf] * count
        self._heat_j_per_k = [spec.unit_kj_per_k * J_PER_KJ * spec.miners_count for spec in specs]
        for i in range(count):
            self._breathe(i)
            self._part(i)

    def snapshot(self) -> dict[str, list[Any]]:
        """Copies of the whole state, fan stages last, fit for JSON."""
        stages = self.stages.snapshot().items()
        return super().snapshot() | {_STAGES + name: column for name, column in stages}

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; what is derived follows from it to the last bit."""
        super().restore(state)
        self.stages.restore({name: state[_STAGES + name] for name in Stages.STATE})
        for i in range(len(self.specs)):
            self._breathe(i)
            self._part(i)

    def weather(self, i: int) -> Weather:
        """The air outdoors."""
        return Weather(self.dry_bulb_c[i], self.wet_bulb_c[i], self.pressure_pa[i])

    def speed_frac(self, i: int) -> float:
        """Fan speed over full speed; 0 without supply."""
        spec = self.specs[i].fan
        step = fan.lowest_step(spec) + self.stages.stage[i]
        return step / spec.steps_count if self.powered[i] else 0.0

    def metal_at_c(self, i: int, t_us: int) -> float:
        """Temperature of its machines' metal [°C]."""
        return self.metal[i].at(self._span_s(i, t_us))

    def inlet_at_c(self, i: int, t_us: int) -> float:
        """What its machines breathe [°C]."""
        way = self.way[i]
        return way.inlet_slope_ratio * self.metal_at_c(i, t_us) + way.inlet_zero_c

    def felt_at_c(self, i: int, t_us: int) -> float:
        """What its machines feel: their inlet, or more where fans are missing [°C]."""
        return max(self.inlet_at_c(i, t_us), self.metal_at_c(i, t_us) + self._feel_zero_c[i])

    def is_short(self, i: int, t_us: int) -> bool:
        """Whether its machines are warmer for want of fans than their inlet says."""
        return self.felt_at_c(i, t_us) > self.inlet_at_c(i, t_us)

    def out_at_w(self, i: int, t_us: int) -> float:
        """Heat that the air takes from the metal [W]; below 0 while it warms it."""
        way = self.way[i]
        return way.out_w_per_k * (self.metal_at_c(i, t_us) - way.sink_c)

    def exhaust_at_c(self, i: int, t_us: int) -> float:
        """Air behind its machines, never warmer than their metal while that gives heat [°C]."""
        return self.inlet_at_c(i, t_us) + self.out_at_w(i, t_us) / self.air[i].stream_w_per_k

    def recirculated_frac(self, i: int, t_us: int) -> float:
        """Exhaust in the inlet air."""
        least, most = self.specs[i].recirculation_frac, self.specs[i].damper_max_frac
        if self.damper[i] != HELD:
            return least if self.damper[i] == OPEN else max(least, most)
        inlet_c = self.inlet_at_c(i, t_us)
        rise_k = self.exhaust_at_c(i, t_us) - inlet_c
        wanted_frac = fraction_for_frac(self.air[i].fresh_c, rise_k, inlet_c)
        return min(max(wanted_frac, least), max(least, most))

    def energy_at_j(self, i: int, t_us: int) -> float:
        """Energy that its fans drew [J]."""
        return self.energy_j[i] + self.power_w[i] * self._span_s(i, t_us)

    def heat_in_at_j(self, i: int, t_us: int) -> float:
        """Heat that its machines made [J]."""
        return self.heat_in_j[i] + self.heat_w[i] * self._span_s(i, t_us)

    def heat_out_at_j(self, i: int, t_us: int) -> float:
        """Heat that the air took [J]."""
        span_s, way = self._span_s(i, t_us), self.way[i]
        over_k_s = self.metal[i].integral(span_s) - way.sink_c * span_s
        return self.heat_out_j[i] + way.out_w_per_k * over_k_s

    def water_at(self, i: int, t_us: int) -> WaterUse:
        """Water that its pad took."""
        used = WaterUse(self.evaporated_l[i], self.bled_l[i])
        return used.after(self.rates[i], self._span_s(i, t_us))

    def _span_s(self, i: int, t_us: int) -> float:
        return (t_us - self.anchor_us[i]) / US_PER_S

    def _advance(self, i: int, t_us: int) -> None:
        """Take everything that has run on since the anchor to an instant."""
        if t_us == self.anchor_us[i]:
            return
        self.energy_j[i] = self.energy_at_j(i, t_us)
        self.heat_in_j[i] = self.heat_in_at_j(i, t_us)
        self.heat_out_j[i] = self.heat_out_at_j(i, t_us)
        self.evaporated_l[i], self.bled_l[i], _ = self.water_at(i, t_us)
        self.metal_c[i] = self.metal_at_c(i, t_us)
        self.anchor_us[i] = t_us

    def _breathe(self, i: int) -> None:
        """Work out the air, the fans' draw and the pad's water from the state."""
        spec, weather = self.specs[i], self.weather(i)
        running_frac = 1.0 - self.fans_failed[i] / spec.fan.count
        speed_frac = self.speed_frac(i)
        flow_m3_per_s = moved_m3_per_s(spec, speed_frac, running_frac)
        density = moist_density_kg_per_m3(weather)
        fresh_c, pad_pa = self._through_pad(i, flow_m3_per_s * (1.0 - spec.recirculation_frac))
        self.flow_m3_per_s[i] = flow_m3_per_s
        self.power_w[i] = running_frac * fan.power_w(spec.fan, speed_frac, density, pad_pa)
        self.air[i] = air_of(spec, fresh_c, flow_m3_per_s * density)
        self.levels_c[i] = damper_levels_c(self.air[i], spec.inlet_min_c)
        if self.fans_failed[i]:
            whole_kg_per_s = moved_m3_per_s(spec, speed_frac) * density
            self._whole_w_per_k[i] = air_of(spec, fresh_c, whole_kg_per_s).metal_w_per_k

    def _through_pad(self, i: int, fresh_m3_per_s: float) -> tuple[float, float]:
        """Temperature of the fresh air behind the pad, and the pressure it loses there.

        The pad stays dry where its air would be colder than the damper lets the inlet be.
        """
        pad, weather = self.specs[i].pad, self.weather(i)
        self.rates[i] = DRY_RATES
        if pad is None:
            return weather.dry_bulb_c, 0.0
        lost_pa = drop_pa(pad, fresh_m3_per_s)
        cool_c = leaving_c(pad.effectiveness_frac, weather.dry_bulb_c, weather.wet_bulb_c)
        runs = self.powered[i] and not self.pad_failed[i]
        if not (runs and self.pad_called[i] and cool_c >= self.specs[i].inlet_min_c):
            return weather.dry_bulb_c, lost_pa
        self.rates[i] = pad_water(pad, weather, fresh_m3_per_s)
        return cool_c, lost_pa

    def _part(self, i: int) -> None:
        """Work out how heat leaves from here on, and what the metal does."""
        self.way[i] = way = way_of(self.air[i], self.damper[i], self.specs[i].inlet_min_c)
        settled_c = way.sink_c + self.heat_w[i] / way.out_w_per_k
        tau_s = self._heat_j_per_k[i] / way.out_w_per_k
        self.metal[i] = approach_response(self.metal_c[i], settled_c, tau_s)
        short = self.fans_failed[i] > 0
        self._feel_zero_c[i] = -self.heat_w[i] / self._whole_w_per_k[i] if short else -inf
