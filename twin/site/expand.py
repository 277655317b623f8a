"""From entries to assets: catalogue and overrides become full specs, blocks become rows.

A row is the machines of one model on one unit transformer; a block's count is split evenly, the
remainder to the first ones. Whatever is wrong with an override is a fault at its own line.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from twin.devices.asic_power import AsicSpec
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.backup.ups_spec import UpsSpec
from twin.devices.gpu_power import RackSpec
from twin.devices.transformer_spec import TransformerSpec
from twin.documents import Path, Source, validate
from twin.errors import Fault
from twin.site.block_cooling import limits_of
from twin.site.catalogue import Kind, entries, spec_values
from twin.site.cooled_blocks import plant_of
from twin.site.document import SUPPLY, Block, Gensets, Hall, Rows, SiteBattery, SiteDocument, Supply
from twin.site.entries import ModelEntry
from twin.site.resolved import (
    BlockPlant,
    GensetGroup,
    HallRacks,
    HallUps,
    MainTransformer,
    Row,
    UnitTransformer,
)

S = TypeVar("S", bound=BaseModel)
Owner = Block | Hall | SiteBattery
"""What hangs on a unit transformer."""

# A rating can be written in three ways; an override in one way replaces the catalogue's other.
_OTHER_RATINGS = {
    "kva": ("mva_max", "mva_onan", "stages"),
    "mva_max": ("kva", "stages"),
    "stages": ("kva", "mva_max", "mva_onan", "cooling"),
}
_BLOCK_FIELDS = {
    "power_factor_ratio": "power_factor_ratio",
    "inlet_rise_k": "inlet_rise_k",
    "t_shed_s": "shed_s",
    "t_restore_s": "wake_s",
}


class Expansion:
    """Makes the assets of a document, collecting faults on the way.

    Attributes:
        mains, pads, rows, racks, supplies, gensets, cooled: the assets, in the order of the
            document.
        faults: unknown models, and overrides that give no possible device.
        paths: where each main, pad and row (by id) and `racks of H1` come from in the document.
        pad_paths, row_paths: the same beside `pads` and `rows`, for ids that are there twice.
    """

    def __init__(self, source: Source, document: SiteDocument) -> None:
        """Expand all of `document`."""
        self._source = source
        self._document = document
        self.faults: list[Fault] = []
        self.paths: dict[str, Path] = {}
        self._made: dict[str, BaseModel] = {}
        self.mains = tuple(self._mains())
        self.pads: list[UnitTransformer] = []
        self.rows: list[Row] = []
        self.racks: list[HallRacks] = []
        self.supplies: list[HallUps] = []
        self.gensets: list[GensetGroup] = []
        self.cooled: list[BlockPlant] = []
        self.pad_paths: list[Path] = []
        self.row_paths: list[Path] = []
        for index, block in enumerate(document.blocks):
            self._block(block, ("blocks", index))
        for index, hall in enumerate(document.halls):
            self._hall(hall, ("halls", index))
        for index, group in enumerate(document.gensets):
            self._gensets(group, ("gensets", index))
        for index, battery in enumerate(document.batteries):
            at = ("batteries", index, "unit_transformers")
            spec = self._transformer(battery.unit_transformers, at)
            name = battery.unit_transformers.id or f"{battery.id}-U1"
            self._pad(name, battery, battery.feeder, spec, at)

    def _mains(self) -> Iterator[MainTransformer]:
        for index, main in enumerate(self._document.transformers):
            spec = self._transformer(main, ("transformers", index))
            if spec is not None:
                self.paths[main.id] = ("transformers", index)
                yield MainTransformer(
                    id=main.id,
                    bus=main.bus,
                    spec=spec,
                    breaker_operating_s=main.breaker_operating_s,
                    oltc=main.oltc,
                    in_service=main.in_service,
                )

    def _block(self, block: Block, at: Path) -> None:
        units = list(self._units(block, at))
        for index, entry in enumerate(block.rows):
            here = (*at, "rows", index)
            spec = self._spec("asics", AsicSpec, entry, here, _of_block(block))
            chosen = self._chosen(entry, units, block, here)
            if spec is None or not chosen:
                continue
            share, extra = divmod(entry.count, len(chosen))
            for nth, unit in enumerate(chosen):
                row = Row(
                    id=f"{unit}-{entry.id or entry.model}",
                    block=block.id,
                    unit_transformer=unit,
                    model=entry.model,
                    entry=index,
                    count=share + (nth < extra),
                    spec=spec,
                    in_service=block.in_service,
                )
                if row.count:
                    self.paths.setdefault(row.id, here)
                    self.rows.append(row)
                    self.row_paths.append(here)
        if block.cooling is not None:
            own = [row for row in self.rows if row.block == block.id]
            plant, faults = plant_of(self._source, block, at, own)
            self.faults += faults
            self.cooled += [plant] if plant else []

    def _units(self, block: Block, at: Path) -> Iterator[str]:
        number = 0
        for index, entry in enumerate(block.unit_transformers):
            here = (*at, "unit_transformers", index)
            spec = self._transformer(entry, here)
            if entry.id is not None and entry.count > 1:
                remedy = "leave out the id, or write one entry for each"
                self._say((*here, "id"), "is one id for several units", entry.id, remedy)
            for _ in range(entry.count):
                number += 1
                name = entry.id or f"{block.id}-U{number}"
                yield name
                self._pad(name, block, block.feeder, spec, here)

    def _hall(self, hall: Hall, at: Path) -> None:
        units: list[str] = []
        for index, feed in enumerate(hall.feeds):
            here = (*at, "feeds", index, "unit_transformers")
            entry = feed.unit_transformers
            if entry.count > 1:
                remedy = "write parallel_count for a bank"
                self._say((*here, "count"), "has no meaning in a hall", entry.count, remedy)
            name = entry.id or f"{hall.id}-U{index + 1}"
            units.append(name)
            self._pad(name, hall, feed.feeder, self._transformer(entry, here), here)
        for index, entry in enumerate(hall.racks):
            spec = self._spec("racks", RackSpec, entry, (*at, "racks", index), {})
            if spec is not None:
                self.paths[f"racks of {hall.id}"] = (*at, "racks", index)
                self.racks.append(
                    HallRacks(
                        hall=hall.id,
                        model=entry.model,
                        count=entry.count,
                        spec=spec,
                        units=tuple(units),
                        in_service=hall.in_service,
                    )
                )

        if hall.ups is not None:
            self._supply(hall, hall.ups, (*at, "ups"))

    def _supply(self, hall: Hall, entry: Supply, at: Path) -> None:
        spec = self._spec("supplies", UpsSpec, entry, at, {})
        if spec is None:
            return
        count = entry.modules_count
        whole = {name: getattr(spec, name) * count for name in ("rated_kw", "battery_kwh")}
        name = hall.id + SUPPLY
        self.paths[name] = at
        self.supplies.append(
            HallUps(
                id=name,
                hall=hall.id,
                modules_count=count,
                spec=spec.model_copy(update=whole),
                in_service=hall.in_service,
            )
        )

    def _gensets(self, entry: Gensets, at: Path) -> None:
        spec = self._spec("gensets", GensetSpec, entry, at, {})
        if spec is None:
            return
        self.paths[entry.id] = at
        each = (
            entry.transfer.model_copy(
                update={"qualify_s": entry.transfer.qualify_s + place * entry.stagger_s}
            )
            for place in range(len(entry.halls))
        )
        self.gensets.append(
            GensetGroup(
                id=entry.id,
                halls=entry.halls,
                spec=spec,
                transfers=tuple(each),
                repair_h=entry.repair_h,
                in_service=entry.in_service,
            )
        )

    def _pad(
        self, name: str, owner: Owner, feeder: str, spec: TransformerSpec | None, at: Path
    ) -> None:
        if spec is not None:
            self.paths.setdefault(name, at)
            self.pad_paths.append(at)
            self.pads.append(
                UnitTransformer(
                    id=name, owner=owner.id, feeder=feeder, spec=spec, in_service=owner.in_service
                )
            )

    def _chosen(self, entry: Rows, units: list[str], block: Block, at: Path) -> list[str]:
        """The unit transformers that carry an entry's machines."""
        if not entry.unit_transformers:
            return units
        for index, name in enumerate(entry.unit_transformers):
            here = (*at, "unit_transformers", index)
            if name not in units:
                allowed = ", ".join(units)
                what = f"is no unit transformer of {block.id}"
                self.faults.append(self._source.fault(here, what, value=name, allowed=allowed))
            elif name in entry.unit_transformers[:index]:
                self._say(here, "is given twice", name, "keep one of them")
        return [name for name in dict.fromkeys(entry.unit_transformers) if name in units]

    def _transformer(self, entry: ModelEntry, at: Path) -> TransformerSpec | None:
        given = {"limit_set": self._document.limit_set}
        return self._spec("transformers", TransformerSpec, entry, at, given)

    def _spec(
        self, kind: Kind, spec: type[S], entry: ModelEntry, at: Path, given: dict[str, Any]
    ) -> S | None:
        """Catalogue, then what the site or block says for all, then the entry's own overrides."""
        known = entries(kind)
        if entry.model not in known:
            near = difflib.get_close_matches(entry.model.lower(), known, n=1)
            self.faults.append(
                self._source.fault(
                    (*at, "model"),
                    f"is not in the catalogue of {kind}",
                    value=entry.model,
                    allowed=", ".join(known),
                    remedy=f'did you mean "{near[0]}"?'
                    if near
                    else "take the nearest and override",
                )
            )
            return None
        values = spec_values(kind, entry.model) | given
        overrides = entry.overrides
        for name in overrides:
            for other in _OTHER_RATINGS.get(name, ()):
                values.pop(other, None)
        key = f"{kind} {values | overrides}"
        made = self._made.get(key)
        if made is None:
            made, faults = validate(spec, values | overrides, source=self._source, at=at)
            self.faults += faults
            if made is not None:
                self._made[key] = made
        return cast("S | None", made)

    def _say(self, at: Path, what: str, value: object, remedy: str) -> None:
        self.faults.append(self._source.fault(at, what, value=value, remedy=remedy))


def _of_block(block: Block) -> dict[str, Any]:
    """Spec fields that a block gives for all of its rows."""
    given = {spec: getattr(block, name) for name, spec in _BLOCK_FIELDS.items()}
    found = {name: value for name, value in given.items() if value is not None}
    return found | (limits_of(block.cooling) if block.cooling else {})
