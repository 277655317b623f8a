"""How a site answers to the grid's frequency: droop of its miners, relays that trip blocks.

Halls never answer. Miners reduce their power at once by firmware, in shedding order; a relay opens
the feeders of its blocks. Both come back in stages once the frequency is back.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Id
from twin.site.entries import Part


class Droop(Part):
    """Primary response of the miners: power falls in proportion to what the frequency lacks."""

    blocks: tuple[Id, ...] = Field(
        default=(), description="Which answer, in shedding order; all of them when left out."
    )
    reference_mw: float | None = Field(
        default=None,
        gt=0,
        le=10_000,
        description="Power that the droop refers to; nameplate of the blocks when left out [A].",
    )
    droop_frac: float = Field(
        default=0.05, gt=0, le=1, description="Off by this, all responds; ERCOT allows 5 % [M]."
    )
    dead_band_hz: float = Field(
        default=0.017, ge=0, le=5, description="To each side of nominal, no answer; ERCOT [M]."
    )
    hold_s: float = Field(
        default=60.0, ge=0, le=86_400, description="From a better frequency to the first stage [A]."
    )
    stage_s: float = Field(
        default=20.0,
        ge=1,
        le=3600,
        description="Between stages of coming back, each within ramp_up_mw_per_min [A].",
    )


class BatteryDroop(Part):
    """How a battery answers to the frequency: in proportion, up to all that it can."""

    droop_frac: float = Field(
        default=0.05, gt=0, le=1, description="Off by this, it gives or takes all it can [M]."
    )
    dead_band_hz: float = Field(default=0.017, ge=0, le=5, description="No answer inside [M].")


class Stage(Part):
    """A stage of under-frequency relays: opens the feeders of its blocks, calls its batteries."""

    id: Id
    below_hz: float = Field(
        ge=40, le=70, description="It counts at or below this: RRS 59.7, UFLS 59.5 and less [M]."
    )
    delay_s: float = Field(
        default=0.5, ge=0.01, le=600, description="From there to the trip; RRS 0.5 s [M]."
    )
    blocks: tuple[Id, ...] = Field(default=(), description="Blocks that it trips.")
    batteries: tuple[Id, ...] = Field(
        default=(), description="Batteries that give all they can while it is out."
    )

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not self.blocks and not self.batteries:
            raise PydanticCustomError(
                "stage",
                "does nothing",
                {"allowed": "blocks, batteries or both", "remedy": "name what it acts on"},
            )
        return self


class FrequencyResponse(Part):
    """What the site does about the frequency of the grid."""

    nominal_hz: float = Field(default=60.0, ge=45, le=65, description="Of the grid.")
    droop: Droop | None = Field(default=None, description="None when left out.")
    stages: tuple[Stage, ...] = ()
    back_within_hz: float = Field(
        default=0.05, gt=0, le=5, description="Of nominal: then the frequency is back [A]."
    )
    restore_after_min: float = Field(
        default=5.0, ge=0, le=1440, description="Back for so long, stages are put back [A]."
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        droop = self.droop
        if droop is not None and droop.dead_band_hz >= droop.droop_frac * self.nominal_hz:
            raise PydanticCustomError(
                "droop",
                "has a dead-band as wide as its droop",
                {
                    "allowed": f"dead_band_hz below {droop.droop_frac * self.nominal_hz:g} Hz",
                    "remedy": "give the dead-band in Hz and the droop as a fraction",
                },
            )
        return self
