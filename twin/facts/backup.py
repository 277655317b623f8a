"""Facts of backup power: uninterruptible supplies and what they do about the grid."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class UpsStateChanged(Fact, frozen=True):
    """A supply feeds its load in another way now, or no more. Subject: the supply.

    Attributes:
        soc_frac: charge of its whole battery then.
        state: `online`, `eco`, `battery`, `locked` on battery until a reset, `walk_in` back to its
            input, `bypass`, `dropped`, or `locked_out` until a reset.
    """

    PRINCIPAL: ClassVar[str] = "soc_frac"
    CHANGES_POWER: ClassVar[bool] = True
    soc_frac: float
    state: str


class UpsStepped(Fact, frozen=True):
    """A timer or the battery of a supply came to its end. Subject: the supply.

    Attributes:
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
        limit: `input_qualified`, `walked_in` (a step of it), `empty`, `full` or `overloaded`.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str


class UpsReset(Fact, frozen=True):
    """Somebody reset a supply by hand: its disturbances are forgotten. Subject: the supply."""

    CHANGES_POWER: ClassVar[bool] = True
