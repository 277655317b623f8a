"""What tasks wait for beside each other: things that are ordered, permits, crews, blackouts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from twin.documents.fields import Id
from twin.plan.dist import Dist, Fixed
from twin.site.entries import Part

MonthDay = Annotated[
    str,
    Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", description="Month and day: 06-01."),
]
Hour = Annotated[int, Field(ge=0, le=23)]
EVERY_HOUR = tuple(range(24))


class Procurement(Part):
    """Something that is ordered and arrives after its lead time."""

    id: Id
    name: str = ""
    qty: int = Field(default=1, ge=1, le=1_000_000)
    unit: str = Field(default="lot", description="As lot, rack, each.")
    lead_time_days: Dist
    order_after: Id | None = Field(default=None, description="Ordered when this task is finished.")
    order_on: date | None = Field(default=None, description="Or ordered on this day.")
    pre_ntp: bool = Field(
        default=False, description="Whether money may be spent on it before notice to proceed."
    )
    unit_cost_usd: float = Field(default=0.0, ge=0, le=1e10)
    deposit_frac: float = Field(default=0.0, ge=0, le=1, description="Paid with the order [A].")
    asset_class: Literal["gpu", "electrical", "mechanical", "building"] = Field(
        default="electrical", description="Which it is written off as."
    )
    source: Literal["owner", "tenant", "reuse", "refurbished"] = "owner"
    alt: Id | None = Field(default=None, description="Another item that could stand in for it.")
    price_base: date | None = Field(default=None, description="The plan's when left out.")


class Permit(Part):
    """Something an authority grants."""

    id: Id
    name: str = ""
    authority: str = ""
    duration_days: Dist = Fixed(kind="fixed", value=0.0)
    apply_after: Id | None = Field(default=None, description="Applied for when it is finished.")
    apply_on: date | None = Field(default=None, description="Or applied for on this day.")


class Resource(Part):
    """A crew: how many there are."""

    id: Id
    name: str = ""
    capacity: int = Field(ge=1, le=100_000)
    day_rate_usd: float = Field(default=0.0, ge=0, le=1e6, description="Of one, a day.")


class Blackout(Part):
    """A season in which nothing may be switched off, in some hours of the day."""

    id: Id
    name: str = ""
    start_mmdd: MonthDay
    end_mmdd: MonthDay = Field(description="Its last day; before the start it passes new year.")
    hours: tuple[Hour, ...] = Field(
        default=EVERY_HOUR, min_length=1, description="Local hours; all when left out."
    )
