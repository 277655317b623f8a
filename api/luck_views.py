"""A plan drawn many times, as a browser is told of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.plan_forms import TEXT_LENGTH_MAX
from api.views import View

RUNS_COUNT_MAX = 2000


class LuckDraft(View):
    """A plan's text and how it is drawn."""

    text: str = Field(max_length=TEXT_LENGTH_MAX)
    runs: int = Field(default=400, ge=400, le=RUNS_COUNT_MAX)
    seed: int = Field(default=0, ge=0, lt=2**31, description="Plans with the same share luck.")
    outlook: Literal["optimist", "industry", "reference_class"] = Field(
        default="industry", description="How late things may come."
    )


class LuckPhaseView(View):
    """When a phase is ready for service, by probability."""

    phase: str
    target_days: float
    p50_days: float
    p80_days: float
    p90_days: float
    p80_error_days: float
    on_time_frac: float
    curve_days: list[float] = Field(description="Days by which it is ready in 5, 10, ... 95 %.")
    critical_frac: dict[str, float] = Field(description="Share of runs that each is critical in.")


class SwingView(View):
    """One uncertain variable at its P10 and at its P90, the others as planned."""

    variable: str
    kind: str
    words: str = Field(description="From where to where it goes, with its unit.")
    npv_usd: list[float] = Field(description="At its P10, and at its P90.")
    ready_days: dict[str, list[float]] = Field(description="The same of each phase.")


class LuckView(View):
    """Many runs of schedule and money; no plant is run."""

    speed: Literal["schedule and money"]
    hash: str = Field(description="SHA-256 of the text that was drawn.")
    runs: int
    seed: int
    outlook: str
    phases: list[LuckPhaseView]
    p10_usd: float
    p50_usd: float
    p90_usd: float
    p50_error_usd: float
    gains_frac: float = Field(description="Share of runs in which it is worth more than nothing.")
    fan_usd: list[list[float]] = Field(description="P10, P50, P90 of all money, by year.")
    swings: list[SwingView] = Field(description="The largest on worth first.")
    took_ms: float
