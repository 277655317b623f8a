"""For how long a cooling plant surely meets no limit while heat and dry bulb keep to given ranges.

Every temperature is monotone in every input, so it stays between those of the least and of the most
inputs held. For these: first, no state goes further from its settled value than the furthest of its
block (`loop_flow.ranges`), which mostly says never. Else, with its neighbours at those bounds, each
state is one exponential that bounds it from the same side, so the time to a level is bounded from
below without a search. One answer serves many changes of heat.
"""

from __future__ import annotations

from math import inf, log1p
from typing import NamedTuple

from twin.devices.cooling.levels import Level
from twin.devices.cooling.loop_chillers import least_capacity_w
from twin.devices.cooling.loop_flow import Part, States, ranges
from twin.devices.cooling.loop_limits import (
    COILS_FULL,
    FANS,
    TRIM_FULL,
    LoopLimits,
    Reading,
)
from twin.devices.cooling.loop_outdoors import fan_levels
from twin.devices.cooling.loop_switched import serving_count
from twin.units import US_PER_S

FOREVER_US = 2**62

_SLACK_K = 1e-6


class Calm(NamedTuple):
    """Ranges that inputs may move in, ends included."""

    liquid_low_w: float
    liquid_high_w: float
    air_low_w: float
    air_high_w: float
    dry_bulb_low_c: float
    dry_bulb_high_c: float


class _Side(NamedTuple):
    """What the temperatures can do towards one side: where they are, reach, and approach.

    Attributes:
        way_ratio: 1 upwards, -1 downwards.
        state_c: where they are.
        furthest_c: what they never pass.
        target_c, rates_per_s: of the exponentials that bound them.
    """

    way_ratio: float
    state_c: States
    furthest_c: list[float]
    target_c: list[float]
    rates_per_s: list[float]


def quiet_until_us(loops: LoopLimits, i: int, t_us: int, calm: Calm) -> int:
    """Until when nothing is due whatever the inputs do within `calm`.

    Args:
        loops: the family.
        i: the plant.
        t_us: from when on, its inputs of now within `calm`.
        calm: ranges of inputs.

    Returns:
        an instant; `t_us` where nothing can be said, `FOREVER_US` where nothing ever happens. It
        holds while nothing is switched and no crossing is told.
    """
    one, spec = loops.switches[i], loops.specs[i]
    edge_c = spec.free_below_c + (spec.free_band_k if one.free else 0.0)
    if one.coils_full or one.trim_full or loops.fit_changes(i):
        return t_us
    ends_c = calm.dry_bulb_low_c, calm.dry_bulb_high_c
    if any((loops.outdoors.sink_c(i, one, end_c) < edge_c) != one.free for end_c in ends_c):
        return t_us
    state_c, parts = loops.temperatures_c(i, t_us), loops.parts[i]
    low = _side(parts, state_c, _drive(loops, i, calm, high=False), way_ratio=-1.0)
    high = _side(parts, state_c, _drive(loops, i, calm, high=True), way_ratio=1.0)
    if low is None or high is None:
        return t_us
    span_s = inf
    for reading in loops.readings(i):
        for level in (*reading.levels, *_moves(loops, i, reading)):
            level_c = _nearest_c(loops, i, level, calm)
            side = high if level.rising else low
            span_s = min(span_s, _span_s(side, reading, level_c))
    until_us = FOREVER_US if span_s == inf else t_us + int(span_s * US_PER_S)
    return min(until_us, one.ready_us) if one.powered and not one.ready else until_us


def _drive(loops: LoopLimits, i: int, calm: Calm, *, high: bool) -> States:
    """What drives the temperatures under the least or the most inputs."""
    one, two, air, _ = loops.plants[i].capacities_j_per_k
    liquid_w = calm.liquid_high_w if high else calm.liquid_low_w
    air_w = calm.air_high_w if high else calm.air_low_w
    dry_bulb_c = calm.dry_bulb_high_c if high else calm.dry_bulb_low_c
    now_c = loops.outdoors.sink_c(i, loops.switches[i])
    warmer_k = loops.outdoors.sink_c(i, loops.switches[i], dry_bulb_c) - now_c
    of_one, of_two, of_air, of_mass = loops.drive[i]
    return (
        of_one + (liquid_w - loops.liquid_w[i]) / one,
        of_two + loops.now[i].flow.sink_w_per_k * warmer_k / two,
        of_air + (air_w - loops.air_w[i]) / air,
        of_mass,
    )


