"""What every device owes: columns to save, crossings to await, a bench to run it alone.

A family holds all units of one kind as plain lists, one list a column, the index being the unit.
The plant is the only one that calls a family's mutators. Reading evaluates from the anchor and
never moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, inf
from typing import Any, ClassVar, Literal, Protocol, Self

from pydantic import BaseModel

from twin.units import unit_of

Inputs = Mapping[str, float]
"""Values of a device's input columns by name; a missing one has the default that its column
says."""

Initial = Literal["steady", "cold"] | Inputs
"""Where a device starts: settled under its inputs, off and cold, or settled with named states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One named number of a device.

    Attributes:
        name: with its unit as suffix.
        unit: label of the unit, empty for a ratio.
        meaning: in words, with the default of an input that may be left out.
        required: an input that must be given.
        one_of: inputs that share this word stand for each other: exactly one must be given.
        range_pu: what an input may be, in its own unit.
    """

    name: str
    unit: str
    meaning: str
    required: bool = False
    one_of: str = ""
    range_pu: tuple[float, float] = (-inf, inf)


def column(
    name: str,
    meaning: str,
    *,
    required: bool = False,
    one_of: str = "",
    range_pu: tuple[float, float] = (-inf, inf),
) -> Column:
    """A column whose unit is the one its name ends in.

    >>> column("power_w", "draw").unit
    'W'
    """
    unit = unit_of(name)
    assert unit is not None, name
    return Column(
        name=name,
        unit=unit.label,
        meaning=meaning,
        required=required,
        one_of=one_of,
        range_pu=range_pu,
    )


class Columns:
    """Base of a family: mutable state in named lists, everything else derived from it.

    Attributes:
        STATE: names of the lists that are the whole mutable state.
    """

    STATE: ClassVar[tuple[str, ...]] = ()

    def snapshot(self) -> dict[str, list[Any]]:
        """Shallow copies of the state, fit for JSON."""
        return {name: list(getattr(self, name)) for name in self.STATE}

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot in place; a family that derives columns rebuilds them here."""
        for name in self.STATE:
            getattr(self, name)[:] = state[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The first instant at which a reading meets a limit.

    Attributes:
        limit: name of the limit.
        direction: which way the reading goes.
        anchor_us: instant that `after_us` counts from.
        after_us: exact time since the anchor, with its fraction.
    """

    limit: str
    direction: Literal["rising", "falling"]
    anchor_us: int
    after_us: float

    @property
    def t_us(self) -> int:
        """The microsecond it fires at, never before the exact instant."""
        return self.anchor_us + ceil(self.after_us)

    @property
    def early_us(self) -> float:
        """How long before `t_us` the exact instant lies, 0 to 1, as facts say it."""
        return round(self.t_us - self.anchor_us - self.after_us, 6)


def soonest(found: Iterable[Crossing | None]) -> Crossing | None:
    """The first of some to come; of two at one instant the one that was named first."""
    return min(
        (one for one in found if one is not None),
        key=lambda one: one.anchor_us + one.after_us,
        default=None,
    )


class Bench(Protocol):
    """One device alone."""

    KIND: ClassVar[str]
    SPEC: ClassVar[type[BaseModel]]
    INPUTS: ClassVar[tuple[Column, ...]]
    OUTPUTS: ClassVar[tuple[Column, ...]]
    STATES: ClassVar[tuple[Column, ...]]

    @classmethod
    def start(
        cls,
        spec: Any,  # noqa: ANN401 - each kind takes its own model
        inputs: Inputs,
        initial: Initial,
        t_us: int,
    ) -> Self:
        """A device at an instant, in the state asked for."""
        ...

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; an equal value is no change."""
        ...

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        ...

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next limit met if the inputs stay."""
        ...

    def cross(self, crossing: Crossing) -> None:
        """Let what a crossing causes happen."""
        ...
