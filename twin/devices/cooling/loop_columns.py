"""What all cooling plants of a site are at an instant: their state and what is read of it.

Here is what is kept and what is read; `loop` says what happens to it. A change of heat re-anchors
the temperatures and nothing else. Heat that left by some way follows from balances over the whole
turn, which is the time since something was switched: what came less what is stored left by the
coils, and so on down to the dry coolers. They are exact integrals and cost nothing meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from twin.devices.contract import Columns
from twin.devices.cooling.loop_flow import Part, States, advance, parts_of
from twin.devices.cooling.loop_outdoors import LoopOutdoors, fan_levels
from twin.devices.cooling.loop_spec import LoopSpec
from twin.devices.cooling.loop_switched import (
    Calls,
    Switched,
    Switches,
    plant_of,
    switched,
    technology_w_per_k,
    whole,
)
from twin.devices.cooling.staging import Stages, StagingSpec, held_down_c
from twin.devices.cooling.water import WaterUse
from twin.units import US_PER_S

CALLED = ("fans", "coils", "trim")


class Turn(NamedTuple):
    """What a turn began with: heat that had come, and heat that was stored above 0 °C [J]."""

    liquid_j: float = 0.0
    air_j: float = 0.0
    loops_j: float = 0.0
    room_j: float = 0.0


class Meters(NamedTuple):
    """What has passed since the start [J].

    Attributes:
        net_rejected_j: outdoors; negative where the air was warmer than the water.
        net_chilled_j: taken by the chillers, from coils and trim.
        net_coils_j: taken from the room by its coils, on either water.
        pump_j, cooler_fan_j, coil_fan_j, chiller_j: drawn.
        flowing_s: time that water flowed outdoors.
    """

    net_rejected_j: float = 0.0
    net_chilled_j: float = 0.0
    net_coils_j: float = 0.0
    pump_j: float = 0.0
    cooler_fan_j: float = 0.0
    coil_fan_j: float = 0.0
    chiller_j: float = 0.0
    flowing_s: float = 0.0

    @property
    def energy_j(self) -> float:
        """All that was drawn."""
        return self.pump_j + self.cooler_fan_j + self.coil_fan_j + self.chiller_j


class LoopColumns(Columns):
    """Columns of all cooling plants; the index is the plant.

    Attributes:
        specs: what each is.
        state_c: technology supply, facility supply, air and mass of the room, at the anchor.
        liquid_w, air_w: heat of the racks into liquid and air, since the anchor.
        liquid_j, air_j: the same up to the anchor.
        switches: all that is switched, counted or noted.
        outdoors: dry coolers or towers.
        stages: by name: fan steps of these; chillers called for coils, and for trim.
        now: what follows from these until something is switched, with `parts` and `drive`.
        power_w: draw of pumps, fans and chillers, ready to be read by the balance.
    """

    STATE = (
        *("state_c", "anchor_us", "liquid_w", "air_w", "liquid_j", "air_j"),
        *("switches", "turn_us", "turn", "meters", "initial_j"),
    )

    def __init__(self, specs: Sequence[LoopSpec], t_us: int, start_c: float) -> None:
        """All of it whole and running at one temperature, outdoors too, without heat."""
        self.specs = tuple(specs)
        count = len(self.specs)
        self.plants = [plant_of(spec) for spec in specs]
        self.state_c: list[States] = [(start_c, start_c, start_c, start_c)] * count
        self.anchor_us, self.turn_us = [t_us] * count, [t_us] * count
        self.liquid_w, self.air_w = [0.0] * count, [0.0] * count
        self.liquid_j, self.air_j, self.initial_j = [0.0] * count, [0.0] * count, [0.0] * count
        self.switches = [whole(spec, t_us, start_c) for spec in specs]
        self.turn, self.meters = [Turn()] * count, [Meters()] * count
        self.outdoors = LoopOutdoors(specs)
        any_chillers = [min(spec.chillers.count, 1) for spec in specs]
        self.stages = {
            "fans": Stages([spec.fans for spec in specs], self.outdoors.top_stage, t_us),
            "coils": Stages([spec.chillers.coils for spec in specs], any_chillers, t_us),
            "trim": Stages([spec.chillers.trim for spec in specs], any_chillers, t_us),
        }
        self.now: list[Switched] = [self._switched(i) for i in range(count)]
        self.parts: list[tuple[Part, ...]] = [()] * count
        self.drive: list[States] = [(0.0, 0.0, 0.0, 0.0)] * count
        self._asked = [(t_us, one, one, one) for one in self.state_c]
        self.power_w = [0.0] * count
        for i in range(count):
            self._derive(i)
            self._begin(i, t_us)
            self.initial_j[i] = sum(self._stored_j(i, t_us))

    def snapshot(self) -> dict[str, list[Any]]:
        """Copies of the whole state, stages last, fit for JSON."""
        state = super().snapshot()
        for name in CALLED:
            kept = self.stages[name].snapshot()
            state |= {f"{name}_{column}": values for column, values in kept.items()}
        return state

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; what is derived follows from it to the last bit."""
        super().restore(state)
        self.state_c[:] = [_four(one) for one in self.state_c]
        self.switches[:] = [Switches(*one) for one in self.switches]
        self.turn[:] = [Turn(*one) for one in self.turn]
        self.meters[:] = [Meters(*one) for one in self.meters]
        for name in CALLED:
            kept = {column: state[f"{name}_{column}"] for column in Stages.STATE}
            self.stages[name].restore(kept)
        for i in range(len(self.specs)):
            self._derive(i)

    def temperatures_c(self, i: int, t_us: int) -> States:
        """Technology supply, facility supply, air and mass of the room.

        What was asked last is kept: a reader asks many things of one instant.
        """
        state_c, drive = self.state_c[i], self.drive[i]
        if t_us == self.anchor_us[i]:
            return state_c
        at_us, from_c, by, found_c = self._asked[i]
        if at_us != t_us or from_c is not state_c or by is not drive:
            found_c = advance(self.parts[i], state_c, drive, self._span_s(i, t_us))
            self._asked[i] = t_us, state_c, drive, found_c
        return found_c

    def return_c(self, i: int, t_us: int) -> float:
        """Technology water behind the racks; as its supply where none flows."""
        w_per_k = technology_w_per_k(self.plants[i], self.switches[i])
        rise_k = self.liquid_w[i] / w_per_k if w_per_k else 0.0
        return self.temperatures_c(i, t_us)[0] + rise_k

    def inlet_c(self, i: int, t_us: int) -> float:
        """Air that the racks draw in: blown by the coils, or the room's own without them."""
        now, (_, facility_c, air_c, _) = self.now[i], self.temperatures_c(i, t_us)
        return now.inlet_air_frac * air_c + now.inlet_water_frac * facility_c + now.inlet_c

    def coils_w(self, i: int, t_us: int) -> float:
        """Heat that the coils take from the room; negative where they warm it."""
        now, (_, facility_c, air_c, _) = self.now[i], self.temperatures_c(i, t_us)
        over_c = facility_c if now.flow.shared else 0.0
        return now.flow.coil_w_per_k * (air_c - over_c) + now.coil_w

    def trim_w(self, i: int, t_us: int) -> float:
        """Heat that the chillers take from the facility water."""
        now = self.now[i]
        return now.flow.trim_w_per_k * self.temperatures_c(i, t_us)[1] + now.trim_w

    def chilled_w(self, i: int, t_us: int) -> float:
        """Heat that the chillers take, for coils and trim."""
        coils_w = self.coils_w(i, t_us) if self.now[i].chilled else 0.0
        return coils_w + self.trim_w(i, t_us)

    def rejected_w(self, i: int, t_us: int) -> float:
        """Heat that dry coolers or towers give to the air; negative where it is warmer."""
        flow = self.now[i].flow
        if not flow.sink_w_per_k:
            return 0.0
        leaving_c = self.temperatures_c(i, t_us)[1] + self.trim_w(i, t_us) / flow.water_w_per_k
        return flow.sink_w_per_k * (leaving_c - self.outdoors.sink_c(i, self.switches[i]))

    def fan_stage(self, i: int) -> int:
        """Of the fans outdoors; 0 without supply."""
        return self.stages["fans"].stage[i] if self.switches[i].powered else 0

    def water_at(self, i: int, t_us: int) -> WaterUse:
        """Water that towers took since the start."""
        meters = self.meters_at(i, t_us)
        return self.outdoors.water(i, meters.net_rejected_j, meters.flowing_s)

    def fans_down_c(self, i: int, levels: StagingSpec, sink_c: float) -> float:
        """Facility supply below which the fans may go a step down, rising with the sink."""
        stage, flow = self.stages["fans"].stage[i], self.now[i].flow
        if not stage or not flow.sink_w_per_k or not self.switches[i].powered:
            return levels.down_c
        less_w_per_k = self.outdoors.w_per_k(i, self.plants[i], self.switches[i], stage - 1)
        return held_down_c(levels, sink_c, less_w_per_k / flow.sink_w_per_k)

    def came_j(self, i: int, t_us: int) -> tuple[float, float]:
        """Heat of the racks into liquid and into air since the start."""
        span_s = self._span_s(i, t_us)
        liquid_j = self.liquid_j[i] + self.liquid_w[i] * span_s
        return liquid_j, self.air_j[i] + self.air_w[i] * span_s

    def stored_j(self, i: int, t_us: int) -> float:
        """Heat stored since the start."""
        return sum(self._stored_j(i, t_us)) - self.initial_j[i]

    def meters_at(self, i: int, t_us: int) -> Meters:
        """What has passed since the start."""
        now, was, began = self.now[i], self.meters[i], self.turn[i]
        span_s = (t_us - self.turn_us[i]) / US_PER_S
        (loops_j, room_j), (liquid_j, air_j) = self._stored_j(i, t_us), self.came_j(i, t_us)
        coils_j = 0.0
        if now.flow.coil_w_per_k or now.coil_w:
            coils_j = air_j - began.air_j + now.coil_fan_w * span_s - (room_j - began.room_j)
        pumps_w = now.cdu_pump_w + now.pump_w
        left_j = liquid_j - began.liquid_j + pumps_w * span_s - (loops_j - began.loops_j)
        left_j += 0.0 if now.chilled else coils_j
        trim_j = self._trim_j(i, left_j, span_s)
        rejected_j = left_j - trim_j if now.flow.sink_w_per_k else 0.0
        return Meters(
            was.net_rejected_j + rejected_j,
            was.net_chilled_j + trim_j + (coils_j if now.chilled else 0.0),
            was.net_coils_j + coils_j,
            was.pump_j + pumps_w * span_s,
            was.cooler_fan_j + now.cooler_fan_w * span_s,
            was.coil_fan_j + now.coil_fan_w * span_s,
            was.chiller_j + now.chiller_w * span_s,
            was.flowing_s + (span_s if now.flow.water_w_per_k else 0.0),
        )

    def _trim_j(self, i: int, left_j: float, span_s: float) -> float:
        """Heat trimmed in this turn, out of what left the loops in it."""
        flow, const_w = self.now[i].flow, self.now[i].trim_w
        if not flow.trim_w_per_k:
            return const_w * span_s
        per_w = flow.sink_w_per_k / flow.water_w_per_k
        sink_c = self.outdoors.sink_c(i, self.switches[i])
        steady_w = const_w * (1.0 + per_w) - flow.sink_w_per_k * sink_c
        facility_k_s = (left_j - steady_w * span_s) / flow.drain_w_per_k
        return flow.trim_w_per_k * facility_k_s + const_w * span_s

    def _stored_j(self, i: int, t_us: int) -> tuple[float, float]:
        one, two, air, mass = map(
            float.__mul__, self.plants[i].capacities_j_per_k, self.temperatures_c(i, t_us)
        )
        return one + two, air + mass

    def _span_s(self, i: int, t_us: int) -> float:
        return (t_us - self.anchor_us[i]) / US_PER_S

    def _switched(self, i: int) -> Switched:
        one, stages = self.switches[i], self.stages
        outdoors = self.outdoors.standing(i, self.plants[i], one, self.fan_stage(i))
        calls = Calls(stages["coils"].stage[i] > 0, stages["trim"].stage[i] > 0)
        return switched(self.plants[i], one, outdoors, calls)

    def _derive(self, i: int) -> None:
        """Work out what follows from the switched state."""
        self.now[i] = now = self._switched(i)
        self.parts[i] = parts_of(now.flow, self.plants[i].capacities_j_per_k)
        self.power_w[i] = now.power_w
        self._aim(i)
        self._push(i)

    def _aim(self, i: int) -> None:
        """Levels of the fans: those of the season, and none down to a step that would not hold."""
        spec, one = self.specs[i], self.switches[i]
        levels, sink_c = fan_levels(spec, one), self.outdoors.sink_c(i, one)
        self.stages["fans"].aim(i, levels.up_c, self.fans_down_c(i, levels, sink_c))

    def _push(self, i: int) -> None:
        """Work out what drives the temperatures."""
        one, two, air, _ = self.plants[i].capacities_j_per_k
        now = self.now[i]
        flow = now.flow
        trim_ratio = 1.0 + (flow.sink_w_per_k / flow.water_w_per_k if flow.sink_w_per_k else 0.0)
        sink_w = flow.sink_w_per_k * self.outdoors.sink_c(i, self.switches[i])
        self.drive[i] = (
            (self.liquid_w[i] + now.cdu_pump_w) / one,
            (now.pump_w - now.trim_w * trim_ratio + sink_w) / two,
            (self.air_w[i] + now.coil_fan_w - now.coil_w) / air,
            0.0,
        )

    def _begin(self, i: int, t_us: int) -> None:
        """A turn begins."""
        self.turn_us[i] = t_us
        self.turn[i] = Turn(*self.came_j(i, t_us), *self._stored_j(i, t_us))


def _four(values_c: Sequence[float]) -> States:
    one, two, air, mass = values_c
    return one, two, air, mass
