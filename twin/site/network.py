"""The power path of a site document: interconnect, buses, ties, feeders; how blocks restart."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.devices.protection.conductor import ConductorSpec
from twin.devices.protection.continuous_load import ContinuousLoadSpec
from twin.documents.fields import Id
from twin.site.entries import Part


class Interconnect(Part):
    """The point where the site takes power from the grid."""

    id: Id = "POI"
    contracted_mw: float = Field(gt=0, le=5000, description="Import allowed.")
    kv: float = Field(gt=0, le=1200, description="Nominal voltage.")
    power_factor_min_ratio: float = Field(
        default=0.95, gt=0.5, le=1, description="Lowest lagging power factor allowed [A]."
    )
    ramp_up_mw_per_min: float | None = Field(
        default=None,
        gt=0,
        le=10_000,
        description="Held to when rows wake or restart; no limit when left out [A].",
    )
    ramp_down_mw_per_min: float | None = Field(
        default=None,
        gt=0,
        le=10_000,
        description="Held to when rows sleep for the price; protective shedding never is. "
        "No limit when left out [A].",
    )
    short_circuit_mva: float = Field(gt=0, le=100_000, description="Three-phase fault level.")
    x_over_r_ratio: float = Field(default=10.0, gt=0, le=100, description="X/R there [A].")


class Restart(Part):
    """How mining blocks come back after an outage: one by one, the last to be shed first."""

    spacing_s: float = Field(
        default=3.0,
        ge=0.1,
        le=3600,
        description="Least time between energising one block and the next: three time constants "
        "of inrush of 1 s [M].",
    )
    limit_pu: float = Field(
        default=0.95,
        gt=0.1,
        le=2,
        description="Loading of a main transformer up to which blocks are energised [A].",
    )
    look_s: float = Field(
        default=60.0, ge=1, le=3600, description="How often room is looked for meanwhile [A]."
    )


class OrderRules(Part):
    """How orders of the grid's operator are kept: by putting miners to sleep in shedding order."""

    margin_mw: float = Field(
        default=0.2, ge=0, le=1000, description="Kept below what was ordered: losses, swings [A]."
    )
    stage_s: float = Field(
        default=20.0,
        ge=1,
        le=3600,
        description="Between looks, and stages of a ramp, down and up again [A].",
    )


class Bus(Part):
    """A main bus."""

    id: Id
    kv: float = Field(gt=0, le=1200, description="Nominal voltage.")
    short_circuit_ka: float = Field(gt=0, le=200, description="Fault current it withstands.")
    parallel_allowed: bool = Field(
        default=False, description="Whether several main transformers may feed it at once."
    )
    in_service: bool = True


class Tie(Part):
    """A switch between two buses, closed to carry a bus that lost its transformer."""

    id: Id
    between: tuple[Id, Id] = Field(description="The two buses.")
    closed: bool = Field(default=False, description="Whether the run starts with it closed.")
    transfer_s: float = Field(
        default=2.0, ge=0, le=3600, description="Loss of a bus to closing, break before make [M]."
    )
    breaker_operating_s: float = Field(
        default=0.08, gt=0, le=5, description="Trip signal to open contacts [M]."
    )
    parallel_allowed: bool = Field(
        default=False, description="Whether it may close with live units on both sides."
    )
    in_service: bool = True


class VoltageLimits(Part):
    """What the voltage at buses and behind unit transformers must keep to."""

    min_pu: float = Field(default=0.95, ge=0.5, lt=1, description="Range A of ANSI C84.1 [M].")
    max_pu: float = Field(default=1.05, gt=1, le=1.5, description="Range A of ANSI C84.1 [M].")


class FeederBreaker(Part):
    """The breaker at the head of a feeder; it goes by the feeder's id."""

    operating_s: float = Field(default=0.08, gt=0, le=5, description="Trip to open contacts [M].")


class Feeder(Part):
    """A cable from a bus to a block or a hall. Its rating is given once, in A or in MVA."""

    id: Id
    bus: Id
    rated_a: float | None = Field(default=None, ge=10, le=20_000, description="Continuous current.")
    rated_mva: float | None = Field(default=None, gt=0, le=1000, description="The same in MVA.")
    length_km: float = Field(default=0.3, ge=0, le=50)
    r_ohm_per_km: float = Field(default=0.10, ge=0, le=5, description="500 kcmil copper [M].")
    x_ohm_per_km: float = Field(default=0.12, ge=0, le=5, description="500 kcmil trefoil [M].")
    breaker: FeederBreaker = FeederBreaker()
    conductor: ConductorSpec | None = Field(
        default=None, description="Its temperature is followed; it is not when left out."
    )
    continuous_load: ContinuousLoadSpec | None = Field(
        default=None, description="Told when it carries too much for hours; not when left out."
    )
    in_service: bool = True

    @model_validator(mode="after")
    def _one_rating(self) -> Self:
        if (self.rated_a is None) == (self.rated_mva is None):
            raise PydanticCustomError(
                "rating",
                "needs its rating once",
                {"allowed": "rated_a or rated_mva", "remedy": "give one of them"},
            )
        return self
