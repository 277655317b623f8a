"""Cooling plants of AI halls: what happens to them.

Racks give heat to a technology loop and to the room's air; exchangers pass it to facility water,
dry coolers and chillers take it from there (`loop_flow` has the equations, `loop_spec` a hall).
What a fact must say comes as crossings: a fan step, chillers called for the coils or to trim or no
longer, their restart after a loss of power, limits that make racks throttle or stop, and a look:
the chillers' draw is frozen and read anew when a temperature has moved by their band. A change of
heat re-anchors and freezes nothing anew, so it is cheap.
"""

from __future__ import annotations

from math import ulp

from twin.devices.contract import Crossing
from twin.devices.cooling.chiller import RESTARTED, ready_us
from twin.devices.cooling.loop_columns import Meters
from twin.devices.cooling.loop_flow import States, settled
from twin.devices.cooling.loop_limits import (
    COILS,
    COILS_FULL,
    FANS,
    LOOK,
    TRIM,
    TRIM_FULL,
    LoopLimits,
)
from twin.devices.cooling.loop_quiet import Calm, quiet_until_us
from twin.devices.cooling.loop_spec import rejectors_count
from twin.devices.cooling.loop_switched import Switches

_MOST_ROUNDS = 12
_PAST_ULP_COUNT = 8


