"""The work of the AI halls: batch jobs on many racks in step, inference on the rest, by hall.

Jobs and requests come from a file or from a documented generator; the equations are elsewhere, here
are the numbers. Sources: training swings up to 37.5 % of provisioned power, duty and checkpoint
figures as in the field's literature; job mix and durations are assumptions.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Id, Zone
from twin.scenario.generators import Frac, InferenceGenerator, Part
from twin.scenario.series import SeriesSpec

# The columns of a file of jobs: the names on the left side of `columns`.
JOB_COLUMNS = (
    "queued_at",
    "hall",
    "rack_count",
    "work_s",
    "high_frac",
    "low_frac",
    "period_s",
    "duty_frac",
    "checkpoint_s",
)


class JobSize(Part):
    """One size in the mix of jobs."""

    rack_count: int = Field(ge=1, le=10_000, description="Racks a job takes, all at once.")
    weight_frac: float = Field(gt=0, le=1e6, description="How often, relative to the others.")


_MIX = (
    JobSize(rack_count=1, weight_frac=0.62),
    JobSize(rack_count=2, weight_frac=0.20),
    JobSize(rack_count=4, weight_frac=0.11),
    JobSize(rack_count=8, weight_frac=0.05),
    JobSize(rack_count=16, weight_frac=0.02),
)


class JobsGenerator(Part):
    """Jobs arriving at a rate with a day shape; sizes from a mix, run times lognormal.

    The defaults keep 122 training racks (70 % of 174) 83 % busy: 2.18 racks a job, mean 3.8 h,
    295 jobs a day, 107,700 a year.
    """

    kind: Literal["jobs"]
    per_day_count: float = Field(
        default=295.0, ge=0, le=1e6, description="Mean arrivals, all halls."
    )
    diurnal_frac: Frac = Field(default=0.4, description="Height of the day's swing in arrivals.")
    peak_hour_index: int = Field(
        default=15, ge=0, le=23, description="Local hour of most arrivals."
    )
    sizes: tuple[JobSize, ...] = Field(default=_MIX, min_length=1, description="The mix of sizes.")
    work_median_h: float = Field(default=2.3, gt=0, le=10_000, description="At full power.")
    work_sigma_ratio: float = Field(default=1.0, ge=0, le=4, description="Sigma of the logarithm.")
    work_max_h: float = Field(default=240.0, gt=0, le=10_000, description="No job is longer.")
    high_frac: Frac = Field(default=0.90, description="Plateau between idle (0) and max (1).")
    low_frac: Frac = Field(default=0.50, description="Trough on the same scale.")
    spread_frac: Frac = Field(default=0.06, description="Standard deviation of the plateau by job.")
    period_s: float = Field(default=2.0, gt=0, le=3600, description="One iteration.")
    duty_frac: Frac = Field(default=0.80, description="Share of an iteration on the plateau.")
    checkpoint_min: float = Field(default=30.0, gt=0, le=10_000, description="Between checkpoints.")

    @model_validator(mode="after")
    def _plateau_above_trough(self) -> Self:
        if self.low_frac > self.high_frac:
            raise PydanticCustomError(
                "order",
                "has a trough above its plateau",
                {"allowed": "low_frac up to high_frac", "remedy": "lower low_frac"},
            )
        return self


class JobsSpec(Part):
    """Where jobs come from: exactly one of `source` and `generate`."""

    source: str | None = Field(default=None, min_length=1, description="A CSV or Parquet file.")
    generate: JobsGenerator | None = Field(default=None, description="Made up, from the seed.")
    format: Literal["csv", "parquet"] | None = Field(
        default=None, description="How the file is written; recognised when left out."
    )
    columns: dict[str, str] = Field(
        default={}, description=f"Our column ({', '.join(JOB_COLUMNS)}): the file's."
    )
    tz: Zone | None = Field(default=None, description="Zone of stamps without an offset.")

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.source is None) == (self.generate is None):
            raise PydanticCustomError(
                "origin",
                "needs exactly one of source and generate",
                {
                    "allowed": "source: FILE, or generate: {kind: jobs}",
                    "remedy": "give one of them",
                },
            )
        return self


class Partition(Part):
    """How the racks of one hall are shared out."""

    hall: Id
    inference_frac: Frac = Field(
        default=0.3, description="Share of the racks that serve requests; the rest run jobs."
    )


class Workload(Part):
    """What the halls are asked to do. Left out, they idle."""

    jobs: JobsSpec | None = Field(default=None, description="Batch jobs; none when left out.")
    inference: SeriesSpec | None = Field(
        default=None, description="Load of the inference racks, 0 to 1, or requests a second."
    )
    partitions: tuple[Partition, ...] = Field(
        default=(), description="Shares by hall; a hall left out runs jobs on all its racks."
    )
    shown_checkpoint_count: int = Field(
        default=16,
        ge=0,
        le=10_000,
        description="Jobs on so many racks or more show each checkpoint; 0 is none.",
    )
    queue_max_count: Annotated[int, Field(ge=0, le=10_000_000)] = Field(
        default=100_000, description="Jobs that may wait; one more is turned away."
    )


def generated() -> Workload:
    """Jobs and requests from the generators with their defaults."""
    return Workload(
        jobs=JobsSpec(generate=JobsGenerator(kind="jobs")),
        inference=SeriesSpec(generate=InferenceGenerator(kind="inference")),
    )
