"""Short circuits and jammed breakers at stated instants."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Id
from twin.facts.control import AnyCommand, CauseFault, JamBreaker
from twin.scenario.when import When
from twin.units import S_PER_H, VA_PER_MVA


class ShortCircuit(When):
    """A short circuit of three phases: at the end of a feeder, behind a unit transformer, at a bus.

    Its size is that of the site's impedances and its own resistance, or a power.
    """

    kind: Literal["fault"]
    asset: Id = Field(description="A feeder, a unit transformer (its low side) or a bus.")
    resistance_ohm: float = Field(
        default=0.0, ge=0, le=1000, description="Of the fault itself; 0 is bolted."
    )
    mva: float | None = Field(
        default=None, gt=0, le=100_000, description="Its power, instead of its resistance."
    )
    breaker_fails: bool = Field(
        default=False, description="Whether the breaker that should clear it does not open."
    )
    repair_h: float = Field(default=8.0, gt=0, le=8760, description="Until it is mended [A].")
    why: str = Field(default="a stated event", min_length=1, description="In words.")

    @model_validator(mode="after")
    def _sized_once(self) -> Self:
        if self.mva is not None and self.resistance_ohm:
            raise PydanticCustomError(
                "size",
                "needs its size once",
                {"allowed": "resistance_ohm or mva", "remedy": "give one of them"},
            )
        return self


class Jam(When):
    """A breaker or tie will not open when its relay tells it to, until it is mended."""

    kind: Literal["jam"]
    breaker: Id = Field(description="A breaker or tie: F01, T1-LV, TIE-12.")
    repair_h: float = Field(default=8.0, gt=0, le=8760, description="Until it is mended [A].")
    why: str = Field(default="a stated event", min_length=1, description="In words.")


def fault_command(event: ShortCircuit | Jam) -> AnyCommand:
    """The command that an event stands for."""
    if isinstance(event, Jam):
        return JamBreaker(event.why, event.breaker, event.repair_h * S_PER_H)
    return CauseFault(
        event.why,
        event.asset,
        event.repair_h * S_PER_H,
        event.resistance_ohm,
        (event.mva or 0.0) * VA_PER_MVA,
        event.breaker_fails,
    )
