"""All cooling towers of a site as columns: leaving water, fan power and litres.

A tower holds no heat here: its water leaves at once as its air, fans and load say, all constant
between facts. As a sink for a loop it is its wet bulb behind heat over approach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin.devices.contract import Columns
from twin.devices.cooling.fan import STANDARD_KG_PER_M3, power_w, step_of
from twin.devices.cooling.tower import Approach, TowerSpec, approach, step_for, warmed_k
from twin.devices.cooling.water import WaterRates, WaterUse, tower_water
from twin.units import PER_PERCENT, US_PER_S


class Towers(Columns):
    """Columns of all towers; the index is the tower.

    Attributes:
        specs: what each is.
        step: fan speed in steps, 0 is off.
        leaving_c: water that leaves it.
        range_k: entering over leaving water.
        clamped: whether the fit of the approach was left.
        power_w: draw of its fans, ready to be read by the balance.
        rates: water that leaves for good, by way.
    """

    STATE = (
        "heat_w",
        "water_frac",
        "wet_bulb_c",
        "density_kg_per_m3",
        "step",
        "anchor_us",
        "energy_j",
        "evaporated_l",
        "blowdown_l",
        "drift_l",
    )

    def __init__(self, specs: Sequence[TowerSpec], t_us: int) -> None:
        """All without heat or water, fans off, at a wet bulb of 15 °C."""
        self.specs = tuple(specs)
        count = len(self.specs)
        self.heat_w = [0.0] * count
        self.water_frac = [0.0] * count
        self.wet_bulb_c = [15.0] * count
        self.density_kg_per_m3 = [STANDARD_KG_PER_M3] * count
        self.step = [0] * count
        self.anchor_us = [t_us] * count
        self.energy_j = [0.0] * count
        self.evaporated_l = [0.0] * count
        self.blowdown_l = [0.0] * count
        self.drift_l = [0.0] * count
        self.leaving_c = [15.0] * count
        self.range_k = [0.0] * count
        self.clamped = [False] * count
        self.power_w = [0.0] * count
        self.rates: list[WaterRates] = [WaterRates(0.0, 0.0)] * count
        for i in range(count):
            self._derive(i)

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; all else follows from it."""
        super().restore(state)
        for i in range(len(self.specs)):
            self._derive(i)

    def set_load(self, i: int, t_us: int, heat_w: float, water_frac: float) -> None:
        """Set the heat to reject and the water over it; heat needs water to come with."""
        assert heat_w == 0.0 or (heat_w > 0.0 and water_frac > 0.0), (heat_w, water_frac)
        if (heat_w, water_frac) != (self.heat_w[i], self.water_frac[i]):
            self._advance(i, t_us)
            self.heat_w[i], self.water_frac[i] = heat_w, water_frac
            self._derive(i)

    def set_air(
        self, i: int, t_us: int, wet_bulb_c: float, density_kg_per_m3: float = STANDARD_KG_PER_M3
    ) -> None:
        """Set the wet bulb around it, and the density that its fans move."""
        if (wet_bulb_c, density_kg_per_m3) != (self.wet_bulb_c[i], self.density_kg_per_m3[i]):
            self._advance(i, t_us)
            self.wet_bulb_c[i], self.density_kg_per_m3[i] = wet_bulb_c, density_kg_per_m3
            self._derive(i)

    def set_speed(self, i: int, t_us: int, wanted_frac: float) -> None:
        """Run its fans at the step that gives at least this speed; 0 stops them."""
        self._set_step(i, t_us, step_of(self.specs[i].fan, wanted_frac))

    def follow(self, i: int, t_us: int) -> None:
        """Run its fans as slowly as its leaving water allows."""
        load = self.heat_w[i], self.water_frac[i]
        step = step_for(self.specs[i], *load, self.wet_bulb_c[i]) if self.water_frac[i] else 0
        self._set_step(i, t_us, step)

    def speed_frac(self, i: int) -> float:
        """Fan speed over full speed."""
        return self.step[i] / self.specs[i].fan.steps_count

    def sink_w_per_k(self, i: int) -> float:
        """Heat over approach: with its wet bulb as sink, what a loop sees of it [W/K]."""
        approach_k = self.leaving_c[i] - self.wet_bulb_c[i]
        return self.heat_w[i] / approach_k if approach_k else 0.0

    def energy_at_j(self, i: int, t_us: int) -> float:
        """Energy that its fans drew until an instant from the anchor on [J]."""
        return self.energy_j[i] + self.power_w[i] * self._span_s(i, t_us)

    def water_at(self, i: int, t_us: int) -> WaterUse:
        """Water that left until an instant from the anchor on."""
        used = WaterUse(self.evaporated_l[i], self.blowdown_l[i], self.drift_l[i])
        return used.after(self.rates[i], self._span_s(i, t_us))

    def _set_step(self, i: int, t_us: int, step: int) -> None:
        if step != self.step[i]:
            self._advance(i, t_us)
            self.step[i] = step
            self._derive(i)

    def _span_s(self, i: int, t_us: int) -> float:
        return (t_us - self.anchor_us[i]) / US_PER_S

    def _advance(self, i: int, t_us: int) -> None:
        self.energy_j[i] = self.energy_at_j(i, t_us)
        self.evaporated_l[i], self.blowdown_l[i], self.drift_l[i] = self.water_at(i, t_us)
        self.anchor_us[i] = t_us

    def _derive(self, i: int) -> None:
        spec, speed_frac, water_frac = self.specs[i], self.speed_frac(i), self.water_frac[i]
        heat_w, wet_bulb_c = self.heat_w[i], self.wet_bulb_c[i]
        self.range_k[i] = warmed_k(spec, heat_w, water_frac)
        found = Approach(0.0, clamped=False)
        if water_frac:
            found = approach(self.range_k[i], wet_bulb_c, water_frac, speed_frac)
        self.leaving_c[i] = wet_bulb_c + found.approach_k
        self.clamped[i] = found.clamped
        self.power_w[i] = power_w(spec.fan, speed_frac, self.density_kg_per_m3[i])
        drift_kg_per_s = spec.drift_pct * PER_PERCENT * water_frac * spec.water_kg_per_s
        self.rates[i] = tower_water(heat_w, spec.latent_frac, spec.cycles_ratio, drift_kg_per_s)
