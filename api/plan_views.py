"""A conversion plan, dated and reckoned, as a browser is told of it.

Days (`_days`) are counted from notice to proceed; an activity holds [start, finish). A date is
written as in the document, `2028-10-26`. Lines are those of the text that is sent back.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.views import View

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2028-10-26"])]


class WaitView(View):
    """What an activity waits for."""

    id: str
    type: Literal["FS", "SS", "FF", "SF"]
    lag_days: float


class DatesView(View):
    """When an activity is done, by one of the two ways to date a plan."""

    start_days: float
    finish_days: float
    float_days: float = Field(
        description="How late it may be without moving a handover or the end; crews aside."
    )
    driver: str | None = Field(description="What its start waits for; null: a date or a crew.")


class CrewUseView(View):
    """So many of a crew."""

    resource: str
    count: int


class EffectView(View):
    """What a task changes in the plant."""

    at: Literal["start", "finish"]
    words: str


class ActivityView(View):
    """A task, an item on order or a permit."""

    id: str
    kind: Literal["task", "item", "permit"]
    what: str = Field(description="Kind of task; who brings an item; who grants a permit.")
    name: str
    phase: str | None
    line: int
    end_line: int
    low_days: float | None = Field(description="Of its length; null where it has no end.")
    span_days: float
    high_days: float | None
    waits: list[WaitView]
    held_days: float | None = Field(description="The day it may not start before, if written.")
    free_days: float | None = Field(
        description="How late it may be by the earliest dates without moving any other."
    )
    early: DatesView
    level: DatesView
    crews: list[CrewUseView]
    effects: list[EffectView]
    gate: str
    cost_usd: float


class PhaseView(View):
    """A part that is handed over as one."""

    id: str
    name: str
    it_mw: float
    task: str | None
    target_days: float
    early_days: float | None
    level_days: float | None
    line: int


class StepView(View):
    """So many from a day on."""

    since_days: float
    count: int


class CrewView(View):
    """A crew, and how many of it are wanted."""

    id: str
    name: str
    capacity: int
    line: int
    early: list[StepView]
    level: list[StepView]


class OutageView(View):
    """Assets that are dead for some hours, and how many of those lie in a blackout."""

    task: str
    assets: list[str]
    lost_mw: float
    hours: int
    start_hour: int
    early_days: float
    level_days: float
    early_blackout_hours: int = Field(description="Of its hours, by the earliest dates.")
    level_blackout_hours: int = Field(description="The same by the dates with crews.")


class SeasonView(View):
    """Days on which nothing may be switched off in some hours."""

    id: str
    name: str
    hours: list[int]
    from_days: float
    to_days: float


class PowerView(View):
    """Nameplate power from a day on; halls in their hottest hour."""

    since_days: float
    mining_mw: dict[str, float] = Field(description="By model of machine.")
    halls_mw: dict[str, float]
    dark_mw: float = Field(description="Off for the conversion, and not yet earning.")
    worst_pu: float
    worst: str


class BreachView(View):
    """What a plan does that it should not; it can run all the same."""

    rule: str
    subject: str
    what: str
    dates: Literal["early", "level"] = Field(description="Which it is judged on.")
    since_days: float
    until_days: float | None
    path: str
    line: int
    size: float
    limit: float
    unit: str
    remedy: str
    activities: list[str]


class LossView(View):
    """The loss of one main transformer in one of the plants that are passed."""

    since_days: float
    lost: str
    tie: str | None
    worst: str
    load_pu: float
    ai_only_pu: float
    ai_mw: float
    deliverable_ai_mw: float
    unserved_ai_mw: float
    relief_s: float


class HingeView(View):
    """A task that N-1 hangs on."""

    task: str
    assets: list[str]
    since_days: float
    words: str


class MoneyView(View):
    """What a plan is worth against going on mining, before tax and without debt, by its dates."""

    currency: str
    wacc_frac: float
    npv_usd: dict[str, float]
    total_usd: dict[str, float]
    cumulative_usd: list[float]
    whole_npv_usd: float
    after_tax_npv_usd: float
    irr_words: str
    payback_years: float | None
    peak_cash_usd: float
    capital_usd: float
    capital_usd_per_mw: float
    assumptions: dict[str, str]
    mining_words: str = Field(description="What mining would earn when the first block leaves.")


class PowersView(View):
    """Power by two ways to date a plan: crews without number, and those there are."""

    early: list[PowerView]
    level: list[PowerView]


class PlanReckonedView(View):
    """A draft, dated and reckoned: schedule and money alone, no plant is run."""

    speed: Literal["schedule and money"]
    text: str
    hash: str
    plan_id: str
    revision: int
    title: str
    site: str
    tz: str
    ntp: Day
    end_days: float = Field(description="The last finish, by either way.")
    contracted_mw: float
    activities: list[ActivityView]
    phases: list[PhaseView]
    crews: list[CrewView]
    outages: list[OutageView]
    seasons: list[SeasonView]
    power: PowersView
    dark_mw_months: float
    breaches: list[BreachView]
    losses: list[LossView]
    hinges: list[HingeView]
    money: MoneyView
    took_ms: float
