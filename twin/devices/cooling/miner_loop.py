"""Hydro loops and immersion tanks of miners, exact between events.

Coolant at T1 with the machines' metal, and water outdoors at T2 where a plate exchanger parts them:

`C1 T1' = Q + P - U (T1 - T2)`, `C2 T2' = U (T1 - T2) - G (T2 - Ts)`

T1 is the inlet of hydro machines, or the oil that machines hang in; T2 the water that leaves dry
coolers or tower. Without a plate the coolant itself goes there and `C1 T1' = Q + P - G (T1 - Ts)`.
Pumps give their draw P to the coolant as heat, flow in proportion to those that run, and films
follow flow to the power 0.8 (`exchanger`). Fans step with the water from outdoors, no step down
that would not hold. All heat that leaves leaves there, so it is a balance and costs nothing.

Machines are told their coolant (`inlet_c`) at its limits and where it has moved by a band, so what
they draw is constant between. Machines stopped for too great a rise wait until the pumps could
carry their rated heat: started before, they would stop again.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from twin.devices.contract import Crossing, soonest
from twin.devices.cooling.levels import Level, lower, may_move, met, moved, upper
from twin.devices.cooling.loop_flow import ranges
from twin.devices.cooling.miner_loop_columns import Drawn, MinerLoopColumns, Running

FANS, RISE, INLET = "fans", "rise", "inlet"
WARM, HOT, COLD = "warm", "hot", "cold"

_SLACK_K = 1e-9
_RISE_BAND_K = 1.0
_TOLD_K = 1e-6


class MinerLoops(MinerLoopColumns):
    """All loops and tanks with what may be done to them; the index is the loop."""

    def set_heat(self, i: int, t_us: int, heat_w: float) -> None:
        """From `t_us` on its machines give this heat."""
        if heat_w != self.heat_w[i]:
            self._anchor(i, t_us)
            self.heat_w[i] = heat_w
            self._push(i)

    def set_weather(self, i: int, t_us: int, dry_bulb_c: float, wet_bulb_c: float) -> None:
        """Set the air outdoors."""
        new = self.running[i]._replace(dry_bulb_c=dry_bulb_c, wet_bulb_c=wet_bulb_c)
        self._switch(i, t_us, new)

    def set_pumps(self, i: int, t_us: int, running_count: int, speed_frac: float = 1.0) -> None:
        """So many pumps run, at this speed."""
        assert 0 <= running_count <= self.specs[i].pumps_installed_count, "pumps that are there"
        self._switch(i, t_us, self.running[i]._replace(pumps=running_count, speed_frac=speed_frac))

    def set_coolers(self, i: int, t_us: int, available_count: int) -> None:
        """So many dry coolers, or towers, are whole."""
        assert 0 <= available_count <= self.rejections[i].units_count, "coolers that are there"
        self._switch(i, t_us, self.running[i]._replace(coolers=available_count))

    def set_powered(self, i: int, t_us: int, *, powered: bool) -> None:
        """Take or give the supply of its fans; they come back at full speed."""
        if powered and not self.running[i].powered:
            self.fans.place(i, t_us, self.fans.top[i])
        self._switch(i, t_us, self.running[i]._replace(powered=powered))

    def place(self, i: int, t_us: int, state_c: Sequence[float]) -> None:
        """Put its temperatures; all meters count from here."""
        self.state_c[i] = tuple(state_c)
        self.inlet_c[i] = self.state_c[i][0]
        self.anchor_us[i] = self.turn_us[i] = t_us
        self.heat_j[i], self.drawn[i] = 0.0, Drawn()
        self._derive(i)
        self.initial_j[i] = self._held_j(i, t_us)

    def settle(self, i: int, t_us: int) -> None:
        """Put it in its steady state, fans in the slowest stage that is enough.

        Temperatures that never settle, because nothing takes their heat, stay as they are.
        """
        settled_c: Sequence[float] = self.state_c[i]
        for stage in range(self.fans.top[i] + 1):
            self.fans.place(i, t_us, stage)
            self._derive(i)
            settled_c = self.part[i].block.steady(self.drive_k_per_s[i]) or self.state_c[i]
            if settled_c[-1] <= self.fans.up_c[i]:
                break
        self.place(i, t_us, settled_c)

    def tell(self, i: int, t_us: int) -> None:
        """Tell its machines the coolant of now; what they know already stays as it is."""
        coolant_c = self.temperatures_c(i, t_us)[0]
        if abs(coolant_c - self.inlet_c[i]) > _TOLD_K:
            self.inlet_c[i] = coolant_c

    def latch(self, i: int) -> None:
        """Take limits as passed, or not, by the coolant as it stands: where a run begins."""
        coolant_c, one = self.state_c[i][0], self.running[i]
        levels = self.levels(i)
        passed = {
            level.limit: coolant_c < level.level_c
            if level.limit == COLD
            else coolant_c >= level.level_c
            for level in levels
        }
        self.running[i] = one._replace(**passed)

    def levels(self, i: int) -> tuple[Level, ...]:
        """Limits of the coolant in force."""
        spec, one = self.specs[i], self.running[i]
        return (
            upper(WARM, spec.warm_c, spec.band_k, passed=one.warm),
            upper(HOT, spec.stop_c, spec.band_k, passed=one.hot),
            lower(COLD, spec.cold_c, spec.band_k, passed=one.cold),
        )

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next fan stage or limit, if all inputs stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        anchor_us, block, state_c = self.anchor_us[i], self.part[i].block, self.state_c[i]
        bounds_c = ranges((self.part[i],), state_c, self.drive_k_per_s[i])
        found = self._rises(i)
        low_c, high_c = bounds_c[0][0] - _SLACK_K, bounds_c[0][1] + _SLACK_K
        near = [level for level in self.levels(i) if level.within(low_c, high_c)]
        if near:
            weights = (1.0, 0.0)[: len(state_c)]
            found += met(block.output(weights, state_c, self.drive_k_per_s[i]), anchor_us, near)
        low_c, high_c = bounds_c[-1][0] - _SLACK_K, bounds_c[-1][1] + _SLACK_K
        if self.running[i].powered and may_move(self.fans, i, low_c, high_c):
            weights = (0.0, 1.0)[-len(state_c) :]
            response = block.output(weights, state_c, self.drive_k_per_s[i])
            found += moved(self.fans, i, FANS, anchor_us, response)
        return soonest(found)

    def next_step(self, i: int, t_us: int) -> Crossing | None:
        """The next crossing, or coolant that has moved by the band and is told to the machines."""
        told_c, band_k = self.inlet_c[i], self.specs[i].inlet_band_k
        states_c, drive = self.state_c[i], self.drive_k_per_s[i]
        weights = (1.0, 0.0)[: len(states_c)]
        response = self.part[i].block.output(weights, states_c, drive)
        telling = (
            Level(INLET, told_c + band_k, rising=True),
            Level(INLET, told_c - band_k, rising=False),
        )
        found = met(response, self.anchor_us[i], telling)
        crossing = self.next_crossing(i, t_us)
        return soonest([crossing, *found])

    def cross(self, i: int, crossing: Crossing) -> None:
        """Let what a crossing says happen."""
        t_us, rising = crossing.t_us, crossing.direction == "rising"
        if crossing.limit == INLET:
            band_k = self.specs[i].inlet_band_k
            self._anchor(i, t_us)
            self.inlet_c[i] += band_k if rising else -band_k
            return
        for limit, level_c, _ in self.levels(i):
            if limit == crossing.limit:
                self.inlet_c[i] = level_c
        if crossing.limit != FANS:
            passed = rising if crossing.limit != COLD else not rising
            self._anchor(i, t_us)
            self.running[i] = self.running[i]._replace(**{crossing.limit: passed})
            return
        self._turn(i, t_us)
        self.fans.change(i, t_us, up=rising)
        self._derive(i)

    def _rises(self, i: int) -> list[Crossing]:
        """The rise over the machines changes with heat and pumps only, so it is met at once."""
        one, passed = self.coolants[i], self.running[i].rise
        most_k = one.rise_most_k
        if most_k is None:
            return []
        stream_w_per_k = self.now[i].stream_w_per_k
        whole_k = max(one.rated_w, self.heat_w[i]) / stream_w_per_k if stream_w_per_k else inf
        beyond = whole_k > most_k - _RISE_BAND_K if passed else self.rise_k(i) > most_k
        if beyond == passed:
            return []
        way = "rising" if beyond else "falling"
        return [Crossing(limit=RISE, direction=way, anchor_us=self.anchor_us[i], after_us=0.0)]

    def _anchor(self, i: int, t_us: int) -> None:
        """Take temperatures and heat that came to an instant."""
        if t_us != self.anchor_us[i]:
            self.heat_j[i] = self.heat_at_j(i, t_us)
            self.state_c[i] = tuple(self.temperatures_c(i, t_us))
            self.anchor_us[i] = t_us

    def _turn(self, i: int, t_us: int) -> None:
        """Take everything to an instant, where something is switched."""
        self.drawn[i] = self.drawn_at(i, t_us)
        self.turn_us[i] = t_us
        self._anchor(i, t_us)

    def _switch(self, i: int, t_us: int, running: Running) -> None:
        if running != self.running[i]:
            self._turn(i, t_us)
            self.running[i] = running
            self._derive(i)
