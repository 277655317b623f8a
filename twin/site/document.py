"""The site document: all that is or will be built, what it is rated for, how it is connected.

Breakers need no entries: `T1-HV` and `T1-LV` stand on both sides of a main transformer T1, and a
feeder's breaker goes by the feeder's id. Every number can be overridden; what is left out comes
from the catalogue or a default that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.devices.asic_power import AsicSpec
from twin.devices.backup.battery import BatterySpec
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.backup.transfer_spec import AutomaticTransferSpec, StaticTransferSpec
from twin.devices.backup.ups_spec import UpsSpec
from twin.devices.gpu_power import RackSpec
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.voltage.taps import TapChangerSpec
from twin.documents import Document
from twin.documents.fields import Id, Zone
from twin.site.block_cooling import BlockCooling, BlockPad
from twin.site.entries import ModelEntry, Part, overridable
from twin.site.frequency import BatteryDroop, FrequencyResponse
from twin.site.hall_cooling import HallCooling
from twin.site.network import Bus, Feeder, Interconnect, OrderRules, Restart, Tie, VoltageLimits
from twin.site.protection import Protection

HIGH_SIDE, LOW_SIDE = "-HV", "-LV"
SWITCH, STATIC, PLANT, PAD, SUPPLY = "-ATS", "-STS", "-COOL", "-PAD", "-UPS"
COOLING_GROUPS = ("CDU", "PUMP", "COOLER", "CHILLER")
"""Equal units of a cooling plant, that break one by one: `H1-CDU` and so on."""
PUMPS, COOLERS, FANS = "-PUMP", "-COOLER", "-FAN"
"""Groups of a block's cooling: `B1-PUMP` and `B1-COOLER`, or `B1-FAN` (and `B1-PAD`) of air."""


class MainBase(ModelEntry):
    """A main transformer between the interconnect and one bus."""

    id: Id
    bus: Id = Field(description="The bus it feeds.")
    breaker_operating_s: float = Field(
        default=0.08, gt=0, le=5, description="Trip signal to open contacts, both sides [M]."
    )
    oltc: TapChangerSpec | None = Field(
        default=None, description="Its on-load tap changer; its taps stay when left out."
    )
    in_service: bool = True


class UnitBase(ModelEntry):
    """Unit transformers of a block or a hall; `count` of the same, each on its own."""

    id: Id | None = Field(default=None, description="Given when left out: B01-U1.")
    count: int = Field(default=1, ge=1, le=100, description="How many such, each on its own.")


class RowsBase(ModelEntry):
    """Machines of one model in a block, split evenly over its unit transformers."""

    id: Id | None = Field(default=None, description="Ends the rows' ids; the model when left out.")
    count: int = Field(ge=1, le=1_000_000, description="Machines, over all unit transformers.")
    unit_transformers: tuple[Id, ...] = Field(
        default=(), description="Which carry them; all of the block's when left out."
    )


class SupplyBase(ModelEntry):
    """The uninterruptible supply of a hall: equal modules that share its IT."""

    modules_count: int = Field(ge=1, le=100, description="Each of the model's rating and battery.")
    module_per_year: float = Field(
        default=0.0, ge=0, le=100, description="Failures of one module, 0.02 to 0.1; 0 never [A]."
    )
    module_repair_h: float = Field(default=24.0, gt=0, le=8760, description="Of one [A].")


class GensetsBase(ModelEntry):
    """Equal engine generators on one bus; they feed halls whose feeds are dead."""

    id: Id
    halls: tuple[Id, ...] = Field(min_length=1, description="Halls, in the order of taking up.")
    transfer: AutomaticTransferSpec = Field(
        default=AutomaticTransferSpec.model_validate({}),
        description="The transfer switch of each hall, between its feeds and this bus.",
    )
    stagger_s: float = Field(
        default=10.0, ge=0, le=600, description="From taking up one hall to the next [A]."
    )
    repair_h: float = Field(default=48.0, gt=0, le=8760, description="Of an engine [A].")
    in_service: bool = True


class RacksBase(ModelEntry):
    """The racks of a hall."""

    count: int = Field(ge=1, le=10_000)


if TYPE_CHECKING:
    Main: TypeAlias = MainBase
    UnitTransformer: TypeAlias = UnitBase
    Rows: TypeAlias = RowsBase
    Racks: TypeAlias = RacksBase
    Supply: TypeAlias = SupplyBase
    Gensets: TypeAlias = GensetsBase
else:
    Main = overridable(MainBase, TransformerSpec)
    UnitTransformer = overridable(UnitBase, TransformerSpec)
    Rows = overridable(RowsBase, AsicSpec)
    Racks = overridable(RacksBase, RackSpec)
    Supply = overridable(SupplyBase, UpsSpec)
    Gensets = overridable(GensetsBase, GensetSpec)


