"""One published number and what the product makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Case:
    """A value of a row of the physics specification's table of oracles.

    Attributes:
        row: its number there.
        what: in words, with the unit.
        expected: the published value.
        tolerance: absolute, as published.
        value: computes it through the product's public functions.
    """

    row: int
    what: str
    expected: float
    tolerance: float
    value: Callable[[], float]


def cases(
    row: int, what: str, tolerance: float, values: Callable[[], tuple], **expected: float
) -> list[Case]:
    """Several values that one calculation gives, in the order named."""
    return [
        Case(
            row=row,
            what=f"{what}: {name}",
            expected=value,
            tolerance=tolerance,
            value=lambda n=n: values()[n],
        )
        for n, (name, value) in enumerate(expected.items())
    ]
