"""The scenario document: site, span, seed, series, workload, failures, events, policies.

Together with the site it names and the files of its series it fixes a run: same documents, same
seed, same facts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import AwareDatetime, Field, JsonValue

from twin.documents import Document
from twin.documents.fields import TimeSpan, span_us
from twin.scenario.events import Event
from twin.scenario.generators import Frac, Part
from twin.scenario.peaks import CoincidentPeaks
from twin.scenario.plan_steps import PlanRun
from twin.scenario.series import SeriesSpec
from twin.scenario.when import us_of
from twin.scenario.workload import Workload


class SeriesSet(Part):
    """What drives the site from outside: weather, energy price, and what a hash earns."""

    weather: SeriesSpec
    price: SeriesSpec
    btc_price: SeriesSpec
    fees: SeriesSpec
    difficulty: SeriesSpec


class Failures(Part):
    """How often things break and how long they take; a rate of 0 never happens.

    Left out, a rate or repair is the device's own from the catalogue or the site (racks: 419
    interruptions in 54 days on 16,384 GPUs). Transformers 0.5 to 1 % a year is an assumption.
    """

    asic_per_year: float | None = Field(
        default=None, ge=0, le=10, description="Machine failures; each model's own when left out."
    )
    asic_repair_min_h: float | None = Field(default=None, gt=0, le=8760)
    asic_repair_max_h: float | None = Field(default=None, gt=0, le=8760)
    rack_mttf_h: float | None = Field(
        default=None, gt=0, le=1e9, description="Between stops of one rack; else by its GPUs."
    )
    rack_repair_min_h: float | None = Field(default=None, gt=0, le=8760)
    rack_repair_max_h: float | None = Field(default=None, gt=0, le=8760)
    equipment_per_year: float | None = Field(
        default=None,
        ge=0,
        le=100,
        description="Of one pump, cooler, chiller, fan or pad; each plant's own when left out.",
    )
    transformer_per_year: float = Field(default=0.0075, ge=0, le=10)
    transformer_repair_h: float = Field(default=336.0, gt=0, le=8760 * 5)


class PolicyUse(Part):
    """One controller and its settings."""

    policy: str = Field(
        min_length=1, description="A shipped policy's name, or the path of your own .py file."
    )
    params: dict[str, JsonValue] = Field(default={}, description="Its settings by name.")

    @property
    def is_file(self) -> bool:
        """Whether the policy is a user's own file."""
        return self.policy.endswith(".py")


class Telemetry(Part):
    """How policies see the plant. All zero is ideal: now, and exact."""

    period_s: float = Field(default=0.0, ge=0, le=86_400, description="Between readings.")
    latency_s: float = Field(default=0.0, ge=0, le=86_400, description="Age of a reading.")


class Market(Part):
    """What energy and hashes cost beyond the series."""

    pool_fee_frac: Frac = Field(default=0.01, description="Pool's share of the reward.")
    adders_usd_per_mwh: float = Field(
        default=4.0, ge=-100, le=500, description="On top of the energy price at the node."
    )
    coincident_peaks: CoincidentPeaks | None = Field(
        default=None, description="Whose demand a summary tells; none when left out."
    )


class OrderKeeping(Part):
    """Who keeps orders of the grid's operator: miners alone, or batteries before them."""

    batteries_first: bool = Field(
        default=False, description="Batteries give what they can, miners sleep for the rest."
    )
    reserve_soc_frac: float = Field(
        default=0.3, ge=0, le=1, description="Charge that batteries keep back from orders [A]."
    )

    @property
    def kept_frac(self) -> float | None:
        """The charge that batteries keep; None where they have no part in orders."""
        return self.reserve_soc_frac if self.batteries_first else None


class ScenarioDocument(Document):
    """One run, as a document."""

    SCHEMA: ClassVar[str] = "switchyard.scenario/1"
    STAND_IN: ClassVar[dict[str, Any]] = {
        "title": "",
        "site": "w100",
        "start": "2026-01-01T00:00:00Z",
        "duration": "1d",
        "series": {
            name: {"generate": {"kind": "constant", "values": {column: 1.0}}}
            for name, column in (
                ("weather", "dry_bulb_c"),
                ("price", "price_usd_per_mwh"),
                ("btc_price", "price_usd_per_btc"),
                ("fees", "fees_btc"),
                ("difficulty", "difficulty_ratio"),
            )
        },
    }

    title: str = Field(description="What this run is about, in a line.")
    site: str = Field(
        min_length=1,
        description="A site file, relative to this document, or the name of a shipped site.",
    )
    start: AwareDatetime = Field(description="First instant, with its offset from UTC.")
    duration: TimeSpan
    seed: int = Field(default=1, ge=0, le=2**63 - 1, description="Same seed, same luck.")
    series: SeriesSet
    workload: Workload = Workload()
    failures: Failures = Failures()
    events: tuple[Event, ...] = Field(
        default=(), description="What happens at stated instants: outages, sags, failures."
    )
    policies: tuple[PolicyUse, ...] = Field(
        default=(), description="Controllers; the arbiter ranks them by their own priority."
    )
    orders: OrderKeeping = OrderKeeping()
    telemetry: Telemetry = Telemetry()
    plan: PlanRun | None = Field(
        default=None, description="A conversion under way; `twin run --plan` writes it."
    )
    market: Market = Market()

    @property
    def start_us(self) -> int:
        """The first instant [us since 1970, UTC]."""
        return us_of(self.start)

    @property
    def span_us(self) -> int:
        """How long it runs [us]."""
        found_us = span_us(self.duration)
        assert found_us is not None
        return found_us

    @property
    def end_us(self) -> int:
        """The instant at which it ends [us since 1970, UTC]."""
        return self.start_us + self.span_us

    @property
    def site_is_file(self) -> bool:
        """Whether `site` is a file rather than a shipped name."""
        return self.site.endswith((".yaml", ".yml")) or "/" in self.site
