"""Whether any relay of a site sees a short circuit: one that none sees burns until it is mended.

What flows is worked out in the site as its document connects it (`twin.facility.short_circuits`):
every relay on the way of the fault, its current beside its pickup.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.facility import short_circuits
from twin.facility.parts import Parts
from twin.facility.plant import Plant


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a relay sees of a fault.

    Attributes:
        relay: the breaker or tie it stands at.
        current_a: of the fault, through it.
        pickup_a: its least pickup.
    """

    relay: str
    current_a: float
    pickup_a: float

    @property
    def share_ratio(self) -> float:
        """Current over pickup; a relay acts above 1."""
        return self.current_a / self.pickup_a


def as_written(parts: Parts, t_us: int) -> Plant:
    """The site with its breakers and ties as its document says, before anything happened."""
    plant = Plant(parts, t_us)
    plant.net.rewire(t_us)
    return plant


def seen_of(
    plant: Plant, asset: str, *, resistance_ohm: float, power_va: float, nearest_fail: bool
) -> list[Seen]:
    """What every relay that may clear a fault sees of it, the one nearest to a trip first.

    Args:
        plant: as it is connected.
        asset: feeder, unit transformer or bus.
        resistance_ohm: of the fault itself.
        power_va: that it takes, instead of its resistance; 0 where that is given.
        nearest_fail: whether the breakers nearest to it do not open, so that those behind must.

    Returns:
        Nothing where the asset has no voltage: no current flows that anyone should see.
    """
    if power_va > 0.0:
        resistance_ohm = short_circuits.resistance_ohm_of(plant, asset, power_va)
    parts = plant.parts.guard
    spared = set(short_circuits.clearing(plant, asset)) if nearest_fail else set[str]()
    through_a = short_circuits.through_a(plant, asset, resistance_ohm)
    found = [
        Seen(relay=parts.ids[relay], current_a=current_a, pickup_a=parts.pickups_a[relay])
        for relay, current_a in through_a.items()
        if parts.ids[relay] not in spared
    ]
    return sorted(found, key=lambda seen: -seen.share_ratio)
