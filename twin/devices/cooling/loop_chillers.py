"""The chillers of a cooling plant: what they can take, and what they draw to take it.

Equal chillers share their heat alike; one more runs when those that run are loaded. The curves
(`chiller_curves`) are read at the supply temperature and at dry bulb plus the condensers' approach.
Their supply is warmer than the range the curves were measured in; the nearest edge gives less
capacity and a worse COP than the machine has there. On days so hot that the condensers leave their
range it is the other way round.
"""

from __future__ import annotations

from math import ceil

from twin.devices.cooling.chiller_curves import Operation, operation
from twin.devices.cooling.loop_spec import HallChillerSpec


def capacity_w(spec: HallChillerSpec, serving_count: int, dry_bulb_c: float) -> float:
    """Most heat that so many chillers can take."""
    return serving_count * _one(spec, 0.0, dry_bulb_c).available_w if serving_count else 0.0


def least_capacity_w(
    spec: HallChillerSpec, serving_count: int, low_c: float, high_c: float
) -> float:
    """The least of that for any dry bulb in a range: at an end, or where the curve turns."""
    *_, linear, square, mixed = spec.chiller.capacity_terms_ratio
    supply_c = min(max(spec.supply_c, spec.chiller.leaving_low_c), spec.chiller.leaving_high_c)
    turn_c = low_c
    if square > 0.0:
        turn_c = -(linear + mixed * supply_c) / (2.0 * square) - spec.condenser_over_k
    at_c = (low_c, min(max(turn_c, low_c), high_c), high_c)
    return min(capacity_w(spec, serving_count, dry_bulb_c) for dry_bulb_c in at_c)


def running_count(
    spec: HallChillerSpec, serving_count: int, dry_bulb_c: float, heat_w: float
) -> int:
    """Chillers that run to take this heat; none for none."""
    if heat_w <= 0.0 or not serving_count:
        return 0
    one_w = spec.loaded_frac * _one(spec, 0.0, dry_bulb_c).available_w
    return min(max(ceil(heat_w / one_w), 1), serving_count)


def draw_w(spec: HallChillerSpec, serving_count: int, dry_bulb_c: float, heat_w: float) -> float:
    """Draw of the chillers, their condenser fans and water pumps."""
    running = running_count(spec, serving_count, dry_bulb_c, heat_w)
    if not running:
        return 0.0
    one = _one(spec, heat_w / running, dry_bulb_c)
    return running * one.power_w + spec.auxiliary_frac * heat_w


def _one(spec: HallChillerSpec, heat_w: float, dry_bulb_c: float) -> Operation:
    return operation(spec.chiller, heat_w, spec.supply_c, dry_bulb_c + spec.condenser_over_k)
