"""Groups of equal engine generators on one bus: what they are told, and what stops them.

Engines on the bus share its load equally. A load above the ceiling of `genset_load` slows them: the
ceiling catches up within `sag_s`, or under-frequency trips all of them; above the fuel stop it
never does. A load above the rating wears them by `1 / overload_min` a minute and rests off in
`overload_rest_h`. Fuel burns at a constant rate between facts, so the tank is empty at an exact
instant and starves all that run. Ordered engines that may start do; released ones stay as long as
there is load, then run without until they are cool.

Which engine starts and when one breaks down is not decided here: the caller brings the drawn
numbers along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twin.devices.backup.genset_columns import GensetColumns
from twin.devices.backup.genset_load import SLACK_PU
from twin.devices.backup.genset_spec import (
    CAUGHT_UP,
    COOLING,
    NEXT,
    ORDERED,
    OVERLOADED,
    READY,
    RELEASED,
    REPAIRED,
    RESET,
    STARVED,
    STOPPED,
    UNDERSPEED,
    tank_m3,
)
from twin.devices.backup.instants import meeting
from twin.devices.contract import Crossing, soonest
from twin.units import US_PER_S


class Gensets(GensetColumns):
    """All groups of engine generators of a site; the index is the group."""

    def order(self, g: int, t_us: int, draws_frac: Sequence[float]) -> None:
        """From `t_us` on all its engines are wanted; those that run already stay.

        Args:
            g: the group.
            t_us: the instant.
            draws_frac: luck of each engine in this demand, even between 0 and 1, high is bad; used
                by those that stand still, when they may start.
        """
        assert len(draws_frac) == len(self.members[g]), "luck for each engine"
        self.ordered[g] = 1
        engines = self.engines
        for e, draw_frac in zip(self.members[g], draws_frac, strict=True):
            if engines.engine_state[e] == STOPPED and engines.draw_frac[e] is None:
                engines.draw_frac[e] = draw_frac
        self._start(g, t_us)

    def release(self, g: int, t_us: int) -> None:
        """From `t_us` on it is wanted no more; it stays on the bus until the load is gone."""
        if not self.ordered[g]:
            return
        self.ordered[g] = 0
        states, draws_frac = self.engines.engine_state, self.engines.draw_frac
        for e in self.members[g]:
            if states[e] == STOPPED:
                draws_frac[e] = None
        idle = [e for e in self.members[g] if states[e] != READY or not self.load_w[g]]
        self._happens(g, t_us, RELEASED, idle)

    def set_permitted(self, g: int, t_us: int, *, on: bool) -> None:
        """Whether engines that stand still may start; those that are ordered wait for it."""
        self.permitted[g] = int(on)
        self._start(g, t_us)

    def set_supplied(self, g: int, t_us: int, *, on: bool) -> None:
        """Whether fuel can come, as from a gas main; without it what runs trips, starved."""
        self.supplied[g] = int(on)
        if on:
            self._start(g, t_us)
        else:
            self._happens(g, t_us, STARVED, self.members[g])

    def refuel(self, g: int, t_us: int, added_m3: float) -> None:
        """Fill the tank, to the brim at most."""
        self._advance(g, t_us)
        self.left_m3[g] = min(tank_m3(self.specs[g]), self.left_m3[g] + added_m3)
        self._start(g, t_us)

    def set_load(self, g: int, t_us: int, load_w: float) -> None:
        """From `t_us` on this load is connected to the bus, alive or not."""
        if load_w == self.load_w[g]:
            return
        self._advance(g, t_us)
        self.load_w[g] = load_w
        self._watch(g, t_us)
        if not load_w:
            self._let_go(g, t_us)

    def set_breakdown(self, g: int, t_us: int, number: int, drawn_ratio: float | None) -> None:
        """Engine `number` breaks down when its hazard since now reaches a drawn Exp(1) number."""
        self.engines.set_breakdown(self.members[g][number], t_us, drawn_ratio)

    def reset(self, g: int, t_us: int) -> None:
        """Reset by hand what locked out or tripped; a further order starts it."""
        self._happens(g, t_us, RESET, self.members[g])

    def repair(self, g: int, t_us: int, number: int) -> None:
        """An engine that broke down is whole again; a further order starts it."""
        self._happens(g, t_us, REPAIRED, (self.members[g][number],))

    def place(
        self, g: int, t_us: int, *, state: int, load_w: float = 0.0, left_frac: float = 1.0
    ) -> None:
        """Put all its engines in a state, settled under a load, the tank so full.

        A group that is ready is ordered.
        """
        self.ordered[g] = int(state == READY)
        self.anchor_us[g] = t_us
        self.load_w[g] = load_w
        self.left_m3[g] = left_frac * tank_m3(self.specs[g])
        for e in self.members[g]:
            self.engines.place(e, t_us, state)
        self._recount(g, t_us)
        self.ceiling_pu[g] = self.specs[g].most_pu
        self._watch(g, t_us)

    def next_crossing(self, g: int, t_us: int) -> Crossing | None:
        """The next event of the group or one of its engines, if nobody wants anything else."""
        assert t_us >= self.anchor_us[g], "the next crossing is looked for from now on"
        dues = (self.engines.due(e) for e in self.members[g])
        engines = (
            meeting(due.event, "rising", due.entered_us, due.after_us) for due in dues if due
        )
        return soonest((self._next_of_bus(g), self._next_starved(g), *engines))

    def cross(self, g: int, t_us: int, limit: str) -> None:
        """Let what a crossing causes happen; tank, wear and ceiling are taken as exactly on it."""
        if limit in (STARVED, OVERLOADED, UNDERSPEED):
            self._advance(g, t_us)
            if limit == STARVED:
                self.left_m3[g] = 0.0
            elif limit == OVERLOADED:
                self.wear_frac[g] = 1.0
            self._happens(g, t_us, limit, self.members[g])
        elif limit == CAUGHT_UP:
            self._advance(g, t_us)
            self.ceiling_pu[g] = self.loading_pu(g)
            self._watch(g, t_us)
        else:
            dues = ((e, self.engines.due(e)) for e in self.members[g])
            due_now = [
                e
                for e, due in dues
                if due and due.event == limit and due.entered_us + due.after_us <= t_us
            ]
            self._happens(g, t_us, limit, due_now)

    def _next_of_bus(self, g: int) -> Crossing | None:
        """The end of an overload or of a sag."""
        if not self.on_bus_count[g]:
            return None
        spec, loading_pu, sagging_us = self.specs[g], self.loading_pu(g), self.sagging_us[g]
        caught = trips = worn = None
        if sagging_us is not None:
            trips = meeting(UNDERSPEED, "falling", sagging_us, spec.sag_s * US_PER_S)
            if loading_pu <= spec.most_pu + SLACK_PU:
                after_s = (loading_pu - self.ceiling_pu[g]) / spec.ramp_per_s
                caught = meeting(CAUGHT_UP, "rising", self.anchor_us[g], after_s * US_PER_S)
        wear_per_s = self._wear_per_s(g)
        if wear_per_s > 0.0:
            after_s = (1.0 - self.wear_frac[g]) / wear_per_s
            worn = meeting(OVERLOADED, "rising", self.anchor_us[g], after_s * US_PER_S)
        return soonest((caught, trips, worn))

    def _next_starved(self, g: int) -> Crossing | None:
        rate_m3_per_s = self.fuel_m3_per_s(g)
        if self.specs[g].tank_l is None or rate_m3_per_s == 0.0:
            return None
        after_us = self.left_m3[g] / rate_m3_per_s * US_PER_S
        return meeting(STARVED, "falling", self.anchor_us[g], after_us)

    def _start(self, g: int, t_us: int) -> None:
        """Start what stands still if it may, and take back what only cools."""
        if not self.ordered[g]:
            return
        may = self.permitted[g] and self.has_fuel(g)
        states, draws_frac = self.engines.engine_state, self.engines.draw_frac
        wanted = [
            e
            for e in self.members[g]
            if states[e] == COOLING or (may and states[e] == STOPPED and draws_frac[e] is not None)
        ]
        self._happens(g, t_us, ORDERED, wanted)

    def _let_go(self, g: int, t_us: int) -> None:
        """Without order and load the engines leave the bus."""
        if not self.ordered[g] and not self.load_w[g]:
            self._happens(g, t_us, RELEASED, self.members[g])

    def _happens(self, g: int, t_us: int, event: str, engines: Iterable[int]) -> None:
        """Let an event happen to some of its engines; one that changes none of them is none."""
        states = self.engines.engine_state
        changed = [e for e in engines if (states[e], event) in NEXT]
        if not changed:
            return
        self._advance(g, t_us)
        for e in changed:
            self.engines.happens(e, t_us, event)
        self._recount(g, t_us)

    def _recount(self, g: int, t_us: int) -> None:
        """Share the load among those that are on the bus now."""
        before = self.on_bus_count[g]
        self._count(g)
        count, first_pu = self.on_bus_count[g], self.specs[g].first_step_frac
        if not min(before, count):
            self.ceiling_pu[g] = first_pu
        elif count > before:
            joined_pu = min(self.ceiling_pu[g], first_pu)
            sagging = self.sagging_us[g] is not None
            self.ceiling_pu[g] = joined_pu if sagging else max(self.loading_pu(g), joined_pu)
        self._watch(g, t_us)

    def _watch(self, g: int, t_us: int) -> None:
        """Bring the ceiling down to the load, and note when the load is above it."""
        self.ceiling_pu[g] = self._ceiling_pu(g, t_us)
        if self.loading_pu(g) <= self.ceiling_pu[g] + SLACK_PU:
            self.sagging_us[g] = None
        elif self.sagging_us[g] is None:
            self.sagging_us[g] = t_us

    def _advance(self, g: int, t_us: int) -> None:
        """Move the anchor, meters first: all read from the old one."""
        burnt, light_s = self.burnt(g, t_us), self.light_at_s(g, t_us)
        left_m3, wear_frac = self.tank_left_m3(g, t_us), self.wear_at_frac(g, t_us)
        self.ceiling_pu[g] = self._ceiling_pu(g, t_us)
        self.burnt_m3[g], self.output_j[g], self.light_s[g] = burnt.fuel_m3, burnt.output_j, light_s
        self.left_m3[g], self.wear_frac[g] = left_m3, wear_frac
        self.anchor_us[g] = t_us
