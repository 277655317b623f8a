"""When something happens next in a cooling plant whose inputs stay.

A bound comes first: each temperature keeps between its settled value and the furthest of its block
(`loop_flow.ranges`), so most levels can't be met and are not searched for.
"""

from __future__ import annotations

from typing import NamedTuple

from twin.devices.contract import Crossing, soonest
from twin.devices.cooling.chiller import RESTARTED
from twin.devices.cooling.levels import Level, may_move, met, moved, upper
from twin.devices.cooling.loop_columns import LoopColumns
from twin.devices.cooling.loop_flow import States, ranges
from twin.devices.cooling.room_envelopes import AIR
from twin.kernel import Response

FANS, COILS, TRIM = "fans", "coils", "trim"
LOOK = "look"
COILS_FULL, TRIM_FULL = "coils_full", "trim_full"
BEYOND_FIT = "beyond_fit"
WARM, HOT, AIR_WARM, AIR_HOT = "warm", "hot", "air_warm", "air_hot"

_SLACK_K = 1e-9

TECHNOLOGY: States = (1.0, 0.0, 0.0, 0.0)
FACILITY: States = (0.0, 1.0, 0.0, 0.0)
ROOM_AIR: States = (0.0, 0.0, 1.0, 0.0)


class Reading(NamedTuple):
    """A weighted sum of the four temperatures with its levels, and who is staged by it.

    Attributes:
        weights_frac: of the temperatures.
        rest_c: added to their sum.
        levels: that it may meet.
        staged: names of the stages that it moves.
    """

    weights_frac: States
    rest_c: float
    levels: tuple[Level, ...]
    staged: tuple[str, ...] = ()


class LoopLimits(LoopColumns):
    """Columns of all cooling plants, with what happens next."""

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next stage, look, limit or restart, if all inputs stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        found = self._restart(i) + self._fit(i)
        bounds_c = ranges(self.parts[i], self.state_c[i], self.drive[i])
        for reading in self.readings(i):
            low_c, high_c = _range_c(reading, bounds_c)
            levels = [level for level in reading.levels if level.within(low_c, high_c)]
            staged = [
                name for name in reading.staged if may_move(self.stages[name], i, low_c, high_c)
            ]
            if levels or staged:
                anchor_us = self.anchor_us[i]
                response = self.response(i, reading.weights_frac, reading.rest_c)
                found += met(response, anchor_us, levels)
                for name in staged:
                    found += moved(self.stages[name], i, name, anchor_us, response)
        return soonest(found)

    def readings(self, i: int) -> tuple[Reading, ...]:
        """Everything that is watched, with the levels in force."""
        spec, one, now = self.specs[i], self.switches[i], self.now[i]
        band_k, high_c = spec.limit_band_k, AIR[spec.room.envelope].high_c
        air_band_k = spec.room.hysteresis_k
        looks_k = spec.chillers.chiller.band_k
        facility: tuple[Level, ...] = ()
        air: tuple[Level, ...] = ()
        trimmed: tuple[Level, ...] = ()
        if now.trimming:
            trimmed = (Level(TRIM_FULL, now.trim_level_c, not one.trim_full),)
            facility = () if one.trim_full else _looks(one.seen_facility_c, looks_k)
        if now.chilled:
            full = Level(COILS_FULL, now.coils_level_c, not one.coils_full)
            air = (full,) if one.coils_full else (full, *_looks(one.seen_air_c, looks_k))
        technology = (
            upper(WARM, spec.throttle_c, band_k, passed=one.warm),
            upper(HOT, spec.stop_c, band_k, passed=one.hot),
        )
        inlet = (
            upper(AIR_WARM, high_c, air_band_k, passed=one.air_warm),
            upper(AIR_HOT, high_c + spec.air_stop_k, air_band_k, passed=one.air_hot),
        )
        weights = (0.0, now.inlet_water_frac, now.inlet_air_frac, 0.0)
        return (
            Reading(TECHNOLOGY, 0.0, technology),
            Reading((0.0, 1.0, now.trim_air_frac, 0.0), 0.0, trimmed),
            Reading(FACILITY, 0.0, facility, (FANS, COILS, TRIM) if one.powered else (COILS, TRIM)),
            Reading(weights, now.inlet_c, inlet),
            Reading(ROOM_AIR, 0.0, air),
        )

    def response(self, i: int, weights_frac: States, rest_c: float) -> Response:
        """A reading from the anchor on."""
        start_c, slope_k_per_s = rest_c, 0.0
        gains_k: tuple[float, ...] = ()
        rates_per_s: tuple[float, ...] = ()
        for first, end, block in self.parts[i]:
            weights = weights_frac[first:end]
            if any(weights):
                states, drive = self.state_c[i][first:end], self.drive[i][first:end]
                sum_c = block.output(weights, states, drive)
                start_c, slope_k_per_s = (
                    sum_c.start_pu + start_c,
                    sum_c.slope_pu_per_s + slope_k_per_s,
                )
                gains_k, rates_per_s = gains_k + sum_c.gains_pu, rates_per_s + sum_c.rates_per_s
        return Response(start_c, slope_k_per_s, gains_k, rates_per_s)

    def fit_changes(self, i: int) -> bool:
        """Whether towers left their curve, or came back to it, and it is not told yet."""
        fit = self.outdoors.fit(i, self.plants[i], self.switches[i])
        return fit.left != fit.told

    def _fit(self, i: int) -> list[Crossing]:
        """The curve is left by weather, pumps or broken cells, so that is met at once."""
        if not self.fit_changes(i):
            return []
        way = "falling" if self.switches[i].beyond_fit else "rising"
        at_us = self.turn_us[i]
        return [Crossing(limit=BEYOND_FIT, direction=way, anchor_us=at_us, after_us=0.0)]

    def _restart(self, i: int) -> list[Crossing]:
        one = self.switches[i]
        if one.ready or not one.powered:
            return []
        return [Crossing(limit=RESTARTED, direction="rising", anchor_us=one.ready_us, after_us=0.0)]


def _looks(seen_c: float, band_k: float) -> tuple[Level, Level]:
    return Level(LOOK, seen_c + band_k, rising=True), Level(LOOK, seen_c - band_k, rising=False)


def _range_c(reading: Reading, bounds_c: list[tuple[float, float]]) -> tuple[float, float]:
    low_c = high_c = reading.rest_c
    for weight, (least_c, most_c) in zip(reading.weights_frac, bounds_c, strict=True):
        if weight:
            low_c += weight * least_c
            high_c += weight * most_c
    return low_c - _SLACK_K, high_c + _SLACK_K
