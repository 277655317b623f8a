"""N-1 shedding: after a loss, bring every surviving main transformer back within its rating.

Mining goes first, in the site's shedding order, on the overloaded bus group only; an AI hall is capped only when no
mining load that could relieve the group is left. What was shed comes back, last shed first, when it fits again under a
lower limit and the hold time has passed, so that shedding and restoring can't chase each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field

from twin.facility import topics
from twin.facts.control import AnyCommand, CapHall, CurtailRows, RestoreRows
from twin.policies.contract import Decision, HallReading, MainReading, RowReading, View
from twin.policies.price_curtailment import by_block
from twin.units import US_PER_MIN, US_PER_S


class N1Params(BaseModel):
    """Settings of N-1 shedding."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    shed_to_pu: float = Field(1.0, gt=0.1, le=2, description="loading that shedding aims at, of the full rating")
    restore_to_pu: float = Field(0.95, gt=0.1, le=2, description="loading that restoring may not exceed")
    ai_limit_pu: float = Field(1.2, gt=0.1, le=2, description="loading above which halls are capped once no mining is left")
    hold_min: float = Field(15.0, ge=0, le=1440, description="time after the last shed before anything comes back")
    stage_s: float = Field(20.0, gt=0, le=3600, description="time between steps of restoring")


class N1Memory(msgspec.Struct, frozen=True):
    """When it last shed, and whether it holds anything.

    Attributes:
        shed_us: instant of the last shed, 0 before the first.
        holding: whether rows or caps are still held.
    """

    shed_us: int = 0
    holding: bool = False


class N1Shedding:
    """The policy; see the module's words."""

    NAME: ClassVar[str] = "n1_shedding"
    PRIORITY: ClassVar[int] = 1
    PARAMS: ClassVar[type[BaseModel]] = N1Params
    MEMORY: ClassVar[type[msgspec.Struct]] = N1Memory
    WAKES_ON: ClassVar[int] = topics.OVERLOAD | topics.TOPOLOGY

    def __init__(self, params: N1Params, models: Sequence[tuple[str, float]]) -> None:
        """Take the settings; the fleet's models don't matter here."""
        self.params = params
        self._hold_us = round(params.hold_min * US_PER_MIN)
        self._stage_us = round(params.stage_s * US_PER_S)

    def decide(self, view: View, memory: N1Memory) -> Decision[N1Memory]:
        """Shed where a group is above its rating, restore where there is room."""
        mains = view.mains()
        over = [main for main in mains if main.load_va > main.rating_va * self.params.shed_to_pu * (1 + 1e-9)]
        if over:
            commands = self._shed(view, over)
            if commands:
                return Decision(tuple(commands), N1Memory(view.t_us, True), view.t_us + self._stage_us)
            return Decision((), memory, view.t_us + self._stage_us if memory.holding else None)
        if not memory.holding:
            return Decision((), memory)
        free_us = memory.shed_us + self._hold_us
        if view.t_us < free_us:
            return Decision((), memory, free_us)
        return self._restore(view, mains, memory)

    def _shed(self, view: View, over: Sequence[MainReading]) -> list[AnyCommand]:
        commands: list[AnyCommand] = []
        for main in over:
            excess_w = (main.load_va - main.rating_va * self.params.shed_to_pu) * main.power_factor_frac
            excess_w /= _share_frac(main, over)
            why = f"{main.main} at {main.load_va / main.rating_va:.2f} of its rating"
            shed, left_w = choose_sheds(view.rows(), main.group_index, excess_w, self.NAME)
            commands += [CurtailRows(why, block, names) for block, names in by_block(shed)]
            ai_excess_w = left_w - (self.params.ai_limit_pu - self.params.shed_to_pu) * main.rating_va
            if ai_excess_w > 0:
                commands += cap_halls(view.halls(), main.group_index, ai_excess_w, f"{why}, no mining left to shed")
        return commands

    def _restore(self, view: View, mains: Sequence[MainReading], memory: N1Memory) -> Decision[N1Memory]:
        room_w = {
            main.group_index: (main.rating_va * self.params.restore_to_pu - main.load_va) * main.power_factor_frac
            for main in mains
            if main.group_index >= 0
        }
        commands: list[AnyCommand] = []
        for hall in view.halls():
            commands += _lift_cap(hall, room_w)
        held = [row for row in view.rows() if self.NAME in row.held_by]
        held.sort(key=lambda row: (-row.shed_order, row.block, row.row))
        budget_w = view.ramp_up_w_per_s * self.params.stage_s
        chosen: list[RowReading] = []
        for row in held:
            wakes_w = row.wake_w if len(row.held_by) == 1 else 0.0
            if row.group_index >= 0 and wakes_w > min(room_w.get(row.group_index, 0.0), budget_w):
                continue
            if row.group_index >= 0:
                room_w[row.group_index] -= wakes_w
            budget_w -= wakes_w
            chosen.append(row)
        why = "the load fits under the rating again"
        commands += [RestoreRows(why, block, names) for block, names in by_block(chosen)]
        capped = any(hall.cap_frac < 1.0 for hall in view.halls())
        holding = len(chosen) < len(held) or capped
        again_us = self._stage_us if chosen else self._hold_us
        return Decision(tuple(commands), N1Memory(memory.shed_us, holding), view.t_us + again_us if holding else None)


def choose_sheds(
    rows: Sequence[RowReading], group_index: int, excess_w: float, name: str
) -> tuple[list[RowReading], float]:
    """The first rows of the shedding order that together relieve a group of `excess_w`, and what is left over [W].

    Whole blocks' rows are taken one by one; rows that already sleep or have no supply relieve nothing.
    """
    useful = [row for row in rows if row.group_index == group_index and row.hashing and name not in row.held_by]
    useful.sort(key=lambda row: (row.shed_order, -row.j_per_th, row.block, row.row))
    chosen: list[RowReading] = []
    for row in useful:
        if excess_w <= 0:
            break
        chosen.append(row)
        excess_w -= row.wake_w
    return chosen, max(excess_w, 0.0)


def cap_halls(halls: Sequence[HallReading], group_index: int, excess_w: float, why: str) -> list[AnyCommand]:
    """Cap the halls of a group in equal proportion so that they draw `excess_w` less from it."""
    drawn_w = sum(hall.draw_w * share for hall in halls for group, share in hall.shares if group == group_index)
    if drawn_w <= 0:
        return []
    keep_frac = max(0.0, 1.0 - excess_w / drawn_w)
    concerned = [hall for hall in halls if any(group == group_index for group, _ in hall.shares)]
    return [
        CapHall(why, hall.hall, round(max(0.05, min(1.0, hall.draw_w * keep_frac / max(hall.peak_w, 1.0))), 3))
        for hall in concerned
    ]


def _share_frac(main: MainReading, over: Sequence[MainReading]) -> float:
    together_va = sum(other.load_va for other in over if other.group_index == main.group_index)
    return main.load_va / together_va if together_va > 0 else 1.0


def _lift_cap(hall: HallReading, room_w: dict[int, float]) -> list[AnyCommand]:
    if hall.cap_frac >= 1.0:
        return []
    more_w = max(hall.peak_w - hall.draw_w, 0.0)
    if any(more_w * share > room_w.get(group, 0.0) for group, share in hall.shares):
        return []
    for group, share in hall.shares:
        room_w[group] -= more_w * share
    return [CapHall("the load fits under the rating again", hall.hall, 1.0)]
