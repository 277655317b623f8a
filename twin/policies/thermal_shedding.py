"""Thermal shedding: shed mining on a bus before its transformer's hot spot reaches the limit.

Woken by a winding or oil alarm, it looks 15 minutes ahead with the transformer's own closed form. If the hot spot would
reach the limit it sheds just enough mining, in the site's shedding order; an AI hall is capped only at the short-time
emergency limit with no mining left. It looks again every few minutes while an alarm stands or it holds load.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field

from twin.facility import topics
from twin.facts.control import AnyCommand, CurtailRows, RestoreRows
from twin.policies.contract import Decision, MainReading, RowReading, View
from twin.policies.n1_shedding import cap_halls, choose_sheds
from twin.policies.price_curtailment import by_block
from twin.units import S_PER_MIN, US_PER_MIN


class ThermalParams(BaseModel):
    """Settings of thermal shedding."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    shed_hot_spot_c: float = Field(120.0, ge=60, le=180, description="hot spot that the forecast may not reach")
    restore_hot_spot_c: float = Field(105.0, ge=40, le=170, description="forecast below which load comes back")
    ai_hot_spot_c: float = Field(140.0, ge=60, le=200, description="hot spot at which halls are capped, no mining left")
    ahead_min: float = Field(15.0, gt=0, le=240, description="how far the forecast looks")
    look_min: float = Field(5.0, gt=0, le=60, description="time between looks while an alarm stands")
    hold_min: float = Field(30.0, ge=0, le=1440, description="time after the last shed before anything comes back")


class ThermalMemory(msgspec.Struct, frozen=True):
    """When it last shed, and whether it holds anything.

    Attributes:
        shed_us: instant of the last shed, 0 before the first.
        holding: whether rows are still held.
    """

    shed_us: int = 0
    holding: bool = False


class ThermalShedding:
    """The policy; see the module's words."""

    NAME: ClassVar[str] = "thermal_shedding"
    PRIORITY: ClassVar[int] = 0
    PARAMS: ClassVar[type[BaseModel]] = ThermalParams
    MEMORY: ClassVar[type[msgspec.Struct]] = ThermalMemory
    WAKES_ON: ClassVar[int] = topics.ALARM

    def __init__(self, params: ThermalParams, models: Sequence[tuple[str, float]]) -> None:
        """Take the settings; the fleet's models don't matter here."""
        self.params = params
        self._look_us = round(params.look_min * US_PER_MIN)
        self._hold_us = round(params.hold_min * US_PER_MIN)
        self._ahead_s = params.ahead_min * S_PER_MIN

    def decide(self, view: View, memory: ThermalMemory) -> Decision[ThermalMemory]:
        """Shed where the forecast reaches the limit, restore where it stays well below."""
        mains = [main for main in view.mains() if main.group_index >= 0]
        hot = [main for main in mains if main.hot_spot_soon_c >= self.params.shed_hot_spot_c]
        commands = [command for main in hot for command in self._shed(view, main)]
        if commands:
            return Decision(tuple(commands), ThermalMemory(view.t_us, True), view.t_us + self._look_us)
        watching = memory.holding or any(main.alarmed for main in mains)
        again_us = view.t_us + self._look_us if watching else None
        if not memory.holding or hot or view.t_us < memory.shed_us + self._hold_us:
            return Decision((), memory, again_us)
        return self._restore(view, mains, memory, again_us)

    def _shed(self, view: View, main: MainReading) -> list[AnyCommand]:
        load_va = self._load_that_stays_below(view, main, self.params.shed_hot_spot_c)
        excess_w = (main.load_va - load_va) * main.power_factor_frac
        why = f"{main.main} hot spot would reach {main.hot_spot_soon_c:.1f} °C in {self.params.ahead_min:g} min"
        shed, left_w = choose_sheds(view.rows(), main.group_index, excess_w, self.NAME)
        commands: list[AnyCommand] = [CurtailRows(why, block, names) for block, names in by_block(shed)]
        if left_w > 0 and not shed and main.hot_spot_c >= self.params.ai_hot_spot_c:
            commands += cap_halls(view.halls(), main.group_index, left_w, f"{why}, no mining left to shed")
        return commands

    def _load_that_stays_below(self, view: View, main: MainReading, limit_c: float) -> float:
        low_va, high_va = 0.0, main.load_va
        for _ in range(12):
            middle_va = 0.5 * (low_va + high_va)
            if view.hot_spot_at(main.main, middle_va, self._ahead_s) < limit_c - 1.0:
                low_va = middle_va
            else:
                high_va = middle_va
        return low_va

    def _restore(
        self, view: View, mains: Sequence[MainReading], memory: ThermalMemory, again_us: int | None
    ) -> Decision[ThermalMemory]:
        held = [row for row in view.rows() if self.NAME in row.held_by]
        cool = {main.group_index: main for main in mains if not main.alarmed}
        chosen: list[RowReading] = []
        for row in sorted(held, key=lambda row: (-row.shed_order, row.block, row.row)):
            main = cool.get(row.group_index)
            if row.group_index < 0 or (main is not None and self._fits(view, main, row)):
                chosen.append(row)
                cool.pop(row.group_index, None)
        why = "the transformer has cooled"
        commands = tuple(RestoreRows(why, block, names) for block, names in by_block(chosen))
        holding = len(chosen) < len(held)
        return Decision(commands, ThermalMemory(memory.shed_us, holding), again_us if holding else None)

    def _fits(self, view: View, main: MainReading, row: RowReading) -> bool:
        load_va = main.load_va + row.wake_w / max(main.power_factor_frac, 0.1)
        soon_c = view.hot_spot_at(main.main, load_va, 4 * self._ahead_s)
        return soon_c < self.params.restore_hot_spot_c and load_va <= main.rating_va
