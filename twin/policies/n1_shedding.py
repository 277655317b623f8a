"""N-1 shedding: after a loss, bring every surviving main transformer back within its rating.

Mining goes first, in the site's shedding order, on the overloaded bus group only, and no row more
than needed; an AI hall is capped only when no mining load that could relieve the group is left, and
the overload outlasts a transfer, which takes a bus off the unit within seconds.
What was shed comes back, last shed first, when it fits under a lower limit and the hold time has
passed, so that shedding and restoring can't chase each other; it looks on until it sees all of it
back, for a wake may be refused. Rows that have not gone to sleep yet
when a transfer relieves their group are let go at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field

from twin.facility import topics
from twin.facts.control import AnyCommand, CapHall, CurtailRows, RestoreRows
from twin.policies.contract import Decision, Models, View
from twin.policies.shedding import (
    GroupLoad,
    Rooms,
    ShedMemory,
    by_block,
    cap_halls,
    choose_sheds,
    choose_wakes,
    group_loads,
    leaving_w,
    ramp_of,
)
from twin.units import US_PER_MIN, US_PER_S

_NO_RELIEF_LOOK_US = US_PER_MIN


class N1Params(BaseModel):
    """Settings of N-1 shedding."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    shed_to_pu: float = Field(
        1.0, gt=0.1, le=2, description="loading that shedding aims at, of the full rating"
    )
    restore_to_pu: float = Field(
        0.95, gt=0.1, le=2, description="loading that restoring may not exceed"
    )
    ai_limit_pu: float = Field(
        1.2, gt=0.1, le=2, description="loading above which halls are capped once no mining is left"
    )
    ai_after_s: float = Field(
        30.0, ge=0, le=1800, description="overload without mining left before halls are capped"
    )
    hold_min: float = Field(
        15.0, ge=0, le=1440, description="time after the last shed before anything comes back"
    )
    stage_s: float = Field(20.0, gt=0, le=3600, description="time between steps of restoring")


