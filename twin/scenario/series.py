"""How a scenario names a series: a file or a generator, and what its stamps and values mean.

Nothing is read here. Who reads (`twin.sources`) takes a `SeriesSpec`; what is left unsaid in it is
taken from the file where the file says it (EPW, NSRDB and Open-Meteo state their offset), and is a
fault where nobody says it: a naive stamp without `tz` is never guessed.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Zone
from twin.scenario.generators import Generator, Part

Format = Literal["csv", "parquet", "epw", "nsrdb", "open_meteo", "checkpoints", "llm_requests"]

# The columns a series gives, by quantity: the names on the left side of `columns`.
COLUMNS: dict[str, tuple[str, ...]] = {
    "weather": (
        "dry_bulb_c",
        "dew_point_c",
        "relative_humidity_frac",
        "pressure_pa",
        "wind_m_per_s",
    ),
    "price": ("price_usd_per_mwh",),
    "btc_price": ("price_usd_per_btc",),
    "fees": ("fees_btc", "fees_frac"),
    "difficulty": ("difficulty_ratio", "height_index", "subsidy_btc"),
    "inference": ("load_frac", "requests_per_s"),
}

# What may be generated for each, and the formats that hold nothing else.
KINDS: dict[str, tuple[str, ...]] = {
    name: (name if name != "btc_price" else "walk", "constant") for name in COLUMNS
}
ONLY_FORMATS: dict[str, str] = {
    "epw": "weather",
    "nsrdb": "weather",
    "open_meteo": "weather",
    "checkpoints": "difficulty",
    "llm_requests": "inference",
}


class DstRule(Part):
    """What local stamps mean on the two nights of the year on which clocks change."""

    repeated: Literal["refuse", "first", "second", "in_order"] = Field(
        default="in_order",
        description="The hour that comes twice: `in_order` takes the first pass, then the second.",
    )
    missing: Literal["refuse", "shift", "drop"] = Field(
        default="refuse",
        description="The hour that does not exist: `shift` reads it later, `drop` leaves it out.",
    )


class SeriesSpec(Part):
    """One series of a scenario: exactly one of `source` and `generate`, and how to read it."""

    source: str | None = Field(
        default=None, min_length=1, description="A file, relative to the scenario or absolute."
    )
    generate: Generator | None = Field(default=None, description="Made up, from the seed.")
    format: Format | None = Field(
        default=None, description="How the file is written; recognised when left out."
    )
    columns: dict[str, str] = Field(
        default={}, description="Our column name: the file's, where it is not a known one."
    )
    time_column: str | None = Field(
        default=None, description="The column of stamps in a CSV or Parquet file."
    )
    align: Literal["absolute", "hour_of_year", "cycle"] = Field(
        default="absolute",
        description="absolute: stamps mean what they say; hour_of_year: one year, repeated by "
        "local hour whatever its years are; cycle: repeated end to start from the run's start.",
    )
    tz: Zone | None = Field(
        default=None, description="Zone of stamps without an offset: IANA name or -06:00."
    )
    dst: DstRule = Field(default=DstRule(), description="The two nights of clock change.")
    holds: Literal["until_next", "interval_mean"] = Field(
        default="until_next",
        description="A value holds until the next stamp, or is the mean of an interval.",
    )
    interval_s: float | None = Field(
        default=None,
        gt=0,
        le=366 * 86_400,
        description="Length of that interval; the file's usual step when left out.",
    )
    stamp: Literal["start", "middle", "end"] = Field(
        default="start", description="Which part of the interval its stamp names."
    )
    every_s: float | None = Field(
        default=None, gt=0, le=31 * 86_400, description="Re-sample to this step by interval means."
    )
    gap_max_s: float = Field(
        default=0.0,
        ge=0,
        le=31 * 86_400,
        description="Bridge a gap up to this long with the value before it; longer is a fault.",
    )

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.source is None) == (self.generate is None):
            raise PydanticCustomError(
                "origin",
                "needs exactly one of source and generate",
                {"allowed": "source: FILE, or generate: {kind: ...}", "remedy": "give one of them"},
            )
        return self
