"""The catalogue of derived quantities: what can be asked of a site at any instant, by name.

A signal is `asset.quantity`: `T1.hotspot_c`, `B04.power_w`, `site.import_w`. Each quantity is one
row here; its unit is the suffix of its name. This room stands below the plant, so it reads any
object that has the plant's columns. Assets that are not in service have no signals.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from twin.devices.gpu_hall import FAILED, FREE
from twin.devices.transformer_losses import low_side_pu
from twin.errors import Fault, RequestError
from twin.units import unit_of

Standing = Any
"""A plant as seen from below it: any object with its columns."""

Assets = Any
"""What a plant is made of, likewise."""

Read = Callable[[Standing, int, int], float]
"""Plant, index of the asset in its kind, instant -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One thing that can be asked of every asset of a kind.

    Attributes:
        kind: of asset: site, weather, market, transformer, unit_transformer, bus, feeder, block
            or hall.
        name: with its unit as suffix.
        meaning: in words.
        read: how, from a plant as it stands at or before an instant.
    """

    kind: str
    name: str
    meaning: str
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One quantity of one asset.

    Attributes:
        name: `asset.quantity`.
        index: of the asset among those of its kind in the plant.
        quantity: what is asked.
    """

    name: str
    index: int
    quantity: Quantity

    @property
    def unit(self) -> str:
        """Label of the unit, empty for a pure number."""
        found = unit_of(self.quantity.name)
        assert found is not None, f"{self.name} ends in no unit"
        return found.label

    def at(self, plant: Standing, t_us: int) -> float:
        """The value at an instant at or after the plant's last fact; NaN where it has none."""
        return float(self.quantity.read(plant, self.index, t_us))


# ---------------------------------------------------------------- how to read what takes a formula
def mining_w(plant: Standing, _index: int = 0, _t_us: int = 0) -> float:
    """Draw of all rows, auxiliaries included."""
    ratios = plant.parts.row_aux_ratio
    return sum(w * ratio for w, ratio in zip(plant.rows.power_w, ratios, strict=True))


def _pue_ai_ratio(plant: Standing, _index: int, _t_us: int) -> float:
    it_w = sum(plant.halls.it_w)
    return sum(plant.hall_w) / it_w if it_w > 0.0 else math.nan


def _pue_ratio(plant: Standing, _index: int, _t_us: int) -> float:
    it_w = sum(plant.halls.it_w) + sum(plant.rows.power_w)
    return plant.net.import_w / it_w if it_w > 0.0 else math.nan


def _voltage_pu(plant: Standing, bus: int, _t_us: int) -> float:
    net = plant.net
    mains = net.group_mains[net.group_of_bus[bus]]
    if not net.live_bus[bus] or not mains:
        return 0.0
    main = mains[0][0]
    return low_side_pu(plant.parts.units[main], net.main_out_w[main], net.main_out_var[main]) or 0.0


def _rows_of(plant: Standing, block: int) -> Iterator[int]:
    name = plant.parts.block_ids[block]
    return (row for row, owner in enumerate(plant.parts.row_block) if owner == name)


def _block_w(plant: Standing, block: int, _t_us: int) -> float:
    ratios, power_w = plant.parts.row_aux_ratio, plant.rows.power_w
    return sum(power_w[row] * ratios[row] for row in _rows_of(plant, block))


def _block_hash(plant: Standing, block: int, _t_us: int) -> float:
    return sum(plant.rows.hash_th_per_s[row] for row in _rows_of(plant, block))


def _load_pu(plant: Standing, unit: int, _t_us: int) -> float:
    return plant.transformers.load_va[unit] / plant.parts.units[unit].rated_va


def _hotspot_c(plant: Standing, unit: int, t_us: int) -> float:
    return plant.transformers.shown_hot_spot_c(unit, t_us)


def _pad(read: Read) -> Read:
    """The same of a unit transformer: in the thermal family they come after the mains."""
    return lambda plant, pad, t_us: read(plant, len(plant.parts.main_ids) + pad, t_us)


def _column(path: str) -> Read:
    """An entry of a column of the plant, as `net.main_loss_w`."""
    owner, name = path.split(".")
    return lambda plant, index, _t_us: getattr(getattr(plant, owner), name)[index]


def _value(path: str) -> Read:
    """A single value of the plant, as `net.import_w`."""
    owner, name = path.split(".")
    return lambda plant, _index, _t_us: getattr(getattr(plant, owner), name)


def _row(kind: str, name: str, meaning: str, read: Read) -> Quantity:
    return Quantity(kind=kind, name=name, meaning=meaning, read=read)