class N1Shedding:
    """The policy; see the module's words."""

    NAME: ClassVar[str] = "n1_shedding"
    PRIORITY: ClassVar[int] = 1
    PARAMS: ClassVar[type[BaseModel]] = N1Params
    MEMORY: ClassVar[type[msgspec.Struct]] = ShedMemory
    WAKES_ON: ClassVar[int] = topics.RATING | topics.TOPOLOGY

    def __init__(self, params: N1Params, _models: Models = ()) -> None:
        """Take the settings; the fleet's models don't matter here."""
        self.params = params
        self._hold_us = round(params.hold_min * US_PER_MIN)
        self._stage_us = round(params.stage_s * US_PER_S)
        self._ai_after_us = round(params.ai_after_s * US_PER_S)
        self._idle_us = max(self._hold_us, self._stage_us)

    def decide(self, view: View, memory: ShedMemory) -> Decision[ShedMemory]:
        """Shed where a group is above its rating, restore where there is room."""
        loads = group_loads(view.mains())
        if any(self._is_over(load) for load in loads):
            return self._relieve(view, memory, loads)
        if memory.bare_us:
            memory = msgspec.structs.replace(memory, bare_us=0)
        if not memory.holding:
            return Decision((), memory)
        if view.t_us < memory.shed_us + self._hold_us:
            return self._recall(view, loads, memory)
        return self._restore(view, loads, memory)

    def _is_over(self, load: GroupLoad) -> bool:
        return load.load_pu > self.params.shed_to_pu * (1.0 + 1e-9)

    def _relieve(
        self, view: View, memory: ShedMemory, loads: Sequence[GroupLoad]
    ) -> Decision[ShedMemory]:
        again_us = self._stage_us if memory.holding else _NO_RELIEF_LOOK_US
        over = [load for load in loads if self._is_over(load)]
        commands, bare = self._shed(view, over, memory.bare_us)
        since_us = (memory.bare_us or view.t_us) if bare else 0
        capped_us = since_us + self._ai_after_us
        wake_us = capped_us if bare and capped_us > view.t_us else None
        if not commands:
            waits = msgspec.structs.replace(memory, bare_us=since_us)
            return Decision((), waits, wake_us=wake_us, every_us=again_us)
        early = self._early(view, loads, memory)
        caps = [command.hall for command in commands if isinstance(command, CapHall)]
        capped = tuple(dict.fromkeys((*memory.capped, *caps)))
        after = ShedMemory(view.t_us, holding=True, capped=capped, bare_us=since_us)
        return Decision((*commands, *early), after, wake_us=wake_us, every_us=self._stage_us)

    def _shed(
        self, view: View, over: Sequence[GroupLoad], bare_us: int
    ) -> tuple[list[AnyCommand], bool]:
        """Commands, and whether a group is so far above that only its halls are left."""
        rows = view.rows()
        commands: list[AnyCommand] = []
        bare = False
        may_cap = view.t_us >= (bare_us or view.t_us) + self._ai_after_us
        for load in over:
            group = load.group_index
            going_w = leaving_w(rows, group)
            excess_w = load.above_w(self.params.shed_to_pu) - going_w
            why = f"{load.worst} at {load.load_pu:.2f} of its rating"
            shed, left_w = choose_sheds(rows, group, excess_w)
            commands += [CurtailRows(why, block, names) for block, names in by_block(shed)]
            if left_w > 0 and not shed:
                ai_excess_w = load.above_w(self.params.ai_limit_pu) - going_w
                bare = bare or ai_excess_w > 0
                if ai_excess_w > 0 and may_cap:
                    words = f"{why}, no mining left to shed"
                    commands += cap_halls(view.halls(), group, ai_excess_w, words)
        return commands, bare

    def _recall(
        self, view: View, loads: Sequence[GroupLoad], memory: ShedMemory
    ) -> Decision[ShedMemory]:
        """Wait for the hold time, but let go of what has not gone to sleep and fits again."""
        commands = self._early(view, loads, memory)
        if any(self.NAME in row.held_by for row in view.rows()) or memory.capped:
            return Decision(commands, memory, every_us=self._stage_us)
        return Decision((), ShedMemory(memory.shed_us))

    def _early(
        self, view: View, loads: Sequence[GroupLoad], memory: ShedMemory
    ) -> tuple[RestoreRows, ...]:
        """Rows told to sleep that still hash, in groups that a transfer relieved meanwhile."""
        late = view.t_us >= memory.shed_us + self._stage_us
        fits = {load.group_index for load in loads if load.load_pu <= self.params.restore_to_pu}
        if late or not memory.holding or not fits:
            return ()
        rows = [row for row in view.rows() if self.NAME in row.held_by and row.hashing]
        early = [row for row in rows if row.group_index in fits]
        return tuple(RestoreRows(_FITS, block, names) for block, names in by_block(early))

    def _restore(
        self, view: View, loads: Sequence[GroupLoad], memory: ShedMemory
    ) -> Decision[ShedMemory]:
        rows = view.rows()
        rooms = Rooms(loads, rows, self.params.restore_to_pu)
        capped = [hall for hall in view.halls() if hall.hall in memory.capped]
        lifts = [CapHall(_FITS, hall.hall, 1.0) for hall in capped if rooms.take_hall(hall)]
        held = [row for row in rows if self.NAME in row.held_by]
        held.sort(key=lambda row: (-row.shed_order, row.j_per_th, row.block, row.row))
        chosen = choose_wakes(held, ramp_of(view, self.params.stage_s), rooms.take)
        wakes = [RestoreRows(_FITS, block, names) for block, names in by_block(chosen)]
        lifted = {command.hall for command in lifts}
        still = tuple(hall for hall in memory.capped if hall not in lifted)
        holding = bool(held or still)
        again_us = self._stage_us if chosen or lifts else self._idle_us
        after = ShedMemory(memory.shed_us, holding, still)
        return Decision((*lifts, *wakes), after, every_us=again_us if holding else 0)


_FITS = "the load fits under the rating again"
