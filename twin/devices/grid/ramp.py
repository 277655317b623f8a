"""Power in straight lines: exact energy of a ramp, ramp limits, and the ballast that keeps them.

A load that changes in steps keeps a limit in MW/min when no stretch of the limit's window sees it
rise (or fall) by more than the window's worth. Where it does, a battery or miners may be ballast:
the interconnect follows the load at the limit, and the ballast takes, or gives, the difference.
Times are seconds since a start of the caller's; between points power is a straight line, so every
energy is a sum of trapezia.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pydantic import BaseModel, Field

from twin.units import S_PER_MIN, SUFFIXES

Step = tuple[float, float]
"""An instant and the power from it on."""

_W_PER_S = SUFFIXES["mw_per_min"].si_ratio


class RampSpec(BaseModel, frozen=True, extra="forbid"):
    """Limits of change at the interconnect: the keys of a site document."""

    up_mw_per_min: float | None = Field(
        None, gt=0, le=10_000, description="fastest rise, 10 to 20 % a minute [A]; none: any"
    )
    down_mw_per_min: float | None = Field(
        None, gt=0, le=10_000, description="fastest fall; none: any, by instruction [A]"
    )
    window_min: float = Field(1.0, gt=0, le=60, description="measured over this [A]")


class Path(NamedTuple):
    """Power in straight lines between points; two points at one instant are a jump.

    Attributes:
        at_s: instants, ascending.
        power_w: at each.
    """

    at_s: tuple[float, ...]
    power_w: tuple[float, ...]


class Ballast(NamedTuple):
    """What can smooth: a battery, or miners that may sleep and wake.

    Attributes:
        give_w: most that it can take off the interconnect: discharge, or miners that run.
        take_w: most that it can put on it: charge, or miners that sleep.
        stored_j: energy it may give on balance; infinite for miners.
        room_j: energy it may take on balance; infinite for miners.
    """

    give_w: float
    take_w: float
    stored_j: float = inf
    room_j: float = inf


class Ramps(NamedTuple):
    """Limits in SI; infinite where there is none."""

    up_w_per_s: float
    down_w_per_s: float


def ramps(spec: RampSpec) -> Ramps:
    """The limits of a spec.

    >>> ramps(RampSpec(up_mw_per_min=6))
    Ramps(up_w_per_s=100000.0, down_w_per_s=inf)
    """
    up, down = spec.up_mw_per_min, spec.down_mw_per_min
    return Ramps(inf if up is None else up * _W_PER_S, inf if down is None else down * _W_PER_S)


def path_j(path: Path) -> float:
    """Energy of a whole path.

    >>> path_j(Path((0.0, 60.0, 100.0), (0.0, 6e6, 6e6)))
    420000000.0
    """
    points = zip(path.at_s, path.power_w, strict=True)
    return sum(0.5 * (p_w + q_w) * (b_s - a_s) for (a_s, p_w), (b_s, q_w) in pairwise(points))


def above_j(start_w: float, end_w: float, span_s: float) -> float:
    """Energy of that part of a straight line that is above zero.

    >>> above_j(-100.0, 300.0, 4.0), above_j(-1.0, -2.0, 9.0)
    (450.0, 0.0)
    """
    low_w, high_w = min(start_w, end_w), max(start_w, end_w)
    if high_w <= 0.0:
        return 0.0
    if low_w >= 0.0:
        return 0.5 * (low_w + high_w) * span_s
    return 0.5 * high_w * span_s * (high_w / (high_w - low_w))


def worst_change_w(steps: Sequence[Step], window_s: float) -> tuple[float, float]:
    """The most that a load in steps rises, and falls, within any stretch of a window.

    >>> worst_change_w([(0, 1.0), (30, 3.0), (70, 4.0), (80, 0.0)], 60.0)
    (3.0, 4.0)
    """
    rise_w = fall_w = 0.0
    for n, (at_s, power_w) in enumerate(steps):
        for back in range(n - 1, -1, -1):
            before_w = steps[back][1]
            rise_w, fall_w = max(rise_w, power_w - before_w), max(fall_w, before_w - power_w)
            if steps[back][0] <= at_s - window_s:
                break
    return rise_w, fall_w


def keeps(steps: Sequence[Step], spec: RampSpec) -> bool:
    """Whether a load in steps keeps the limits without any ballast.

    >>> keeps([(0, 0.0), (60, 4e6), (90, 8e6)], RampSpec(up_mw_per_min=6))
    False
    >>> keeps([(0, 0.0), (60, 3e6), (120, 6e6)], RampSpec(up_mw_per_min=6))
    True
    """
    limits, window_s = ramps(spec), spec.window_min * S_PER_MIN
    rise_w, fall_w = worst_change_w(steps, window_s)
    return rise_w <= limits.up_w_per_s * window_s and fall_w <= limits.down_w_per_s * window_s


def followed(steps: Sequence[Step], spec: RampSpec, end_s: float) -> Path:
    """What the interconnect draws if it follows a load in steps no faster than the limits.

    >>> followed([(0, 0.0), (10, 1e6)], RampSpec(up_mw_per_min=6), 30.0)
    Path(at_s=(0, 10, 20.0, 30.0), power_w=(0.0, 0.0, 1000000.0, 1000000.0))
    """
    limits, points = ramps(spec), [steps[0]]
    for (from_s, target_w), (until_s, _) in pairwise([*steps, (end_s, 0.0)]):
        drawn_w = points[-1][1]
        if target_w != drawn_w:
            rising = target_w > drawn_w
            limit_w_per_s = limits.up_w_per_s if rising else limits.down_w_per_s
            reach_s = from_s + abs(target_w - drawn_w) / limit_w_per_s
            if reach_s <= until_s:
                points.append((reach_s, target_w))
            else:
                moved_w = limit_w_per_s * (until_s - from_s)
                points.append((until_s, drawn_w + (moved_w if rising else -moved_w)))
        if points[-1][0] < until_s:
            points.append((until_s, points[-1][1]))
    return Path(tuple(at_s for at_s, _ in points), tuple(power_w for _, power_w in points))


def needed(steps: Sequence[Step], path: Path) -> Ballast:
    """The least ballast that makes a load in steps look like this path, as `followed` gives it.

    Losses of the ballast are not in it.

    >>> needed([(0, 0.0), (10, 1e6)], Path((0, 10, 20), (0.0, 0.0, 1e6)))
    Ballast(give_w=1000000.0, take_w=0.0, stored_j=5000000.0, room_j=0.0)
    """
    give_w = take_w = taken_j = least_j = most_j = 0.0
    now = 0
    points = zip(path.at_s, path.power_w, strict=True)
    for (from_s, from_w), (until_s, until_w) in pairwise(points):
        if until_s == from_s:
            continue
        while now + 1 < len(steps) and steps[now + 1][0] <= from_s:
            now += 1
        over_w, later_w = from_w - steps[now][1], until_w - steps[now][1]
        take_w, give_w = max(take_w, over_w, later_w), max(give_w, -over_w, -later_w)
        taken_j += 0.5 * (over_w + later_w) * (until_s - from_s)
        least_j, most_j = min(least_j, taken_j), max(most_j, taken_j)
    return Ballast(give_w, take_w, -least_j, most_j)


def is_enough(ballast: Ballast, need: Ballast) -> bool:
    """Whether a ballast has all that is needed.

    >>> miners, battery = Ballast(2e6, 0.0), Ballast(2e6, 2e6, 4e6, 4e6)
    >>> need = Ballast(give_w=1e6, take_w=0.0, stored_j=5e6, room_j=0.0)
    >>> is_enough(miners, need), is_enough(battery, need)
    (True, False)
    """
    return all(has >= wants for has, wants in zip(ballast, need, strict=True))
