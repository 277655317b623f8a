"""A site made ready: every entry with its full spec, every row of machines on its unit transformer.

Plain values, in the units of the document. The plant takes its columns from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin.devices.asic_power import AsicSpec
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.backup.transfer_spec import AutomaticTransferSpec
from twin.devices.backup.ups_spec import UpsSpec
from twin.devices.gpu_power import RackSpec
from twin.devices.transformer_spec import TransformerSpec, rated_mva
from twin.devices.voltage.taps import TapChangerSpec
from twin.site.block_cooling import BlockCooling
from twin.site.document import HIGH_SIDE, LOW_SIDE, Block, Hall, SiteBattery, SiteDocument
from twin.site.equipment import units_in_service
from twin.site.network import Bus, Feeder, Tie
from twin.units import W_PER_KW

if TYPE_CHECKING:
    from twin.site.relay import Relay


@dataclass(frozen=True, slots=True, kw_only=True)
class MainTransformer:
    """A unit between the interconnect and a bus, its ratings complete."""

    id: str
    bus: str
    spec: TransformerSpec
    breaker_operating_s: float
    in_service: bool
    oltc: TapChangerSpec | None = None

    @property
    def high_breaker(self) -> str:
        """Id of the breaker on the high side."""
        return self.id + HIGH_SIDE

    @property
    def low_breaker(self) -> str:
        """Id of the breaker on the low side."""
        return self.id + LOW_SIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTransformer:
    """A unit transformer (for a hall: a bank) on a feeder.

    Attributes:
        owner: id of its block, hall or battery.
        in_service: as its owner.
    """

    id: str
    owner: str
    feeder: str
    spec: TransformerSpec
    in_service: bool

    @property
    def rated_mva(self) -> float:
        """Rating of the whole bank."""
        return rated_mva(self.spec) * self.spec.parallel_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Machines of one model on one unit transformer of a block.

    Attributes:
        model: its name in the catalogue.
        entry: index of its entry in the block's `rows`.
    """

    id: str
    block: str
    unit_transformer: str
    model: str
    entry: int
    count: int
    spec: AsicSpec
    in_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HallRacks:
    """The racks of a hall.

    Attributes:
        units: ids of its unit transformers (banks), in the order of its feeds.
    """

    hall: str
    model: str
    count: int
    spec: RackSpec
    units: tuple[str, ...]
    in_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HallUps:
    """The uninterruptible supply of a hall.

    Attributes:
        spec: of all modules together.
    """

    id: str
    hall: str
    modules_count: int
    spec: UpsSpec
    in_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GensetGroup:
    """Engine generators on one bus.

    Attributes:
        halls: that it feeds, in the order of taking up.
        transfers: of the transfer switch of each.
    """

    id: str
    halls: tuple[str, ...]
    spec: GensetSpec
    transfers: tuple[AutomaticTransferSpec, ...]
    repair_h: float
    in_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlant:
    """The cooling of a mining block, of the size of its machines."""

    id: str
    block: str
    spec: BlockCooling
    in_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that stands: checked, complete, frozen.

    Attributes:
        document: the site as written.
        file: name of its document.
        transformers, unit_transformers, rows, racks, supplies, gensets, cooled: in the order of
            the document.
        relays: from the loads to the grid; none where the document asks for no protection.
        kind_of: every id of an asset -> `interconnect`, `transformer`, `breaker`, `bus`, `tie`,
            `feeder`, `block`, `hall`, `ups`, `gensets`, `transfer_switch`, `static_switch`,
            `cooling`, `equipment`, `unit_transformer` or `row`.
        parent_of: what feeds an asset: row -> unit transformer -> feeder -> bus; transformer and
            breaker -> what they belong to. Buses, ties and halls have no single one.
    """

    document: SiteDocument
    file: str
    transformers: tuple[MainTransformer, ...]
    unit_transformers: tuple[UnitTransformer, ...]
    rows: tuple[Row, ...]
    racks: tuple[HallRacks, ...]
    supplies: tuple[HallUps, ...]
    gensets: tuple[GensetGroup, ...]
    cooled: tuple[BlockPlant, ...]
    relays: tuple[Relay, ...]
    kind_of: Mapping[str, str]
    parent_of: Mapping[str, str]

    @property
    def buses(self) -> tuple[Bus, ...]:
        """Main buses, as written."""
        return self.document.buses

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Bus ties, as written."""
        return self.document.ties

    @property
    def feeders(self) -> tuple[Feeder, ...]:
        """Feeders, as written."""
        return self.document.feeders

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Mining blocks, as written; their machines are in `rows`."""
        return self.document.blocks

    @property
    def halls(self) -> tuple[Hall, ...]:
        """AI halls, as written; their racks are in `racks`."""
        return self.document.halls

    @property
    def units_in_service(self) -> Mapping[str, int]:
        """How many units may break of all that an event may name; 0 of what is not in service."""
        return units_in_service(self)

    @property
    def pads(self) -> tuple[UnitTransformer, ...]:
        """The same as `unit_transformers`, by the name they have while a site is made."""
        return self.unit_transformers

    @property
    def batteries(self) -> tuple[SiteBattery, ...]:
        """Batteries, as written; their unit transformers are in `unit_transformers`."""
        return self.document.batteries

    @property
    def digest(self) -> str:
        """SHA-256 of the document's content: same site, same digest, however it is laid out."""
        text = self.document.model_dump_json(by_alias=True, exclude_unset=True)
        return hashlib.sha256(text.encode()).hexdigest()


def row_draw_kw(row: Row, block: Block) -> float:
    """Nameplate draw of a row with its share of the block's auxiliaries."""
    return row.count * row.spec.power_w / W_PER_KW * (1.0 + block.aux_frac)


def hall_draw_kw(racks: HallRacks, hall: Hall) -> float:
    """Draw of a hall with every rack at its largest, in its hottest hour."""
    it_kw = racks.count * racks.spec.max_kw + hall.other_it_kw
    return it_kw * (1.0 + hall.overhead[1].frac)
