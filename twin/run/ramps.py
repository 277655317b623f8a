"""The steepest rise and fall of the import in a run: the most within any minute, and when.

Looked for where the import is known to have moved: in the samples (five minutes apart) and around
the facts that move much at once (breakers, supply, the grid, relays, orders); there the facts are
replayed and each step is exact. A change that neither shows, less than that of the steepest pair of
samples, may hide elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from twin.facts import grid, outside, power
from twin.run.chart import samples
from twin.run.imports import Step, import_steps
from twin.run.lineage import Member
from twin.run.sampler import PERIOD_US
from twin.units import S_PER_MIN, US_PER_MIN, W_PER_MW

SUDDEN = frozenset(
    kind.__name__
    for kind in (
        outside.GridVoltageChanged,
        outside.GridFrequencyChanged,
        power.BreakerOpened,
        power.SupplyLost,
        power.SupplyReturned,
        grid.OrderIssued,
    )
)
"""Facts around which the import is looked at exactly."""
_MOST_WINDOWS = 60
_STEEPEST_COUNT = 3
_ALL = 1 << 30
_UNLIMITED_MW_PER_MIN = 1e5

Span = tuple[int, int]


class Steepest(msgspec.Struct, frozen=True, kw_only=True):
    """How steeply the import changed, within any minute.

    Attributes:
        up_mw_per_min, up_us: steepest rise, and when it was complete.
        down_mw_per_min, down_us: steepest fall, likewise.
        up_limit_mw_per_min, down_limit_mw_per_min: contracted; None without one.
    """

    up_mw_per_min: float
    up_us: int
    down_mw_per_min: float
    down_us: int
    up_limit_mw_per_min: float | None
    down_limit_mw_per_min: float | None


def steepest_of(line: Member, span_us: Span, sudden_us: Iterable[int]) -> Steepest:
    """The steepest change of the import in a run.

    Args:
        line: the run.
        span_us: its first instant and its last.
        sudden_us: instants of facts that move much at once, rising.
    """
    up, down = (0.0, span_us[0]), (0.0, span_us[0])
    for low_us, high_us in _windows(line, span_us, sudden_us):
        rise, fall = steepest(import_steps(line, low_us, high_us))
        up = max(up, rise, key=lambda one: one[0])
        down = max(down, fall, key=lambda one: one[0])
    parts = line.parts
    return Steepest(
        up_mw_per_min=up[0] / W_PER_MW,
        up_us=up[1],
        down_mw_per_min=down[0] / W_PER_MW,
        down_us=down[1],
        up_limit_mw_per_min=_limit_mw_per_min(parts.ramp_up_w_per_s),
        down_limit_mw_per_min=_limit_mw_per_min(parts.ramp_down_w_per_s),
    )


def steepest(steps: Sequence[Step]) -> tuple[tuple[float, int], tuple[float, int]]:
    """The most that an import in steps rises, and falls, within less than a minute, and when.

    >>> steepest([(0, 5.0), (30_000_000, 9.0), (90_000_000, 2.0)])
    ((4.0, 30000000), (7.0, 90000000))
    """
    rise, fall = (0.0, 0), (0.0, 0)
    for n, (t_us, power_w) in enumerate(steps):
        for back in range(n - 1, -1, -1):
            change_w = power_w - steps[back][1]
            if change_w > rise[0]:
                rise = change_w, t_us
            if -change_w > fall[0]:
                fall = -change_w, t_us
            if steps[back][0] <= t_us - US_PER_MIN:
                break
    return rise, fall


def _limit_mw_per_min(ramp_w_per_s: float) -> float | None:
    limit_mw_per_min = ramp_w_per_s * S_PER_MIN / W_PER_MW
    return limit_mw_per_min if limit_mw_per_min < _UNLIMITED_MW_PER_MIN else None


def _windows(line: Member, span_us: Span, sudden_us: Iterable[int]) -> list[Span]:
    """Where to look: around sudden facts, and between the samples that differ most."""
    wanted = [(t_us - US_PER_MIN, t_us + US_PER_MIN) for t_us in dict.fromkeys(sudden_us)]
    merged: list[Span] = []
    for low_us, high_us in wanted:
        if merged and low_us <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(high_us, merged[-1][1])
        else:
            merged.append((low_us, high_us))
    found = [*_sampled(line, span_us), *merged[:_MOST_WINDOWS]]
    first_us, last_us = span_us
    return [(max(low_us, first_us), min(high_us, last_us)) for low_us, high_us in found]


def _sampled(line: Member, span_us: Span) -> list[Span]:
    coarse = samples(line, ["site.import_w"], span_us, _ALL)
    if coarse is None or len(coarse.t_us) == 0:
        return []
    powers_w, t_us = coarse.mean[0].tolist(), coarse.t_us.tolist()
    changes = [(later - one, at) for at, (one, later) in enumerate(pairwise(powers_w))]
    changes.sort()
    chosen = {at for _, at in changes[:_STEEPEST_COUNT] + changes[-_STEEPEST_COUNT:]}
    return [(t_us[at] - US_PER_MIN, t_us[at] + PERIOD_US + US_PER_MIN) for at in sorted(chosen)]
