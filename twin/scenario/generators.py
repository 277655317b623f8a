"""What a generated series is asked for: one model a kind, every number with a default and a range.

The equations are in `twin.series`; here are only their numbers, in the units people write. A
scenario that generates everything needs no foreign files. Each model says where its defaults come
from; those without a public source are assumptions.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import TimeSpan, span_us

Frac = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[float, Field(description="In the unit that its column ends in.")]
Step = Annotated[float, Field(ge=1, le=86_400, description="Time between values.")]


class Part(BaseModel):
    """Base of every part of a scenario: frozen, no unknown fields, finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Change(Part):
    """Other values from an instant on."""

    after: TimeSpan = Field(description="Counted from the start of the run.")
    values: dict[str, Level] = Field(min_length=1, description="Value by column name.")


class Constant(Part):
    """The same value for ever, `{kind: constant, values: {usd_per_mwh: 42}}`, or until a change."""

    kind: Literal["constant"]
    values: dict[str, Level] = Field(min_length=1, description="Value by column name.")
    changes: tuple[Change, ...] = Field(
        default=(), max_length=1000, description="Of some of these columns, one after the other."
    )

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        after_us = [0, *(span_us(change.after) or 0 for change in self.changes)]
        known = all(set(change.values) <= set(self.values) for change in self.changes)
        if known and after_us == sorted(set(after_us)):
            return self
        raise PydanticCustomError(
            "changes",
            "has changes that do not follow from its values",
            {
                "allowed": "columns of values, each change after the start and the one before",
                "remedy": "sort them, and give every column a value at the start",
            },
        )


class WeatherGenerator(Part):
    """Dry bulb as year + day + passing fronts, dew point below it, pressure by elevation.

    The defaults give a West Texas year: mean 18.5 °C, hottest afternoons 40 to 42 °C, coldest
    nights near -10 °C (normals of Abilene; the shares of swing and noise are assumptions).
    """

    kind: Literal["weather"]
    step_s: Step = 3600.0
    mean_c: float = Field(default=18.5, ge=-30, le=40, description="Mean dry bulb of the year.")
    annual_swing_k: float = Field(
        default=10.5, ge=0, le=40, description="Half of summer minus winter, as a sine."
    )
    hottest_day_index: int = Field(
        default=205, ge=1, le=366, description="Day of the year (from 1) on which the sine peaks."
    )
    diurnal_swing_k: float = Field(default=6.8, ge=0, le=20, description="Half of day minus night.")
    hottest_hour_index: int = Field(default=16, ge=0, le=23, description="Local standard hour.")
    front_swing_k: float = Field(
        default=3.6, ge=0, le=20, description="Standard deviation of passing fronts."
    )
    front_h: float = Field(default=60.0, gt=0, le=1000, description="How long a front lasts.")
    dewpoint_depression_k: float = Field(
        default=11.0, ge=0, le=40, description="Mean of dry bulb minus dew point."
    )
    extra_k: float = Field(
        default=0.0, ge=-10, le=10, description="Added to every hour: a hotter year."
    )


class PriceGenerator(Part):
    """Real-time price in regimes: lognormal base with a day shape, spikes, negative hours.

    Base median 24, sigma 0.55; spikes in 0.15 % of hours for 1 to 5 h with a Pareto level; negative
    in 5 % of hours (West zone). Calibrated to a mean of about 32 USD/MWh, ERCOT real time 2024.
    """

    kind: Literal["price"]
    step_s: Step = 300.0
    median_usd_per_mwh: float = Field(default=24.0, gt=0, le=1000)
    sigma_ratio: float = Field(default=0.55, ge=0, le=3, description="Sigma of the logarithm.")
    memory_h: float = Field(default=8.0, gt=0, le=1000, description="How long a deviation lasts.")
    flutter_ratio: float = Field(
        default=0.12, ge=0, le=2, description="Sigma of the logarithm from one value to the next."
    )
    diurnal_ratio: float = Field(
        default=0.35, ge=0, le=2, description="Height of the evening peak, as a logarithm."
    )
    peak_hour_index: int = Field(default=19, ge=0, le=23, description="Local hour of the peak.")
    spike_frac: Frac = Field(default=0.0015, description="Share of hours in a spike.")
    spike_min_h: float = Field(default=1.0, gt=0, le=100)
    spike_max_h: float = Field(default=5.0, gt=0, le=100)
    spike_floor_usd_per_mwh: float = Field(default=150.0, gt=0, le=10_000)
    spike_alpha_ratio: float = Field(default=1.3, gt=0.5, le=10, description="Pareto exponent.")
    cap_usd_per_mwh: float = Field(default=5000.0, gt=0, le=100_000)
    negative_frac: Frac = Field(default=0.05, description="Share of hours below zero.")
    negative_usd_per_mwh: float = Field(default=-8.0, ge=-500, le=0, description="Their mean.")


class WalkGenerator(Part):
    """Bitcoin's price as a logarithmic walk: sigma 0.60 a year, no drift unless given."""

    kind: Literal["walk"]
    step_s: Step = 3600.0
    start_usd_per_btc: float = Field(default=60_500.0, gt=0, le=1e9)
    drift_per_year: float = Field(default=0.0, ge=-5, le=5, description="Drift of the logarithm.")
    sigma_per_year: float = Field(default=0.60, ge=0, le=5, description="Sigma of the logarithm.")
    floor_usd_per_btc: float = Field(default=1000.0, gt=0, le=1e9)


class FeeGenerator(Part):
    """Fees a block: a lognormal share of the subsidy with rare days of spikes."""

    kind: Literal["fees"]
    step_s: Step = 86_400.0
    subsidy_frac: Frac = Field(default=0.01, description="Median share (1 to 1.3 % in 2025-26).")
    sigma_ratio: float = Field(default=0.4, ge=0, le=3, description="Sigma of the logarithm.")
    spike_frac: Frac = Field(default=0.005, description="Share of days with a spike.")
    spike_min_frac: Frac = 0.2
    spike_max_frac: Frac = 1.0


class DifficultyGenerator(Part):
    """Difficulty by epochs of 2,016 blocks: each retarget is a clipped normal step."""

    kind: Literal["difficulty"]
    start_ratio: float = Field(default=133.87e12, gt=0, description="Difficulty at the start.")
    start_block_index: int = Field(
        default=955_584, ge=0, description="Height at the start; halvings are every 210,000."
    )
    step_frac: float = Field(default=0.008, ge=-0.25, le=0.25, description="Mean retarget.")
    sigma_frac: Frac = Field(default=0.045, description="Sigma of a retarget.")
    clip_frac: Frac = Field(default=0.25, description="No retarget is larger.")


class InferenceGenerator(Part):
    """Request load of the inference racks by hour of day: trough 40 to 60 % of the peak.

    Peak over mean near 1.3 (assumption); noise is what remains between quarter hours.
    """

    kind: Literal["inference"]
    step_s: Step = 900.0
    mean_frac: Frac = Field(default=0.55, description="Mean load over the day.")
    swing_frac: Frac = Field(default=0.17, description="Half of peak minus trough.")
    peak_hour_index: int = Field(default=15, ge=0, le=23, description="Local hour of the peak.")
    weekend_frac: Frac = Field(default=0.9, description="Load of Saturday and Sunday to others.")
    noise_frac: Frac = Field(default=0.03, description="Standard deviation between values.")


Generator = Annotated[
    Constant
    | WeatherGenerator
    | PriceGenerator
    | WalkGenerator
    | FeeGenerator
    | DifficultyGenerator
    | InferenceGenerator,
    Field(discriminator="kind"),
]