class Loops(LoopLimits):
    """All cooling plants with what may be done to them; the index is the plant."""

    def set_heat(self, i: int, t_us: int, liquid_w: float, air_w: float) -> None:
        """From `t_us` on the racks give this heat to their liquid and to the room's air."""
        if liquid_w != self.liquid_w[i] or air_w != self.air_w[i]:
            self._anchor(i, t_us)
            self.liquid_w[i], self.air_w[i] = liquid_w, air_w
            self._push(i)

    def set_weather(
        self, i: int, t_us: int, dry_bulb_c: float, wet_bulb_c: float | None = None
    ) -> None:
        """Set the air outdoors; saturated unless its wet bulb is given, which towers alone ask."""
        was, spec = self.switches[i], self.specs[i]
        now = was._replace(dry_bulb_c=dry_bulb_c)
        if self.outdoors.towers[i] is not None:
            wet_bulb_c = dry_bulb_c if wet_bulb_c is None else wet_bulb_c
            assert wet_bulb_c <= dry_bulb_c, (dry_bulb_c, wet_bulb_c)
            now = now._replace(wet_bulb_c=wet_bulb_c)
        below_c = spec.free_below_c + (spec.free_band_k if was.free else 0.0)
        free = self.outdoors.sink_c(i, now) < below_c
        self._switch(i, t_us, now._replace(free=free))

    def set_cdus(self, i: int, t_us: int, running_count: int, speed_frac: float = 1.0) -> None:
        """So many coolant distribution units run, their pumps at this speed."""
        assert 0 <= running_count <= self.specs[i].cdu.installed_count, "units that are there"
        self._switch(
            i, t_us, self.switches[i]._replace(cdus=running_count, cdu_speed_frac=speed_frac)
        )

    def set_pumps(self, i: int, t_us: int, running_count: int, speed_frac: float = 1.0) -> None:
        """So many pumps of the facility loop run, at this speed."""
        most = self.specs[i].facility.pumps_installed_count
        assert 0 <= running_count <= most, "pumps that are there"
        self._switch(
            i, t_us, self.switches[i]._replace(pumps=running_count, pump_speed_frac=speed_frac)
        )

    def set_coolers(self, i: int, t_us: int, available_count: int) -> None:
        """So many dry coolers, or cells of a tower, are whole."""
        assert 0 <= available_count <= rejectors_count(self.specs[i]), "coolers that are there"
        self._switch(i, t_us, self.switches[i]._replace(coolers=available_count))

    def set_chillers(self, i: int, t_us: int, available_count: int) -> None:
        """So many chillers are whole."""
        assert 0 <= available_count <= self.specs[i].chillers.count, "chillers that are there"
        self._switch(i, t_us, self.switches[i]._replace(chillers=available_count))

    def set_supply(self, i: int, t_us: int, supply_c: float | None) -> None:
        """Let fans hold this facility supply, or by None what the document says."""
        self._switch(i, t_us, self.switches[i]._replace(set_c=supply_c))

    def set_powered(self, i: int, t_us: int, *, powered: bool, blown: bool | None = None) -> None:
        """Take or give the supply of fans outdoors and chillers; chillers come back after a wait.

        A gap that the chillers' control holds costs no wait. Fans of the dry coolers come back at
        full speed. Pumps are told by their counts.

        Args:
            i: the plant.
            t_us: the instant.
            powered: whether fans outdoors and chillers have their supply.
            blown: whether fans of the coils have theirs, which is the same unless given.
        """
        was = self.switches[i]
        turns = powered if blown is None else blown
        if (powered, turns) == (was.powered, was.blown):
            return
        if powered == was.powered:
            self._switch(i, t_us, was._replace(blown=turns))
            return
        now = was._replace(powered=powered, blown=turns)
        if powered:
            self.stages[FANS].place(i, t_us, self.stages[FANS].top[i])
            spec = self.specs[i].chillers.chiller
            runs_us = ready_us(spec, was.lost_us, t_us, was.ready_us)
            now = now._replace(ready=runs_us <= t_us, ready_us=runs_us)
        else:
            now = now._replace(lost_us=t_us)
        self._switch(i, t_us, now)

    def place(self, i: int, t_us: int, state_c: States) -> None:
        """Put its four temperatures; all meters count from here."""
        self.anchor_us[i], self.state_c[i] = t_us, state_c
        self.liquid_j[i] = self.air_j[i] = 0.0
        self.meters[i] = Meters()
        self._look(i)
        self._derive(i)
        self._begin(i, t_us)
        self.initial_j[i] = sum(self._stored_j(i, t_us))

    def quiet_until_us(self, i: int, t_us: int, calm: Calm) -> int:
        """Until when nothing is due, whatever heat and dry bulb do within `calm` (`loop_quiet`)."""
        return quiet_until_us(self, i, t_us, calm)

    def settled_c(self, i: int) -> States:
        """Where its temperatures settle if nothing is switched; as they are where they never do."""
        return settled(self.parts[i], self.state_c[i], self.drive[i])

    def settle(self, i: int, t_us: int) -> None:
        """Put it in a steady state of its inputs, fans in the slowest step that is enough.

        Temperatures that never settle, because nothing takes their heat, stay as they are.
        """
        self.anchor_us[i] = t_us
        self._fill(i, coils_full=False, trim_full=False)
        for _ in range(_MOST_ROUNDS):
            self.state_c[i] = self._with_fans(i, t_us)
            if self._call(i, t_us, COILS) or self._call(i, t_us, TRIM):
                self._fill(i, coils_full=False, trim_full=False)
                continue
            before = self.switches[i].coils_full, self.switches[i].trim_full
            self._look(i)
            if before == (self.switches[i].coils_full, self.switches[i].trim_full):
                break
        self.place(i, t_us, self.state_c[i])

    def cross(self, i: int, crossing: Crossing) -> None:
        """Let what a crossing says happen."""
        t_us, limit, rising = crossing.t_us, crossing.limit, crossing.direction == "rising"
        if limit in Switches._fields and limit not in (COILS_FULL, TRIM_FULL):
            self._anchor(i, t_us)
            self.switches[i] = self.switches[i]._replace(**{limit: rising})
            return
        self._turn(i, t_us)
        if limit in self.stages:
            self.stages[limit].change(i, t_us, up=rising)
        elif limit == RESTARTED:
            self.switches[i] = self.switches[i]._replace(ready=True)
        elif limit in (COILS_FULL, TRIM_FULL):
            self._reach(i, limit, rising=rising)
        else:
            assert limit == LOOK, crossing
        if limit != FANS:
            self._look(i)
        self._derive(i)
        self._begin(i, t_us)

    def _anchor(self, i: int, t_us: int) -> None:
        """Take temperatures and heat that came to an instant."""
        if t_us != self.anchor_us[i]:
            self.liquid_j[i], self.air_j[i] = self.came_j(i, t_us)
            self.state_c[i] = self.temperatures_c(i, t_us)
            self.anchor_us[i] = t_us

    def _turn(self, i: int, t_us: int) -> None:
        """Take everything to an instant, where a turn ends."""
        self.meters[i] = self.meters_at(i, t_us)
        self._anchor(i, t_us)

    def _switch(self, i: int, t_us: int, switches: Switches) -> None:
        if switches != self.switches[i]:
            self._turn(i, t_us)
            self.switches[i] = switches
            self._weigh(i)
            self._derive(i)
            self._begin(i, t_us)

    def _look(self, i: int) -> None:
        """Read the chillers at the temperatures of now."""
        _, facility_c, air_c, _ = self.state_c[i]
        seen = self.switches[i]._replace(seen_facility_c=facility_c, seen_air_c=air_c)
        self.switches[i] = seen
        self._weigh(i)

    def _weigh(self, i: int) -> None:
        """Whether the chillers give all they can."""
        now, (_, facility_c, air_c, _) = self._switched(i), self.state_c[i]
        coils_full = air_c >= now.coils_level_c
        trim_full = facility_c + now.trim_air_frac * air_c >= now.trim_level_c
        self._fill(i, coils_full=coils_full, trim_full=trim_full)

    def _fill(self, i: int, *, coils_full: bool, trim_full: bool) -> None:
        filled = self.switches[i]._replace(coils_full=coils_full, trim_full=trim_full)
        self.switches[i] = filled

    def _reach(self, i: int, limit: str, *, rising: bool) -> None:
        """A temperature is at its level or just below, whatever its rounding says."""
        one, facility_c, air_c, mass_c = self.state_c[i]
        now = self.now[i]
        if limit == TRIM_FULL:
            level_c = now.trim_level_c - now.trim_air_frac * air_c
            facility_c = _reached_c(facility_c, level_c, rising=rising)
        else:
            air_c = _reached_c(air_c, now.coils_level_c, rising=rising)
        self.state_c[i] = one, facility_c, air_c, mass_c

    def _with_fans(self, i: int, t_us: int) -> States:
        """Where it settles with its fans in the slowest step that is enough."""
        fans, settled_c = self.stages[FANS], self.state_c[i]
        for stage in range(fans.top[i] + 1):
            fans.place(i, t_us, stage)
            self._derive(i)
            settled_c = self.settled_c(i)
            if settled_c[1] <= fans.up_c[i]:
                break
        return settled_c

    def _call(self, i: int, t_us: int, name: str) -> bool:
        """Call the chillers, or let them go; whether that is a change."""
        stages, facility_c = self.stages[name], self.state_c[i][1]
        was = stages.stage[i]
        if facility_c > stages.up_c[i]:
            stages.place(i, t_us, 1)
        elif facility_c < stages.down_c[i]:
            stages.place(i, t_us, 0)
        return stages.stage[i] != was


def _reached_c(at_c: float, level_c: float, *, rising: bool) -> float:
    """Past the level by what sums with other terms can't hide."""
    past_k = _PAST_ULP_COUNT * ulp(level_c)
    return max(at_c, level_c + past_k) if rising else min(at_c, level_c - past_k)