def _side(
    parts: tuple[Part, ...], state_c: States, drive_k_per_s: States, *, way_ratio: float
) -> _Side | None:
    bounds_c = ranges(parts, state_c, drive_k_per_s)
    if bounds_c[0][1] == inf or bounds_c[2][1] == inf:
        return None
    furthest_c = [most_c if way_ratio > 0.0 else least_c for least_c, most_c in bounds_c]
    target_c: list[float] = []
    rates_per_s: list[float] = []
    for first, end, block in parts:
        around_c = furthest_c[first:end]
        for k, row in enumerate(block.matrix_per_s):
            others = sum(map(float.__mul__, row, around_c)) - row[k] * around_c[k]
            target_c.append((others + drive_k_per_s[first + k]) / -row[k])
            rates_per_s.append(-row[k])
    return _Side(way_ratio, state_c, furthest_c, target_c, rates_per_s)


def _moves(loops: LoopLimits, i: int, reading: Reading) -> list[Level]:
    """Levels at which stages change."""
    found: list[Level] = []
    for name in reading.staged:
        stages = loops.stages[name]
        if stages.stage[i] < stages.top[i]:
            found.append(Level(name, stages.up_c[i], rising=True))
        if stages.stage[i] > 0:
            found.append(Level(name, stages.down_c[i], rising=False))
    return found


def _nearest_c(loops: LoopLimits, i: int, level: Level, calm: Calm) -> float:
    """The level, where it is nearest for any dry bulb in the range."""
    spec, now = loops.specs[i], loops.now[i]
    if level.limit == FANS and not level.rising:
        levels = fan_levels(spec, loops.switches[i])
        sink_c = loops.outdoors.sink_c(i, loops.switches[i], calm.dry_bulb_high_c)
        return loops.fans_down_c(i, levels, sink_c)
    if level.limit not in (COILS_FULL, TRIM_FULL) or level.level_c == inf:
        return level.level_c
    serving = serving_count(loops.switches[i])
    range_c = calm.dry_bulb_low_c, calm.dry_bulb_high_c
    fewer_w = least_capacity_w(spec.chillers, serving, *range_c) - now.capacity_w
    per_k = now.flow.coil_w_per_k if level.limit == COILS_FULL else now.flow.trim_w_per_k
    return level.level_c + fewer_w / per_k


def _span_s(side: _Side, reading: Reading, level_c: float) -> float:
    """The least time until a reading that goes to one side is past a level."""
    way, room_k, reach_k = side.way_ratio, level_c - reading.rest_c, level_c - reading.rest_c
    slope_k_per_s, moved = 0.0, 0
    for k, weight in enumerate(reading.weights_frac):
        if not weight:
            continue
        moved = k
        room_k -= weight * side.state_c[k]
        reach_k -= weight * side.furthest_c[k]
        ahead_k = way * (side.target_c[k] - side.state_c[k])
        slope_k_per_s += weight * max(ahead_k, 0.0) * side.rates_per_s[k]
    room_k, reach_k = way * room_k - _SLACK_K, way * reach_k - _SLACK_K
    if reach_k >= 0.0 or slope_k_per_s == 0.0 < room_k:
        return inf
    if room_k <= 0.0:
        return 0.0
    if sum(map(bool, reading.weights_frac)) > 1 or reading.weights_frac[moved] != 1.0:
        return room_k / slope_k_per_s
    ahead_k, rate_per_s = slope_k_per_s / side.rates_per_s[moved], side.rates_per_s[moved]
    return -log1p(-room_k / ahead_k) / rate_per_s if room_k < ahead_k else inf
