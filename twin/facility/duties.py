"""Watches on continuous load of feeders: above their share of a rating for hours is told.

The timer of `twin.devices.protection.continuous_load`, told at each balance. Where it empties at
once, only the passing of the share matters to it, so nothing else moves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from twin.devices.protection.accumulators import Accumulators
from twin.devices.protection.continuous_load import trip_unit
from twin.facility import topics
from twin.facility.conductors import head_a

if TYPE_CHECKING:
    from twin.facility.parts import Parts
    from twin.facility.plant import Plant


class Duties(Accumulators):
    """The watches of a site.

    Attributes:
        specs: what each watches.
        cause: fact that last took each above its share, or back.
    """

    STATE: ClassVar[tuple[str, ...]] = (*Accumulators.STATE, "cause")

    def __init__(self, parts: Parts, t_us: int) -> None:
        """All without current."""
        self.specs = parts.duty_specs
        super().__init__([trip_unit(spec) for spec in self.specs], t_us)
        self.cause = [0] * len(self.specs)

    def follow(self, plant: Plant, t_us: int) -> None:
        """Flows changed: timers start, or empty."""
        for place, feeder in enumerate(plant.parts.duty_feeders):
            amperes_a, pickup_a = head_a(plant, feeder), self.units[place].pickup_a
            was_over, over = self.is_over(place), amperes_a > pickup_a
            if over != was_over:
                self.cause[place] = plant.last_seq
                plant.touched |= topics.DUTY
            if over != was_over or (not over and self.specs[place].recovery_h):
                self.set_current(place, t_us, amperes_a)

    def start(self, plant: Plant, t_us: int) -> None:
        """Timers start with the run."""
        self.follow(plant, t_us)

    def is_over(self, place: int) -> bool:
        """Whether its timer fills, or has filled and waits for the load to fall."""
        return self.current_a[place] > self.units[place].pickup_a

    def load_pu(self, plant: Plant, place: int) -> float:
        """Current at the head of its feeder over the rating that is watched."""
        return head_a(plant, plant.parts.duty_feeders[place]) / self.specs[place].rated_a
