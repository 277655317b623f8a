"""Batteries that keep orders of the grid's operator before miners do: who gives how much.

Until an order must be kept a battery rests, and what it will give is counted as relief already, so
that fewer rows sleep. From then on it gives what the import lacks, down to a charge that is kept
back. When that charge is near, miners go to sleep for what the battery gives, so that they are down
before it stops. A battery gives no more than what it can hold for that long, and never more than
loads beside it draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING

from twin.devices.backup.battery import lasts_s, limits_w
from twin.facility import obeying, storage
from twin.units import US_PER_S

if TYPE_CHECKING:
    from twin.facility.grid_side import Open
    from twin.facility.plant import Plant

_SPENT_S = 1e-3
"""A battery that would last for less is at the charge that is kept back: rounding."""
_PLACES = 3


class Calling:
    """What a scenario lets batteries do for orders.

    Attributes:
        reserve_frac: charge that each keeps.
    """

    __slots__ = ("_specs", "reserve_frac")

    def __init__(self, plant: Plant, reserve_frac: float) -> None:
        """Batteries of a plant, each down to a charge."""
        self.reserve_frac = reserve_frac
        self._specs = [
            spec.model_copy(update={"min_soc_frac": max(reserve_frac, spec.min_soc_frac)})
            for spec in plant.parts.grid.battery_specs
        ]

    def lasts_s(self, plant: Plant, battery: int, t_us: int, discharge_w: float) -> float:
        """How long it gives a power until it is at the charge that it keeps."""
        stored_j = plant.grid.batteries.stored_at_j(battery, t_us)
        return lasts_s(self._specs[battery], stored_j, discharge_w)

    def spent_us(self, plant: Plant, t_us: int) -> int | None:
        """When the next battery that gives for an order is at the charge that it keeps."""
        left_s = [_left_s(plant, battery, t_us, self) for battery in range(len(self._specs))]
        first_s = min(left_s, default=inf)
        return None if first_s == inf else t_us + int(first_s * US_PER_S) + 1


def due_order(plant: Plant, t_us: int) -> Open | None:
    """Of the orders that must be kept by now the one that allows least; None without any."""
    due = [order for order in plant.grid.orders if order.due_us <= t_us]
    return min(due, key=lambda one: (one.limit_w, one.number), default=None)


def changes(plant: Plant, t_us: int, calling: Calling) -> Iterator[tuple[int, float]]:
    """Batteries that are to take something else for orders from now on, and what."""
    order, none = due_order(plant, t_us), [0.0] * len(plant.grid.order_net_w)
    above_w = plant.net.import_w - order.limit_w if order else 0.0
    targets_w = _targets_w(plant, t_us, calling, above_w) if order else none
    for battery, target_w in enumerate(targets_w):
        if target_w != plant.grid.order_net_w[battery]:
            yield battery, target_w


def relief_w(plant: Plant, t_us: int, calling: Calling) -> float:
    """What batteries will relieve rows of beyond what they give now; less than 0 before they stop.

    Of an order that need not be kept yet rows on their way down count as gone.
    """
    limit_w, due = obeying.limit_w(plant), due_order(plant, t_us)
    above_w = plant.net.import_w - limit_w
    if due is None or due.limit_w > limit_w:
        above_w -= obeying.going_w(plant)
    found_w = 0.0
    for battery, target_w in enumerate(_targets_w(plant, t_us, calling, above_w)):
        ends = _is_ending(plant, battery, t_us, calling)
        found_w += plant.grid.order_net_w[battery] - (0.0 if ends else target_w)
    return found_w


def _targets_w(plant: Plant, t_us: int, calling: Calling, above_w: float) -> list[float]:
    """What each battery is to take so that an import so far above its limit is below it.

    One that gives about that already, or will stop soon, goes on as it does.
    """
    margin_w, given_w = plant.parts.grid.margin_w, plant.grid.order_net_w
    lacks_w = above_w + margin_w - sum(given_w)
    targets_w: list[float] = []
    for battery, now_w in enumerate(given_w):
        room_w = _available_w(plant, battery, t_us, calling)
        wanted_w = min(max(lacks_w, 0.0), room_w)
        steady = abs(wanted_w + now_w) < margin_w or _is_ending(plant, battery, t_us, calling)
        if now_w < 0.0 and -now_w <= room_w and steady:
            wanted_w = -now_w
        targets_w.append(0.0 - round(wanted_w, _PLACES))
        lacks_w -= wanted_w
    return targets_w


def _available_w(plant: Plant, battery: int, t_us: int, calling: Calling) -> float:
    """By how much a battery may lower the import: what it takes, and gives for long enough."""
    grid, parts = plant.grid, plant.parts.grid
    if not plant.net.live_pad[parts.battery_pads[battery]]:
        return 0.0
    own_w = grid.base_net_w[battery] + grid.answer_net_w[battery]
    most_w = min(limits_w(parts.battery_specs[battery])[1], storage.serves_w(plant, battery))
    called = grid.order_net_w[battery] < 0.0
    least_s = _SPENT_S if called else _ahead_us(plant) / US_PER_S
    if calling.lasts_s(plant, battery, t_us, max(most_w, 0.0)) < least_s:
        most_w = 0.0
    return max(own_w + most_w, 0.0)


def _is_ending(plant: Plant, battery: int, t_us: int, calling: Calling) -> bool:
    """Whether a battery that gives for an order will stop before rows told later are down."""
    return _left_s(plant, battery, t_us, calling) * US_PER_S < _ahead_us(plant)


def _left_s(plant: Plant, battery: int, t_us: int, calling: Calling) -> float:
    """How long a battery still gives for an order; infinite for one that does not."""
    gives_w = plant.grid.batteries.flow_w(battery)[1]
    if plant.grid.order_net_w[battery] >= 0.0 or gives_w == 0.0:
        return inf
    return calling.lasts_s(plant, battery, t_us, gives_w)


def _ahead_us(plant: Plant) -> int:
    """From a look to the instant at which rows that the next look puts to sleep are down."""
    slowest_s = max((spec.shed_s for spec in plant.rows.specs), default=0.0)
    return 2 * plant.parts.grid.order_stage_us + round(slowest_s * US_PER_S)
