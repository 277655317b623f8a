"""Conductors of feeders: they follow the current at the head of their feeder and the air outdoors.

The family of `twin.devices.protection.conductor`, told at each balance what flows. The current is
that of the power at nominal voltage, as all flows are.
"""

from __future__ import annotations

from math import hypot, sqrt
from typing import TYPE_CHECKING, ClassVar

from twin.devices.contract import Crossing
from twin.devices.protection.conductor import LIMITS, Conductors
from twin.facility import topics

if TYPE_CHECKING:
    from twin.facility.parts import Parts
    from twin.facility.plant import Plant

SAID: dict[str, str] = dict(
    zip(LIMITS, ("alarm_conductor", "emergency_conductor", "withstand_conductor"), strict=True)
)
"""What facts and alarms call its limits."""
_SQRT_3_RATIO = sqrt(3.0)
_LIMIT_OF = {said: limit for limit, said in SAID.items()}
_START_C = 20.0


class FeederConductors(Conductors):
    """The conductors of a site.

    Attributes:
        cause: fact that last changed the current or the air of each.
    """

    STATE: ClassVar[tuple[str, ...]] = (*Conductors.STATE, "cause")

    def __init__(self, parts: Parts, t_us: int) -> None:
        """All without current."""
        super().__init__(parts.conductor_specs, t_us, _START_C)
        self.cause = [0] * len(self.specs)

    def follow(self, plant: Plant, t_us: int) -> None:
        """Flows or the air changed: temperatures go elsewhere from now on."""
        for place, feeder in enumerate(plant.parts.conductor_feeders):
            inputs = (head_a(plant, feeder), plant.market.dry_bulb_c)
            if inputs != (self.current_a[place], self.ambient_c[place]):
                self.set_inputs(place, t_us, *inputs)
                self.cause[place] = plant.last_seq
                plant.touched |= topics.CONDUCTOR

    def start(self, plant: Plant, t_us: int) -> None:
        """All are as warm as they would become."""
        self.follow(plant, t_us)
        for place in range(len(self.specs)):
            self.settle(place, t_us)

    def latch(self, place: int, t_us: int, said: str, *, raised: bool) -> None:
        """A limit was passed, or left, at an instant."""
        way = "rising" if raised else "falling"
        self.cross(
            place, Crossing(limit=_LIMIT_OF[said], direction=way, anchor_us=t_us, after_us=0.0)
        )

    def level_c(self, place: int, crossing: Crossing) -> float:
        """The temperature at which a limit is passed, or left."""
        spec = self.specs[place]
        levels_c = (spec.continuous_c, spec.emergency_c, spec.short_circuit_c)
        limit_c = levels_c[[*SAID].index(crossing.limit)]
        return limit_c if crossing.direction == "rising" else limit_c - spec.hysteresis_k


def head_a(plant: Plant, feeder: int) -> float:
    """Current at the head of a feeder, of its power at nominal voltage."""
    net = plant.net
    head_va = hypot(net.feeder_in_w[feeder], net.feeder_in_var[feeder])
    return head_va / (_SQRT_3_RATIO * plant.parts.wiring.feeder_v[feeder])
