"""On-load tap changers of main transformers: they follow the grid's voltage and their own load.

The family of `twin.devices.voltage.taps`, told at each balance what it hangs on. Power stays
balanced at nominal voltage: a step changes voltages and no flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from twin.devices.voltage.taps import Feed, TapChangers
from twin.facility import topics

if TYPE_CHECKING:
    from twin.facility.parts import Parts
    from twin.facility.plant import Plant


class Taps(TapChangers):
    """The tap changers of a site.

    Attributes:
        cause: fact that last took each out of its dead-band, or back.
    """

    STATE: ClassVar[tuple[str, ...]] = (*TapChangers.STATE, "cause")

    def __init__(self, parts: Parts) -> None:
        """All on their nominal tap."""
        units = [parts.units[main] for main in parts.tap_mains]
        super().__init__(parts.tap_specs, [(one.resistance_pu, one.reactance_pu) for one in units])
        self.cause = [0] * len(units)

    def follow(self, plant: Plant, t_us: int) -> None:
        """Flows or voltages changed: regulators start their timers, or stop them."""
        for tap, main in enumerate(plant.parts.tap_mains):
            due_us = self.due_us[tap]
            self.set_feed(tap, t_us, _feed(plant, main))
            if self.due_us[tap] != due_us:
                self.cause[tap] = plant.last_seq
                plant.touched |= topics.TAPS

    def start(self, plant: Plant, t_us: int) -> None:
        """All stand where they would have come to rest."""
        for tap, main in enumerate(plant.parts.tap_mains):
            self.set_feed(tap, t_us, _feed(plant, main))
            self.settle(tap, t_us)


def _feed(plant: Plant, main: int) -> Feed:
    """What a main transformer hangs on and carries; no source where it is switched off."""
    net, unit = plant.net, plant.parts.units[main]
    left_pu = plant.guard.bus_pu[plant.parts.wiring.main_bus[main]] if net.live_main[main] else 0.0
    return Feed(
        plant.grid_pu * left_pu * unit.ratio_pu,
        net.main_out_w[main] / unit.rated_va,
        net.main_out_var[main] / unit.rated_va,
    )
