"""When a transformer's top oil or hot-spot meets a limit, or starts or stops a cooling stage.

Searches on the exact responses; nothing is sampled. A limit latches past its level and clears
below its reset. A reading within a billionth of a kelvin of a level stands on it: a limit that was
just crossed is taken as reached and can't fire twice.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from twin.devices.transformer_parameters import Limit, Stage
from twin.kernel import Response, first_crossing_s, reach_s

STAGE_UP = "stage_up"
STAGE_DOWN = "stage_down"

_ON_LEVEL_K = 1e-9
_TURNS_COUNT = 64


class Found(NamedTuple):
    """A limit met `after_s` from the start of the responses."""

    after_s: float
    limit: str
    direction: Literal["rising", "falling"]


def waits_for_rise(limit: Limit, *, latched: bool) -> bool:
    """Whether the next thing this limit reacts to is a rise (else a fall)."""
    return (limit.reports != "falling") != latched


def limit_crossing(
    limit: Limit, response: Response, *, latched: bool, horizon_s: float
) -> Found | None:
    """The next crossing that `limit` reports, within the horizon.

    A limit that reports one way only and has fired first waits for the way back.
    """
    rise = waits_for_rise(limit, latched=latched)
    level_c = limit.level_c if rise else limit.reset_c
    after_s = _first_s(response, level_c, rise, horizon_s)
    if after_s is None:
        return None
    wanted = limit.reports == "both" or rise == (limit.reports == "rising")
    if not wanted:
        again_s = _first_s(response.later(after_s), level_c, not rise, horizon_s - after_s)
        if again_s is None:
            return None
        after_s, rise = after_s + again_s, not rise
    return Found(after_s, limit.name, "rising" if rise else "falling")


def stage_crossing(
    stages: tuple[Stage, ...], called: int, oil: Response, hot: Response, horizon_s: float
) -> Found | None:
    """When the next stage is called (either reading), or the last one is let go (both readings)."""
    found: Found | None = None
    if called + 1 < len(stages):
        stage = stages[called + 1]
        for response, level_c in ((oil, stage.start_oil_c), (hot, stage.start_hot_c)):
            up_s = _first_s(response, level_c, True, horizon_s)  # noqa: FBT003
            if up_s is not None:
                horizon_s = up_s
                found = Found(up_s, STAGE_UP, "rising")
    if called:
        down_s = _both_below_s(stages[called], oil, hot, horizon_s)
        if down_s is not None:
            found = Found(down_s, STAGE_DOWN, "falling")
    return found


def _both_below_s(stage: Stage, oil: Response, hot: Response, horizon_s: float) -> float | None:
    """The first instant with both readings below their stop: they take turns being the last."""
    stop_oil_c, stop_hot_c = stage.start_oil_c - stage.stop_k, stage.start_hot_c - stage.stop_k
    at_s = 0.0
    for _ in range(_TURNS_COUNT):
        oil_s = _first_s(oil.later(at_s), stop_oil_c, False, horizon_s - at_s)  # noqa: FBT003
        if oil_s is None:
            return None
        at_s += oil_s
        hot_s = _first_s(hot.later(at_s), stop_hot_c, False, horizon_s - at_s)  # noqa: FBT003
        if hot_s is None:
            return None
        if hot_s == 0.0:
            return at_s
        at_s += hot_s
    msg = "two sums of exponentials can't take turns for ever"
    raise AssertionError(msg)


def _first_s(response: Response, level_c: float, rise: bool, horizon_s: float) -> float | None:  # noqa: FBT001
    """The first crossing, after a bound that costs next to nothing."""
    bound_c = response.start_pu
    for gain_k in response.gains_pu:
        if (gain_k < 0.0) is rise:
            bound_c -= gain_k
    if horizon_s < 0.0 or (bound_c <= level_c if rise else bound_c >= level_c):
        return None
    if response.start_pu != level_c and abs(response.start_pu - level_c) < _ON_LEVEL_K:
        response = Response(level_c, 0.0, response.gains_pu, response.rates_per_s)
    if len(response.gains_pu) > 1:
        return first_crossing_s(response, level_c, rising=rise, horizon_s=horizon_s)
    here_c = response.start_pu
    if here_c > level_c if rise else here_c < level_c:
        return 0.0
    after_s = reach_s(here_c, bound_c, level_c, 1.0 / response.rates_per_s[0])
    return after_s if after_s is not None and after_s <= horizon_s else None