class Block(Part):
    """A mining block: machines, their unit transformers and auxiliaries, on one feeder."""

    id: Id
    feeder: Id
    unit_transformers: tuple[UnitTransformer, ...] = Field(min_length=1)
    rows: tuple[Rows, ...] = Field(min_length=1)
    aux_frac: float = Field(
        default=0.05, ge=0, le=1, description="Fans and other auxiliaries, of the machines' draw."
    )
    power_factor_ratio: float | None = Field(
        default=None, gt=0.5, le=1, description="Of every row that has no own; else the model's."
    )
    inlet_rise_k: float | None = Field(
        default=None, ge=0, le=30, description="Recirculation, for every row that has no own."
    )
    pad: BlockPad | None = Field(
        default=None, description="Cools its air by evaporation; without one it breathes as is."
    )
    cooling: BlockCooling | None = Field(
        default=None, description="Its containers, loop or tanks; without one, air as it is."
    )
    t_shed_s: float | None = Field(
        default=None, gt=0, le=600, description="Command to sleep, for rows that have no own."
    )
    t_restore_s: float | None = Field(
        default=None, gt=0, le=1800, description="Sleep to full hash rate, likewise."
    )
    shed_order: int = Field(default=100, ge=1, le=10_000, description="1 is shed first.")
    min_on_s: float = Field(default=900.0, ge=0, le=86_400, description="Least time awake [A].")
    min_off_s: float = Field(default=900.0, ge=0, le=86_400, description="Least time asleep [A].")
    max_cycles_per_day: int = Field(default=8, ge=1, le=1000, description="Sleeps a day [A].")
    area_m2: float | None = Field(default=None, gt=0, le=1e6)
    in_service: bool = True


class HallFeed(Part):
    """One of the feeds of a hall, able to carry all of it."""

    feeder: Id
    unit_transformers: UnitTransformer = Field(
        description="A bank; parallel_count equal units share its load."
    )


class SiteBattery(BatterySpec, frozen=True):
    """A battery behind unit transformers on a feeder of its own; it rests until told otherwise."""

    id: Id
    feeder: Id
    unit_transformers: UnitTransformer = Field(
        description="A bank; parallel_count equal units share its power."
    )
    start_soc_frac: float = Field(
        default=0.8, ge=0, le=1, description="Charge at the start of a run [A]."
    )
    droop: BatteryDroop | None = Field(
        default=None, description="Its answer to the frequency; none when left out."
    )
    in_service: bool = True


class OverheadPoint(Part):
    """Cooling and other overhead at one outdoor temperature."""

    at_c: float = Field(ge=-50, le=60, description="Outdoor dry bulb.")
    frac: float = Field(ge=0, le=3, description="Overhead, of the IT draw.")


class Hall(Part):
    """An AI hall: racks of one model, other IT, cooling overhead, on one feed or more."""

    id: Id
    feeds: tuple[HallFeed, ...] = Field(min_length=1, description="Live ones share the load.")
    racks: tuple[Racks, ...] = Field(min_length=1, max_length=1, description="One model a hall.")
    other_it_kw: float = Field(
        default=0.0, ge=0, le=1e6, description="Network and storage, always on."
    )
    overhead: tuple[OverheadPoint, OverheadPoint] = Field(
        default=(OverheadPoint(at_c=5.0, frac=0.17), OverheadPoint(at_c=42.0, frac=0.30)),
        description="Linear between two outdoor temperatures, the cooler first, flat beyond [A].",
    )
    power_factor_ratio: float | None = Field(
        default=None, gt=0.5, le=1, description="Of the whole hall; else the rack model's."
    )
    sts: StaticTransferSpec | None = Field(
        default=None,
        description="Static switch between its two feeds, a the first.",
    )
    ups: Supply | None = Field(
        default=None, description="Carries the IT through an outage; none when left out."
    )
    cooling: HallCooling | None = Field(
        default=None, description="Its cooling plant; without one, overhead stands for it."
    )
    redundancy: Literal["N", "N+1", "2N"] = Field(default="N+1", description="What is promised.")
    priority: int = Field(default=1, ge=1, le=1000, description="1 keeps its power longest.")
    in_service: bool = True

    @model_validator(mode="after")
    def _cooler_first(self) -> Self:
        if self.overhead[0].at_c >= self.overhead[1].at_c:
            raise PydanticCustomError(
                "order",
                "has its overhead points in the wrong order",
                {"allowed": "the cooler point first", "remedy": "swap them"},
            )
        return self


class SiteDocument(Document):
    """A site, as a document."""

    SCHEMA: ClassVar[str] = "switchyard.site/1"
    STAND_IN: ClassVar[dict[str, Any]] = {
        "site_id": "SITE",
        "title": "",
        "tz": "UTC",
        "latitude_deg": 0.0,
        "longitude_deg": 0.0,
        "interconnect": {"contracted_mw": 1.0, "kv": 1.0, "short_circuit_mva": 100_000.0},
        "transformers": [],
        "buses": [],
        "feeders": [],
    }

    site_id: Id
    title: str = Field(description="What this site is, in a line.")
    tz: Zone
    latitude_deg: float = Field(ge=-90, le=90)
    longitude_deg: float = Field(ge=-180, le=180)
    elevation_m: float = Field(default=0.0, ge=-430, le=5500)
    design_dry_bulb_c: float = Field(
        default=42.0, ge=-20, le=60, description="Hottest hour that ratings are judged at."
    )
    limit_set: Literal["iec", "ieee"] = Field(
        default="ieee", description="Whose transformer limits hold where a unit has no own."
    )
    interconnect: Interconnect
    restart: Restart = Restart()
    frequency: FrequencyResponse = FrequencyResponse()
    orders: OrderRules = OrderRules()
    transformers: tuple[Main, ...]
    buses: tuple[Bus, ...]
    ties: tuple[Tie, ...] = ()
    feeders: tuple[Feeder, ...]
    blocks: tuple[Block, ...] = ()
    halls: tuple[Hall, ...] = ()
    gensets: tuple[Gensets, ...] = ()
    staged: bool = Field(default=False, description="A plan says what is in service when.")
    voltage: VoltageLimits | None = Field(
        default=None, description="Limits of voltages at the design load; none when left out."
    )
    batteries: tuple[SiteBattery, ...] = ()
    protection: Protection | None = Field(
        default=None, description="Relays at every breaker and tie; none when left out."
    )
