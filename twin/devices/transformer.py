"""All transformers of a site: exact temperatures, cooling stages, limits that latch, losses.

Temperatures are those of `transformer_thermal`. Here limits are added: what is latched, which stage
the controls call for, and when the next of these changes if all inputs stay. Limits use the raw
hot-spot; people are shown the larger of hot-spot and top oil.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, Literal

from twin.devices.ambient import AmbientFilters
from twin.devices.contract import Crossing
from twin.devices.transformer_equations import Fixed
from twin.devices.transformer_limits import (
    STAGE_DOWN,
    STAGE_UP,
    Found,
    limit_crossing,
    stage_crossing,
    waits_for_rise,
)
from twin.devices.transformer_losses import loss_w
from twin.devices.transformer_parameters import Unit
from twin.devices.transformer_thermal import TransformerThermal
from twin.kernel import Response
from twin.units import US_PER_S


class Transformers(TransformerThermal):
    """Columns of all transformers; the index is the unit.

    Attributes:
        latched: bit k is set while limit k of the unit is past its level.
        called_stage: stage that the controls ask for; `stage` is the one in force.
        called_us: when it was last changed: a stage is held for its dwell.
        crossed_us: when a limit was crossed last.
        crossed: bit k is set for the limits crossed since the inputs changed: these are looked for
            from `crossed_us` on, the others from the last change of an input.
    """

    STATE = (
        *TransformerThermal.STATE,
        "latched",
        "called_stage",
        "called_us",
        "crossed_us",
        "crossed",
    )

    def __init__(
        self, units: Sequence[Unit], ambient: AmbientFilters, t_us: int, *, record: bool = False
    ) -> None:
        """Units without load, energised, at the temperature of the ambient, nothing latched."""
        count = len(units)
        self.latched = [0] * count
        self.called_stage = [0] * count
        self.called_us = [t_us] * count
        self.crossed_us = [t_us] * count
        self.crossed = [0] * count
        self._rising_oil_c = [inf] * count
        self._rising_hot_c = [inf] * count
        self._falling_oil_c = [-inf] * count
        self._levels_c: list[tuple[float, ...]] = [()] * count
        self._falling_hot_c = [-inf] * count
        self._bit = [{limit.name: k for k, limit in enumerate(unit.limits)} for unit in units]
        super().__init__(units, ambient, t_us, record=record)
        for i in range(count):
            self._arm(i, t_us)

    # ------------------------------------------------------------------ what changes it
    def settle(self, i: int, t_us: int, load_va: float) -> None:
        """Put unit `i` where it would be after carrying `load_va` for ever, its fans included."""
        self._take_stage(i, 0)
        super().settle(i, t_us, load_va)
        for stage in range(1, len(self.units[i].stages)):
            starts = self.units[i].stages[stage]
            cool = self.top_oil_c(i, t_us) <= starts.start_oil_c
            if cool and self.hot_spot_c(i, t_us) <= starts.start_hot_c:
                break
            self._take_stage(i, stage)
            super().settle(i, t_us, load_va)

    def place(
        self, i: int, t_us: int, rise_k: float, gradients_k: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """Put unit `i` at a rise over its filtered ambient and at both parts of the gradient.

        No alarm is latched: what is past its limit fires at once. A watch past its level does not.
        """
        super().place(i, t_us, rise_k, gradients_k)
        self._arm(i, t_us)

    def set_stage(self, i: int, t_us: int, stage: int) -> None:
        """Change the cooling stage; all temperatures stay continuous."""
        super().set_stage(i, t_us, stage)
        self._call(i, t_us, stage)

    def cross(self, i: int, t_us: int, limit: str, direction: Literal["rising", "falling"]) -> None:
        """Note that a limit was crossed: latch or clear it, or call for another stage.

        The stage in force is changed by `set_stage`, because fans may not follow the call.
        """
        if limit in (STAGE_UP, STAGE_DOWN):
            self._call(i, t_us, self.called_stage[i] + (1 if limit == STAGE_UP else -1))
            return
        k = self._bit[i][limit]
        if self.crossed_us[i] <= self._changed_us(i):
            self.crossed[i] = 0
        self.crossed[i] |= 1 << k
        self.crossed_us[i] = t_us
        both = self.units[i].limits[k].reports == "both"
        if both and direction == "falling":
            self.latched[i] &= ~(1 << k)
        else:
            self.latched[i] |= 1 << k
        self._rearm(i)

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot."""
        super().restore(state)
        for i in range(len(self.units)):
            self._rearm(i)

    # ------------------------------------------------------------------ reads
    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next limit that unit `i` meets if its inputs stay as they are.

        Does not depend on `t_us`, as long as that is not before the last change: asked again
        later, or after a resume, the answer is the same to the last bit.
        """
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        j = self.filter[i]
        now_k, to_k = self.rise_k[i], self.rise_to_k[i]
        one_k, one_to_k = self.gradient1_k[i], self.gradient1_to_k[i]
        two_k, two_to_k = self.gradient2_k[i], self.gradient2_to_k[i]
        high_c = self.ambient.highest_c[j] + (to_k if to_k > now_k else now_k)
        low_c = self.ambient.lowest_c[j] + (now_k if to_k > now_k else to_k)
        if high_c <= self._rising_oil_c[i] and low_c >= self._falling_oil_c[i]:
            high_c += max(one_k, one_to_k) - min(two_k, two_to_k)
            low_c += min(one_k, one_to_k) - max(two_k, two_to_k)
            if high_c <= self._rising_hot_c[i] and low_c >= self._falling_hot_c[i]:
                return None
        return self._search(i)

    def latched_limits(self, i: int) -> list[str]:
        """Names of the limits that are past their level."""
        limits = self.units[i].limits
        return [limit.name for k, limit in enumerate(limits) if self.latched[i] >> k & 1]

    def levels_c(self, i: int) -> tuple[float, ...]:
        """Levels of oil and hot-spot, in turn, that matter next: eight in all.

        Rising limits, falling limits (resets), the next stage's start (either calls it), and the
        last one's stop (both together let it go).
        """
        return self._levels_c[i]

    def rating_va(self, i: int) -> float:
        """Rating of the whole bank in the stage in force, what its loading is stated against."""
        return 1.0 / self._fixed[i].per_va

    def fixed_of_unit(self, i: int) -> Fixed:
        """Constants of the equations of unit `i` in its present stage."""
        return self._fixed[i]

    def loss_w(self, i: int, voltage_pu: float = 1.0) -> float:
        """Losses of unit `i` [W]: no-load with the square of the voltage, load with that of load.

        None without voltage. One electrical base for all stages, so a stage change is no jump.
        """
        if not self.energised[i]:
            return 0.0
        return loss_w(self.units[i], self.load_va[i], voltage_pu)

    # ------------------------------------------------------------------ parts
    def _changed_us(self, i: int) -> int:
        """When an input of the unit changed last."""
        return max(self.anchor_us[i], self.ambient.anchor_us[0])

    def _search(self, i: int) -> Crossing | None:
        start_us = self._changed_us(i)
        found = self._limit_met(i, start_us)
        met = self._stage_called(i, start_us, found.after_s if found else inf)
        found = met or found
        if found is None:
            return None
        return Crossing(
            limit=found.limit,
            direction=found.direction,
            anchor_us=start_us,
            after_us=found.after_s * US_PER_S,
        )

    def _limit_met(self, i: int, start_us: int) -> Found | None:
        fresh = self.responses(i, start_us)
        again, again_s = fresh, 0.0
        crossed = self.crossed[i] if self.crossed_us[i] > start_us else 0
        if not crossed and not self._limit_within_reach(i, *fresh):
            return None
        if crossed:
            again = self.responses(i, self.crossed_us[i])
            again_s = (self.crossed_us[i] - start_us) / US_PER_S
        found: Found | None = None
        horizon_s = inf
        for k, limit in enumerate(self.units[i].limits):
            (oil, hot), wait_s = (again, again_s) if crossed >> k & 1 else (fresh, 0.0)
            latched = bool(self.latched[i] >> k & 1)
            response = oil if limit.oil else hot
            met = limit_crossing(limit, response, latched=latched, horizon_s=horizon_s - wait_s)
            if met is not None and met.after_s + wait_s < horizon_s:
                horizon_s = met.after_s + wait_s
                found = met._replace(after_s=horizon_s)
        return found

    def _limit_within_reach(self, i: int, oil: Response, hot: Response) -> bool:
        """Whether a reading may pass a limit at all: the bound of each search, for all at once."""
        rising_oil_c, rising_hot_c, reset_oil_c, reset_hot_c, *_ = self._levels_c[i]
        high_c, low_c = oil.bounds_pu()
        if high_c > rising_oil_c or low_c < reset_oil_c:
            return True
        high_c, low_c = hot.bounds_pu()
        return high_c > rising_hot_c or low_c < reset_hot_c

    def _stage_called(self, i: int, start_us: int, horizon_s: float) -> Found | None:
        """A stage called before the horizon; none is before the last one's dwell is over."""
        unit = self.units[i]
        held_s = max(0, self.called_us[i] + unit.dwell_us - start_us) / US_PER_S
        if len(unit.stages) == 1 or held_s >= horizon_s:
            return None
        oil, hot = self.responses(i, start_us + round(held_s * US_PER_S))
        left_s = horizon_s - held_s
        met = stage_crossing(unit.stages, self.called_stage[i], oil, hot, left_s)
        return met._replace(after_s=met.after_s + held_s) if met and met.after_s < left_s else None

    def _call(self, i: int, t_us: int, stage: int) -> None:
        self.called_stage[i] = stage
        self.called_us[i] = t_us
        self._rearm(i)

    def _arm(self, i: int, t_us: int) -> None:
        """Nothing latched but the watches that the start is past; stages free to change."""
        unit = self.units[i]
        oil_c, hot_c = self.top_oil_c(i, t_us), self.hot_spot_c(i, t_us)
        self.latched[i] = 0
        for k, limit in enumerate(unit.limits):
            past_k = (oil_c if limit.oil else hot_c) - limit.level_c
            if limit.watch and (past_k < 0.0 if limit.reports == "falling" else past_k > 0.0):
                self.latched[i] |= 1 << k
        self.crossed_us[i], self.crossed[i] = t_us, 0
        self._call(i, t_us - unit.dwell_us, self.stage[i])

    def _stage_levels_c(self, i: int) -> tuple[float, float, float, float]:
        stages, called = self.units[i].stages, self.called_stage[i]
        start_c, stop_c = (inf, inf), (-inf, -inf)
        if called + 1 < len(stages):
            start_c = stages[called + 1].start_oil_c, stages[called + 1].start_hot_c
        if called:
            now = stages[called]
            stop_c = now.start_oil_c - now.stop_k, now.start_hot_c - now.stop_k
        return *start_c, *stop_c

    def _rearm(self, i: int) -> None:
        """The nearest levels that can matter next: the cheap bound of `next_crossing`."""
        rising = {True: inf, False: inf}
        falling = {True: -inf, False: -inf}
        for k, limit in enumerate(self.units[i].limits):
            if waits_for_rise(limit, latched=bool(self.latched[i] >> k & 1)):
                rising[limit.oil] = min(rising[limit.oil], limit.level_c)
            else:
                falling[limit.oil] = max(falling[limit.oil], limit.reset_c)
        limits_c = (rising[True], rising[False], falling[True], falling[False])
        self._levels_c[i] = (*limits_c, *self._stage_levels_c(i))
        stages, called = self.units[i].stages, self.called_stage[i]
        if called + 1 < len(stages):
            rising[True] = min(rising[True], stages[called + 1].start_oil_c)
            rising[False] = min(rising[False], stages[called + 1].start_hot_c)
        if called:
            stop_c = stages[called].start_oil_c - stages[called].stop_k
            falling[True] = max(falling[True], stop_c)
        self._rising_oil_c[i], self._rising_hot_c[i] = rising[True], rising[False]
        self._falling_oil_c[i], self._falling_hot_c[i] = falling[True], falling[False]