QUANTITIES: tuple[Quantity, ...] = (
    _row("site", "import_w", "power taken at the interconnect", _value("net.import_w")),
    _row("site", "mining_w", "draw of all mining rows with auxiliaries", mining_w),
    _row("site", "ai_w", "draw of all halls with cooling", lambda p, _i, _t: sum(p.hall_w)),
    _row("site", "ai_it_w", "draw of all halls' IT", lambda p, _i, _t: sum(p.halls.it_w)),
    _row("site", "loss_w", "lost in transformers and feeders", _value("net.lost_w")),
    _row(
        "site",
        "hash_th_per_s",
        "hash rate of all rows",
        lambda p, _i, _t: sum(p.rows.hash_th_per_s),
    ),
    _row(
        "site", "pue_ai_ratio", "halls with cooling over their IT; none without IT", _pue_ai_ratio
    ),
    _row("site", "pue_ratio", "import over IT of halls and miners; none without", _pue_ratio),
    _row(
        "site",
        "load_pu",
        "import over what is contracted",
        lambda p, _i, _t: p.net.import_w / p.parts.contracted_w,
    ),
    _row("weather", "dry_bulb_c", "air temperature", _value("market.dry_bulb_c")),
    _row(
        "weather",
        "relative_humidity_frac",
        "relative humidity",
        _value("market.relative_humidity_frac"),
    ),
    _row("weather", "pressure_pa", "air pressure at the site", _value("market.pressure_pa")),
    _row("market", "price_usd_per_mwh", "energy at the node", _value("market.price_usd_per_mwh")),
    _row("market", "price_usd_per_btc", "bitcoin", _value("market.price_usd_per_btc")),
    _row(
        "market",
        "hashprice_usd_per_ph_day",
        "what a PH/s earns in a day",
        _value("market.hashprice_usd_per_ph_day"),
    ),
    _row("market", "difficulty_ratio", "mining difficulty", _value("market.difficulty_ratio")),
    _row("transformer", "hotspot_c", "hot-spot, never shown below the top oil", _hotspot_c),
    _row(
        "transformer",
        "top_oil_c",
        "top oil",
        lambda p, i, t_us: p.transformers.top_oil_c(i, t_us),
    ),
    _row("transformer", "load_pu", "apparent power over full rating", _load_pu),
    _row("transformer", "power_w", "taken from the high side", _column("net.main_in_w")),
    _row("transformer", "loss_w", "lost in it", _column("net.main_loss_w")),
    _row("transformer", "stage_index", "cooling stage in force", _column("transformers.stage")),
    _row(
        "unit_transformer", "hotspot_c", "hot-spot, never shown below the top oil", _pad(_hotspot_c)
    ),
    _row("unit_transformer", "load_pu", "apparent power over full rating", _pad(_load_pu)),
    _row("bus", "voltage_pu", "behind its transformer with a stiff grid; 0 dead", _voltage_pu),
    _row("feeder", "power_w", "taken from its bus", _column("net.feeder_in_w")),
    _row("block", "power_w", "draw of its rows with auxiliaries", _block_w),
    _row("block", "hash_th_per_s", "hash rate of its rows", _block_hash),
    _row("hall", "power_w", "draw with cooling", lambda p, i, _t: p.hall_w[i]),
    _row("hall", "it_w", "draw of its IT", _column("halls.it_w")),
    _row("hall", "served_w", "draw of jobs and inference", _column("halls.served_w")),
    _row("hall", "unserved_w", "asked for and not delivered", _column("halls.unserved_w")),
    _row("hall", "cap_frac", "power cap of a rack, 1 is none", _column("halls.cap_frac")),
    _row("hall", "queue_count", "jobs that wait", lambda p, i, _t: len(p.halls.queue[i])),
    _row("hall", "free_count", "racks that idle", lambda p, i, _t: p.halls.rack[i].count(FREE)),
    _row(
        "hall",
        "failed_count",
        "racks under repair",
        lambda p, i, _t: p.halls.rack[i].count(FAILED),
    ),
)


def catalogue(parts: Assets) -> dict[str, Signal]:
    """Every signal of a site, by name, in a fixed order.

    Args:
        parts: what the plant is made of.
    """
    rows = zip(parts.row_block, parts.row_in_service, strict=True)
    mining = {block for block, here in rows if here}
    assets: dict[str, list[tuple[int, str]]] = {
        **{name: [(0, name)] for name in ("site", "weather", "market")},
        "transformer": _here(parts.main_ids, parts.main_in_service),
        "unit_transformer": _here(parts.pad_ids, parts.pad_in_service),
        "bus": _here(parts.bus_ids, parts.bus_in_service),
        "feeder": _here(parts.feeder_ids, parts.feeder_in_service),
        "block": _here(parts.block_ids, [name in mining for name in parts.block_ids]),
        "hall": _here(parts.hall_ids, parts.hall_in_service),
    }
    return {
        f"{asset}.{quantity.name}": Signal(
            name=f"{asset}.{quantity.name}", index=index, quantity=quantity
        )
        for quantity in QUANTITIES
        for index, asset in assets[quantity.kind]
    }


def chosen(known: Mapping[str, Signal], names: Iterable[str]) -> list[Signal]:
    """Signals by name, in the order asked for.

    Raises:
        RequestError: with every name that is no signal, and the nearest that is.
    """
    faults: list[Fault] = []
    found: list[Signal] = []
    for name in names:
        signal = known.get(name)
        if signal is not None:
            found.append(signal)
            continue
        near = difflib.get_close_matches(name, known, n=3)
        remedy = f"did you mean {' or '.join(near)}?" if near else "list them with --list"
        what = "is no signal of this site"
        faults.append(Fault(what=what, path="signal", value=name, remedy=remedy))
    if faults:
        raise RequestError(faults)
    return found


def _here(names: Iterable[str], in_service: Iterable[bool]) -> list[tuple[int, str]]:
    pairs = zip(names, in_service, strict=True)
    return [(index, name) for index, (name, here) in enumerate(pairs) if here]
