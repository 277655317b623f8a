"""Batteries of the site: what each is to do, as a load of its unit transformer that may give.

A battery takes what it was told and its answer to the frequency on top, within its limits, and
nothing at all while its unit transformer is dead: it carries no island. What it gives serves the
load of its bus first; beyond that it goes through the main transformer as any other power.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from twin.devices.backup.battery import limits_w
from twin.devices.grid.frequency import response_frac
from twin.facility import topics
from twin.units import J_PER_KWH, W_PER_MW

if TYPE_CHECKING:
    from twin.facility.plant import Plant

LEAST_W = 1000.0
"""Changes of load beside a limited battery that it does not follow."""
_LIMIT_PLACES = 3


def load_batteries(plant: Plant) -> None:
    """Put what batteries take, or less what they give, on their unit transformers."""
    batteries, pad_p_w = plant.grid.batteries, plant.net.pad_p_w
    for battery, pad in enumerate(plant.parts.grid.battery_pads):
        charge_w, discharge_w = batteries.flow_w(battery)
        pad_p_w[pad] = charge_w - discharge_w


def follow(plant: Plant, t_us: int) -> None:
    """Switches moved: batteries behind a dead unit transformer rest, others go on."""
    for battery in range(len(plant.parts.grid.battery_ids)):
        _set(plant, t_us, battery)


def settle(plant: Plant, t_us: int, battery: int) -> None:
    """A battery was told otherwise, or met a limit: its flow, and the path that carries it."""
    _set(plant, t_us, battery)
    load_batteries(plant)
    plant.settle(t_us, (plant.parts.grid.battery_pads[battery],))


def answer_net_w(plant: Plant, battery: int) -> float:
    """What a battery takes more, negative where it gives, for the frequency of now."""
    grid, parts = plant.grid, plant.parts.grid
    takes_w, gives_w = limits_w(parts.battery_specs[battery])
    if any(grid.is_out(stage) for stage in parts.battery_stages[battery]):
        return -gives_w
    spec = parts.battery_droops[battery]
    if spec is None:
        return 0.0
    asked_w = response_frac(spec, grid.frequency_hz) * spec.reference_mw * W_PER_MW
    return min(max(asked_w, -gives_w), takes_w)


def most_w(plant: Plant, battery: int) -> float:
    """What a battery may give now, so that what it gives stays on the site.

    Its whole power while loads of its bus group draw what all batteries there are to give; else
    its part of what they draw, in proportion to what each is to give.
    """
    gives_w = limits_w(plant.parts.grid.battery_specs[battery])[1]
    wanted_w = _wanted_w(plant, battery)
    if wanted_w <= 0.0:
        return gives_w
    loads_w, all_w = serves_w(plant, battery), wanted_w
    for other in _beside(plant, battery):
        loads_w += plant.grid.batteries.flow_w(other)[1]
        if not plant.grid.batteries.is_empty(other):
            all_w += _wanted_w(plant, other)
    loads_w = max(loads_w, 0.0)
    return gives_w if all_w <= loads_w else round(loads_w * wanted_w / all_w, _LIMIT_PLACES)


def asked_net_w(plant: Plant, battery: int) -> float:
    """What a battery is to take: as it was told, for the frequency, for an order."""
    grid = plant.grid
    return grid.base_net_w[battery] + grid.answer_net_w[battery] + grid.order_net_w[battery]


def _wanted_w(plant: Plant, battery: int) -> float:
    """What a battery is to give, whatever limits it; 0 where it takes, rests or is dead."""
    parts = plant.parts.grid
    if not plant.net.live_pad[parts.battery_pads[battery]]:
        return 0.0
    asked_w = -asked_net_w(plant, battery)
    return min(max(asked_w, 0.0), limits_w(parts.battery_specs[battery])[1])


def _beside(plant: Plant, battery: int) -> Iterator[int]:
    """Other batteries of the bus group of a battery."""
    groups = [
        plant.net.group_of_bus[plant.parts.pad_bus[pad]] for pad in plant.parts.grid.battery_pads
    ]
    for other, group in enumerate(groups):
        if other != battery and group == groups[battery]:
            yield other


class Exports:
    """Watches loads beside batteries that give."""

    def __init__(self, plant: Plant) -> None:
        self.specs = plant.parts.grid.battery_specs
        self.seq = 0

    def start(self, _plant: Plant, _t_us: int) -> None:
        """Batteries rest."""

    def follow(self, plant: Plant, _t_us: int) -> None:
        """Flows changed: whether a battery that gives may give another power now."""
        for battery, limit_w in enumerate(plant.grid.most_w):
            if asked_net_w(plant, battery) < 0.0:
                moved_w = abs(most_w(plant, battery) - limit_w)
                if moved_w > LEAST_W:
                    self.seq = plant.last_seq
                    plant.touched |= topics.STORAGE


def serves_w(plant: Plant, battery: int) -> float:
    """What loads of the bus group of a battery draw without it: the most it may give unasked."""
    pad = plant.parts.grid.battery_pads[battery]
    group = plant.net.group_of_bus[plant.parts.pad_bus[pad]]
    charge_w, discharge_w = plant.grid.batteries.flow_w(battery)
    return plant.net.group_p_w[group] - charge_w + discharge_w


class Stores(NamedTuple):
    """Energy of all batteries since the start of the run.

    Attributes:
        taken_j, given_j: at their terminals.
        stored_j: in their cells now, less at the start.
        lost_j: in conversion and self-discharge.
    """

    taken_j: float
    given_j: float
    stored_j: float
    lost_j: float


def stores_of(plant: Plant, t_us: int) -> Stores:
    """What batteries took, gave, keep and lost up to an instant at or after the last fact."""
    batteries, parts = plant.grid.batteries, plant.parts.grid
    taken_j = given_j = stored_j = lost_j = 0.0
    for battery, start_frac in enumerate(parts.battery_start_frac):
        charged_j, discharged_j = batteries.metered_j(battery, t_us)
        taken_j, given_j = taken_j + charged_j, given_j + discharged_j
        start_j = start_frac * parts.battery_specs[battery].capacity_kwh * J_PER_KWH
        stored_j += batteries.stored_at_j(battery, t_us) - start_j
        lost_j += batteries.lost_j(battery, t_us)
    return Stores(taken_j, given_j, stored_j, lost_j)


def _set(plant: Plant, t_us: int, battery: int) -> None:
    grid, parts = plant.grid, plant.parts.grid
    net_w = asked_net_w(plant, battery)
    if not plant.net.live_pad[parts.battery_pads[battery]]:
        net_w = 0.0
    charge_w, discharge_w = max(net_w, 0.0), min(max(-net_w, 0.0), grid.most_w[battery])
    grid.batteries.set_power(battery, t_us, charge_w=charge_w, discharge_w=discharge_w)
