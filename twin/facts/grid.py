"""Facts of the grid's side: relays that answer to its frequency."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class StageTripped(Fact, frozen=True):
    """The frequency was low for long enough: a relay trips its blocks. Subject: its stage.

    Attributes:
        frequency_hz: that it sees.
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "frequency_hz"
    frequency_hz: float
    early_us: float = 0.0


class StageReset(Fact, frozen=True):
    """A stage that was out is put back: the frequency is steady again. Subject: the stage."""

    PRINCIPAL: ClassVar[str] = "frequency_hz"
    frequency_hz: float
