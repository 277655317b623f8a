"""The cooling plant of a hall as a site document writes it: its loops, and how racks bear heat."""

from __future__ import annotations

from pydantic import Field

from twin.devices.cooling.loop_spec import LoopSpec


class HallCooling(LoopSpec, frozen=True):
    """The cooling plant of a hall, in place of an overhead by outdoor temperature."""

    pumps_on_ups: bool = Field(
        default=True, description="Pumps and fans of the coils hang on the hall's ups."
    )
    throttle_frac: float = Field(
        default=0.5, gt=0, le=1, description="Power of a rack that is too warm, of its maximum [A]."
    )
    hold_off_s: float = Field(
        default=600.0, ge=60, le=86_400, description="Of heat, before each step back [A]."
    )
    hold_growth_ratio: float = Field(
        default=2.0,
        ge=1,
        le=10,
        description="Of the hold-off, each time that racks got too warm again at that power [A].",
    )
    hold_most_h: float = Field(
        default=4.0, ge=0.1, le=168, description="What a hold-off grows to at most [A]."
    )
    return_steps_count: int = Field(
        default=2, ge=1, le=20, description="Equal steps from slowed racks to full power [A]."
    )
    unit_per_year: float = Field(
        default=0.1, ge=0, le=100, description="Failures of one unit: pump, fan, chiller [A]."
    )
    repair_h: float = Field(default=24.0, gt=0, le=8760, description="Of one unit [A].")
    common_cause_frac: float = Field(
        default=0.05, ge=0, le=1, description="Failures that take all of a group, 2 to 10 % [A]."
    )
