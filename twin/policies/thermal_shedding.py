"""Thermal shedding: shed mining on a bus before its transformer's hot spot reaches the limit.

Woken by a winding or oil alarm, it looks 15 minutes ahead with the transformer's own closed form.
If the hot spot would reach the limit it sheds just enough mining, in the site's shedding order; an
AI hall is capped only at the short-time emergency limit with no mining left. It looks again every
few minutes while an alarm stands or it holds load. Rows on their way to sleep count as asleep.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field

from twin.facility import topics
from twin.facts.control import AnyCommand, CapHall, CurtailRows, RestoreRows
from twin.policies.contract import Decision, MainReading, Models, RowReading, View
from twin.policies.shedding import (
    GroupLoad,
    ShedMemory,
    by_block,
    cap_halls,
    choose_sheds,
    group_loads,
    joining_w,
    leaving_w,
)
from twin.units import S_PER_MIN, US_PER_MIN

_STEPS = 12


class ThermalParams(BaseModel):
    """Settings of thermal shedding."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    shed_hot_spot_c: float = Field(
        120.0, ge=60, le=180, description="hot spot that the forecast may not reach"
    )
    restore_hot_spot_c: float = Field(
        105.0, ge=40, le=170, description="forecast below which load comes back"
    )
    ai_hot_spot_c: float = Field(
        140.0, ge=60, le=200, description="hot spot at which halls are capped, no mining left"
    )
    ahead_min: float = Field(15.0, gt=0, le=240, description="how far the forecast looks")
    look_min: float = Field(
        5.0, gt=0, le=60, description="time between looks while an alarm stands"
    )
    hold_min: float = Field(
        30.0, ge=0, le=1440, description="time after the last shed before anything comes back"
    )


