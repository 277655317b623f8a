"""What load engines on a bus can take at an instant, and when they can take the rest.

A ceiling stands over the load of each engine. A step up to the ceiling is taken; the ceiling then
rises with the ramp, as the turbocharger gathers speed, until it is a whole first step above the
load again, or at the fuel stop. A falling load takes the ceiling along. So settled engines take
`first_step_frac` of their rating at once from any load (ISO 8528-5 has later steps smaller: take a
smaller one for that), and the load they can take is a line with one bend at most between facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from twin.devices.backup.genset_spec import GensetSpec
from twin.units import US_PER_S

SLACK_PU = 1e-9
"""A load so little above the ceiling is at it: what rounding does to a step that fits."""


class Bus(NamedTuple):
    """Engines that share one load, at an instant.

    Attributes:
        rated_w: of all of them.
        load_w: on them.
        ceiling_pu: load that they can take now, in all, per unit of rating.
        step_pu: first step.
        ramp_per_s: of rating, by which the ceiling rises.
    """

    rated_w: float
    load_w: float
    ceiling_pu: float
    step_pu: float
    ramp_per_s: float


def ceiling_after_pu(
    spec: GensetSpec, ceiling_pu: float, loading_pu: float, span_s: float
) -> float:
    """The ceiling after so long at one load; below a load that is too large it rises to it.

    >>> spec = GensetSpec(rated_kw=1000, first_step_frac=0.5, ramp_per_s=0.125)
    >>> [ceiling_after_pu(spec, 0.5, 0.375, span_s) for span_s in (0.0, 2.0, 4.0)]
    [0.5, 0.75, 0.875]
    >>> ceiling_after_pu(spec, 0.5, 0.0, 60.0)
    0.5
    """
    cap_pu = min(spec.most_pu, loading_pu + spec.first_step_frac)
    return min(cap_pu, ceiling_pu + spec.ramp_per_s * span_s)


def room_w(bus: Bus) -> float:
    """Load that may be added at once, within the rating.

    >>> room_w(Bus(2e6, 0.5e6, 0.5, 0.5, 0.1))
    500000.0
    """
    return max(0.0, min(bus.ceiling_pu, 1.0) * bus.rated_w - bus.load_w)


def rest_s(bus: Bus, load_w: float) -> float | None:
    """How long until the last of a load is on the bus if it comes as fast as it can be taken.

    None if the rating has no room for it.

    >>> rest_s(Bus(2e6, 0.0, 0.5, 0.5, 0.1), 1.5e6)
    2.5
    """
    need_pu = (bus.load_w + load_w) / bus.rated_w
    if need_pu > 1.0 + SLACK_PU:
        return None
    return max(0.0, need_pu - bus.ceiling_pu) / bus.ramp_per_s


def queue_us(bus: Bus, blocks_w: Sequence[float]) -> list[int | None]:
    """How long until each of a queue of blocks may be closed, each as a whole and in order.

    A block fits when the ceiling is above it and the rating is; None for one that never will, and
    for all behind it. Blocks close at whole microseconds, and the ceiling goes on from there.

    >>> queue_us(Bus(2e6, 0.0, 0.5, 0.5, 0.125), [750e3, 750e3, 500e3, 500e3])
    [0, 2000000, 4000000, None]
    """
    closes_us: list[int | None] = []
    now_us, load_w, ceiling_pu = 0, bus.load_w, bus.ceiling_pu
    for number, block_w in enumerate(blocks_w):
        cap_pu = load_w / bus.rated_w + bus.step_pu
        load_w += block_w
        need_pu = load_w / bus.rated_w
        if need_pu > 1.0 + SLACK_PU or need_pu > cap_pu + SLACK_PU:
            return closes_us + [None] * (len(blocks_w) - number)
        wait_us = ceil(max(0.0, need_pu - ceiling_pu) / bus.ramp_per_s * US_PER_S)
        ceiling_pu = min(cap_pu, ceiling_pu + bus.ramp_per_s * wait_us / US_PER_S)
        now_us += wait_us
        closes_us.append(now_us)
    return closes_us
