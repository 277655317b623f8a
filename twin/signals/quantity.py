"""What a quantity and a signal are, and how one is read from a plant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from twin.units import unit_of

Standing = Any
"""A plant as seen from below it: any object with its columns."""

Read = Callable[[Standing, int, int], float]
"""Plant, index of the asset in its kind, instant -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One thing that can be asked of every asset of a kind.

    Attributes:
        kind: of asset: site, weather, market, transformer, tap_changer, conductor,
            relay, thermal_relay, unit_transformer, bus, feeder, block, hall, ups, gensets,
            cooling, mining_cooling or battery.
        name: with its unit as suffix.
        meaning: in words.
        read: how, from a plant as it stands at or before an instant.
    """

    kind: str
    name: str
    meaning: str
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One quantity of one asset.

    Attributes:
        name: `asset.quantity`.
        index: of the asset among those of its kind in the plant.
        quantity: what is asked.
    """

    name: str
    index: int
    quantity: Quantity

    @property
    def unit(self) -> str:
        """Label of the unit, empty for a pure number."""
        found = unit_of(self.quantity.name)
        assert found is not None, f"{self.name} ends in no unit"
        return found.label

    def at(self, plant: Standing, t_us: int) -> float:
        """The value at an instant at or after the plant's last fact; NaN where it has none."""
        return float(self.quantity.read(plant, self.index, t_us))


def quantity(kind: str, name: str, meaning: str, read: Read) -> Quantity:
    """A row of a table of quantities."""
    return Quantity(kind=kind, name=name, meaning=meaning, read=read)


def column(path: str) -> Read:
    """An entry of a column of the plant, as `net.main_loss_w`."""
    owner, name = path.split(".")
    return lambda plant, index, _t_us: getattr(getattr(plant, owner), name)[index]


def value(path: str) -> Read:
    """A single value of the plant, as `net.import_w`."""
    owner, name = path.split(".")
    return lambda plant, _index, _t_us: getattr(getattr(plant, owner), name)


def asked(path: str) -> Read:
    """What a family of the plant says of an asset at an instant, as `loops.supply_c`."""
    owner, name = path.split(".")
    return lambda plant, index, t_us: getattr(getattr(plant, owner), name)(index, t_us)