class ThermalShedding:
    """The policy; see the module's words."""

    NAME: ClassVar[str] = "thermal_shedding"
    PRIORITY: ClassVar[int] = 0
    PARAMS: ClassVar[type[BaseModel]] = ThermalParams
    MEMORY: ClassVar[type[msgspec.Struct]] = ShedMemory
    WAKES_ON: ClassVar[int] = topics.ALARM

    def __init__(self, params: ThermalParams, _models: Models = ()) -> None:
        """Take the settings; the fleet's models don't matter here."""
        self.params = params
        self._look_us = round(params.look_min * US_PER_MIN)
        self._hold_us = round(params.hold_min * US_PER_MIN)
        self._ahead_s = params.ahead_min * S_PER_MIN

    def decide(self, view: View, memory: ShedMemory) -> Decision[ShedMemory]:
        """Shed where the forecast reaches the limit, restore where it stays well below."""
        mains = [main for main in view.mains() if main.group_index >= 0]
        alarmed = any(main.alarmed for main in mains)
        if not alarmed and not memory.holding:
            return Decision((), memory)
        hot = [
            main for main in mains if self._hot_spot_c(view, main) >= self.params.shed_hot_spot_c
        ]
        commands = self._shed(view, mains, hot) if hot else []
        if commands:
            caps = [command.hall for command in commands if isinstance(command, CapHall)]
            capped = tuple(dict.fromkeys((*memory.capped, *caps)))
            after = ShedMemory(view.t_us, holding=True, capped=capped)
            return Decision(tuple(commands), after, every_us=self._look_us)
        again_us = self._look_us if alarmed or memory.holding else 0
        if not memory.holding or hot or view.t_us < memory.shed_us + self._hold_us:
            return Decision((), memory, every_us=again_us)
        return self._restore(view, mains, memory)

    def _hot_spot_c(self, view: View, main: MainReading) -> float:
        return view.hot_spot_at(main.main, main.load_va, self._ahead_s)

    def _shed(
        self, view: View, mains: Sequence[MainReading], hot: Sequence[MainReading]
    ) -> list[AnyCommand]:
        rows = view.rows()
        loads = {load.group_index: load for load in group_loads(mains)}
        worst: dict[int, MainReading] = {}
        for main in hot:
            other = worst.setdefault(main.group_index, main)
            if self._hot_spot_c(view, main) > self._hot_spot_c(view, other):
                worst[main.group_index] = main
        commands: list[AnyCommand] = []
        for group, main in worst.items():
            load = loads[group]
            excess_w = self._excess_w(view, load, main) - leaving_w(rows, group)
            if excess_w <= 0:
                continue
            reach_c = self._hot_spot_c(view, main)
            why = f"{main.main} hot spot would reach {reach_c:.1f} °C"
            why += f" in {self.params.ahead_min:g} min"
            shed, left_w = choose_sheds(rows, group, excess_w)
            commands += [CurtailRows(why, block, names) for block, names in by_block(shed)]
            now_c = view.hot_spot_at(main.main, main.load_va, 0.0)
            if left_w > 0 and not shed and now_c >= self.params.ai_hot_spot_c:
                words = f"{why}, no mining left to shed"
                commands += cap_halls(view.halls(), group, left_w, words)
        return commands

    def _excess_w(self, view: View, load: GroupLoad, main: MainReading) -> float:
        """What the whole group must lose so that its hottest transformer stays below the limit."""
        low_va, high_va = 0.0, main.load_va
        for _ in range(_STEPS):
            middle_va = 0.5 * (low_va + high_va)
            soon_c = view.hot_spot_at(main.main, middle_va, self._ahead_s)
            if soon_c < self.params.shed_hot_spot_c:
                low_va = middle_va
            else:
                high_va = middle_va
        lose_frac = 1.0 - low_va / main.load_va if main.load_va > 0 else 0.0
        return load.load_va * lose_frac * load.power_factor_frac

    def _restore(
        self, view: View, mains: Sequence[MainReading], memory: ShedMemory
    ) -> Decision[ShedMemory]:
        """One row of each group at a look, so that each look sees what the last one did."""
        rows = view.rows()
        held = [row for row in rows if self.NAME in row.held_by]
        held.sort(key=lambda row: (-row.shed_order, row.j_per_th, row.block, row.row))
        busy = {main.group_index for main in mains if main.alarmed}
        chosen: list[RowReading] = []
        for row in held:
            free = row.group_index < 0 or len(row.held_by) > 1
            if free or (row.group_index not in busy and self._fits(view, mains, rows, row)):
                chosen.append(row)
                if not free:
                    busy.add(row.group_index)
        lifts = self._lift_caps(view, memory, busy)
        why = "the transformer has cooled"
        wakes = [RestoreRows(why, block, names) for block, names in by_block(chosen)]
        lifted = {command.hall for command in lifts}
        capped = tuple(hall for hall in memory.capped if hall not in lifted)
        holding = bool(held or capped)
        again_us = self._look_us if holding or any(main.alarmed for main in mains) else 0
        after = ShedMemory(memory.shed_us, holding, capped)
        return Decision((*lifts, *wakes), after, every_us=again_us)

    def _lift_caps(self, view: View, memory: ShedMemory, busy: set[int]) -> list[CapHall]:
        if not memory.capped:
            return []
        cool = [
            hall for hall in view.halls() if not busy & {group for group, _ in hall.shares_frac}
        ]
        names = [hall.hall for hall in cool if hall.hall in memory.capped]
        return [CapHall("the transformer has cooled", name, 1.0) for name in names]

    def _fits(
        self,
        view: View,
        mains: Sequence[MainReading],
        rows: Sequence[RowReading],
        row: RowReading,
    ) -> bool:
        together = [main for main in mains if main.group_index == row.group_index]
        group_va = sum(main.load_va for main in together)
        more_w = row.wake_w - row.sleep_w + joining_w(rows, row.group_index)
        for main in together:
            share_frac = main.load_va / group_va if group_va > 0 else 1.0
            load_va = main.load_va + more_w * share_frac / max(main.power_factor_frac, 0.1)
            soon_c = view.hot_spot_at(main.main, load_va, 4 * self._ahead_s)
            if soon_c >= self.params.restore_hot_spot_c or load_va > main.rating_va:
                return False
        return True
