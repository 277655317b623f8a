"""From copies of the plant's columns to the values of all signals, as one matrix.

Rows are instants, columns are signals in the order of the catalogue. Copies are packed as doubles
at once, into memory that is used again, because that is the cheapest way to take them while the
plant runs. Backup power, cooling and taps are few units: their signals are read as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from struct import Struct

import numpy as np
import numpy.typing as npt

from twin.devices.gpu_hall import FAILED
from twin.devices.transformer_equations import ambient_lag_s, fixed_of
from twin.facility import Parts, Plant
from twin.series.air import wet_bulb_c
from twin.signals import Read, asked_kinds, battery_gives, catalogue, engines_w
from twin.units import US_PER_S

Doubles = npt.NDArray[np.float64]
Columns = dict[str, Doubles]
Named = tuple[str, Sequence[float]]
"""A column with its name; the name, or the entry's place in it, says the unit."""

_THERMAL = (
    "anchor_us",
    "rise_k",
    "rise_to_k",
    "oil_rate_per_s",
    "gradient1_k",
    "gradient1_to_k",
    "gradient2_k",
    "gradient2_to_k",
    "stage",
    "load_va",
)
_FLOWS = ("main_in_w", "main_loss_w", "main_out_w", "main_out_var", "feeder_in_w")
_ROWS = ("power_w", "hash_th_per_s", "inlet_c")
_HALLS = ("it_w", "served_w", "unserved_w", "cap_frac")
_MARKET = (
    *("dry_bulb_c", "relative_humidity_frac", "pressure_pa", "price_usd_per_mwh"),
    *("price_usd_per_btc", "hashprice_usd_per_ph_day", "difficulty_ratio"),
)
_COUNTS = ("queue_count", "free_count", "failed_count")
_DOUBLE_BYTES = 8
_GROWTH_COUNT = 64


class Copies:
    """Columns of a plant at a number of instants, packed instant by instant."""

    def __init__(self) -> None:
        self.t_us: list[int] = []
        self._packed = bytearray()
        self._plant: Plant | None = None
        self._columns: list[Named] = []
        self._reads: list[tuple[Read, int]] = []
        self._row = Struct("")

    def __len__(self) -> int:
        """Instants held."""
        return len(self.t_us)

    def clear(self) -> None:
        """Hold no instant, and keep the memory."""
        self.t_us.clear()

    def add(self, plant: Plant, t_us: int) -> None:
        """Copy the columns as they stand."""
        if plant is not self._plant:
            self._follow(plant)
        flat = list[float]()
        for _, column in self._columns:
            flat += column
        for _, values in _gathered(plant):
            flat += values
        flat += [read(plant, index, t_us) for read, index in self._reads]
        start = len(self.t_us) * self._row.size
        if start == len(self._packed):
            self._packed += bytes(_GROWTH_COUNT * self._row.size)
        self._row.pack_into(self._packed, start, *flat)
        self.t_us.append(t_us)

    def matrices(self) -> dict[str, Doubles]:
        """Each column as instants x entries; a view that ends with the next copy."""
        assert self._plant is not None, "something was copied"
        shape = (len(self.t_us), self._row.size // _DOUBLE_BYTES)
        whole = np.ndarray(shape, np.float64, memoryview(self._packed))
        found: dict[str, Doubles] = {}
        start = 0
        for name, column in (*self._columns, *_gathered(self._plant)):
            found[name] = whole[:, start : start + len(column)]
            start += len(column)
        found["backup"] = whole[:, start:]
        return found

    def _follow(self, plant: Plant) -> None:
        """Keep the plant's lists at hand: it changes them in place."""
        self._plant = plant
        thermal, ambient = plant.transformers, plant.transformers.ambient
        self._columns = [
            *((name, getattr(thermal, name)) for name in _THERMAL),
            ("ambient_c", ambient.ambient_c),
            ("ambient anchor_us", ambient.anchor_us),
            ("filter_c", ambient.value_c),
            *((name, getattr(plant.net, name)) for name in _FLOWS),
            *((f"row {name}", getattr(plant.rows, name)) for name in _ROWS),
            *((f"hall {name}", getattr(plant.halls, name)) for name in _HALLS),
            ("hall power_w", plant.hall_w),
        ]
        kinds = asked_kinds(plant.parts)
        asked = (one for one in catalogue(plant.parts).values() if one.quantity.kind in kinds)
        self._reads = [(signal.quantity.read, signal.index) for signal in asked]
        width = sum(len(column) for _, column in (*self._columns, *_gathered(plant)))
        width += len(self._reads)
        row = Struct(f"{width}d")
        if row.size != self._row.size:
            assert not self.t_us, "copies are of one site"
            self._row, self._packed = row, bytearray()


def _gathered(plant: Plant) -> tuple[Named, ...]:
    """What is no column of the plant."""
    net, market, mains, halls = plant.net, plant.market, plant.net.group_mains, plant.halls
    behind = [
        mains[group][0][0] if alive and mains[group] else -1
        for alive, group in zip(net.live_bus, net.group_of_bus, strict=True)
    ]
    line_count: list[float] = []
    for hall, queue in enumerate(halls.queue):
        line_count += (len(queue), halls.free_count(hall), halls.rack[hall].count(FAILED))
    cooling_w = sum(plant.pad_extra_w)
    site = (net.import_w, net.lost_w, engines_w(plant), battery_gives(plant), cooling_w)
    return (
        ("site", site),
        ("grid", (plant.grid_pu, plant.grid.frequency_hz)),
        ("left", tuple(plant.guard.bus_pu)),
        ("market", _market(market)),
        ("bus", behind),
        ("line", line_count),
    )


_market = attrgetter(*_MARKET)


class Values:
    """Works out all signals of a site from copies of its plant's columns."""

    def __init__(self, parts: Parts) -> None:
        """Look up once where each signal's asset stands."""
        self._parts = parts
        self._signals = list(catalogue(parts).values())
        asked = self._asked = asked_kinds(parts)
        kinds = enumerate(signal.quantity.kind for signal in self._signals)
        self._backup = [column for column, kind in kinds if kind in asked]
        self._rated_va = np.array([unit.rated_va for unit in parts.units])
        self._aux_ratio = np.array(parts.row_aux_ratio)
        blocks = {name: place for place, name in enumerate(parts.block_ids)}
        self._row_block = [blocks[name] for name in parts.row_block]
        most = max(len(unit.stages) for unit in parts.units)
        shape = (len(parts.units), most)
        lags_s = parts.transformers(0).ambient.lag_s
        self._rate1, self._rate2 = np.zeros(shape), np.zeros(shape)
        self._filter = np.zeros(shape, dtype=np.int64)
        for i, unit in enumerate(parts.units):
            for k, stage in enumerate(unit.stages):
                fixed = fixed_of(stage)
                self._rate1[i, k], self._rate2[i, k] = fixed.rate1_per_s, fixed.rate2_per_s
                self._filter[i, k] = lags_s.index(ambient_lag_s(stage))
        self._filter_rate = np.array([1.0 / lag_s if lag_s else 0.0 for lag_s in lags_s])

    def of(self, copies: Copies) -> npt.NDArray[np.float32]:
        """All signals at all instants: rows = instants, columns = signals of the catalogue."""
        blocks = self._blocks(np.array(copies.t_us, dtype=np.float64)[:, None], copies.matrices())
        found = np.empty((len(copies), len(self._signals)), np.float32)
        found[:, self._backup] = copies.matrices()["backup"]
        for column, signal in enumerate(self._signals):
            kind = signal.quantity.kind
            if kind in self._asked:
                continue
            found[:, column] = blocks[f"{kind}.{signal.quantity.name}"][:, signal.index]
        return found

    def _blocks(self, t_us: Doubles, copied: Columns) -> dict[str, Doubles]:
        """Each quantity as instants x assets of its kind."""
        top_oil_c, hotspot_c = self._temperatures(t_us, copied)
        load_pu = copied["load_va"] / self._rated_va
        mains = len(self._parts.main_ids)
        market, line = copied["market"], copied["line"]
        places = _MARKET[:3]
        return {
            **self._site(copied),
            **{
                f"{'weather' if name in places else 'market'}.{name}": market[:, k : k + 1]
                for k, name in enumerate(_MARKET)
            },
            "weather.wet_bulb_c": wet_bulb_c(*(market[:, k : k + 1] for k in range(len(places)))),
            "transformer.hotspot_c": hotspot_c[:, :mains],
            "transformer.top_oil_c": top_oil_c[:, :mains],
            "transformer.load_pu": load_pu[:, :mains],
            "transformer.power_w": copied["main_in_w"],
            "transformer.loss_w": copied["main_loss_w"],
            "transformer.stage_index": copied["stage"][:, :mains],
            "unit_transformer.hotspot_c": hotspot_c[:, mains:],
            "unit_transformer.load_pu": load_pu[:, mains:],
            "bus.voltage_pu": self._voltages_pu(copied),
            "feeder.power_w": copied["feeder_in_w"],
            "block.power_w": self._by_block(copied["row power_w"] * self._aux_ratio),
            "block.hash_th_per_s": self._by_block(copied["row hash_th_per_s"]),
            "block.inlet_c": self._warmest(copied["row inlet_c"]),
            **{f"hall.{name}": copied[f"hall {name}"] for name in (*_HALLS, "power_w")},
            **{f"hall.{name}": line[:, k::3] for k, name in enumerate(_COUNTS)},
        }

    def _site(self, copied: Columns) -> dict[str, Doubles]:
        imported_w, loss_w, engines_w, on_battery, cooling_w = copied["site"].T[:, :, None]
        row_w = copied["row power_w"]
        it_w = copied["hall it_w"].sum(axis=1, keepdims=True)
        ai_w = copied["hall power_w"].sum(axis=1, keepdims=True)
        all_it_w = it_w + row_w.sum(axis=1, keepdims=True)
        on_mains = on_battery == 0.0
        return {
            "site.import_w": imported_w,
            "site.mining_w": (row_w @ self._aux_ratio)[:, None] + cooling_w,
            "site.ai_w": ai_w,
            "site.ai_it_w": it_w,
            "site.engines_w": engines_w,
            "site.loss_w": loss_w,
            "site.hash_th_per_s": copied["row hash_th_per_s"].sum(axis=1, keepdims=True),
            "site.pue_ai_ratio": _over(ai_w, it_w, on_mains),
            "site.pue_ratio": _over(imported_w + engines_w, all_it_w, on_mains),
            "site.load_pu": imported_w / self._parts.contracted_w,
            "site.frequency_hz": copied["grid"][:, 1:],
        }

    def _temperatures(self, t_us: Doubles, copied: Columns) -> tuple[Doubles, Doubles]:
        """Top oil and shown hot-spot of every transformer, exact at each instant."""
        stage = copied["stage"].astype(np.int64)
        unit = np.arange(len(self._parts.units))
        span_s = (t_us - copied["anchor_us"]) / US_PER_S
        air_s = (t_us - copied["ambient anchor_us"]) / US_PER_S
        behind = copied["filter_c"] - copied["ambient_c"]
        filters_c = copied["ambient_c"] + behind * np.exp(-air_s * self._filter_rate)
        which = self._filter[unit, stage]
        oil_c = np.take_along_axis(filters_c, which, axis=1)
        oil_c += _towards(copied, "rise_k", "rise_to_k", span_s * copied["oil_rate_per_s"])
        one, two = span_s * self._rate1[unit, stage], span_s * self._rate2[unit, stage]
        hot_c = oil_c + _towards(copied, "gradient1_k", "gradient1_to_k", one)
        hot_c -= _towards(copied, "gradient2_k", "gradient2_to_k", two)
        return oil_c, np.maximum(oil_c, hot_c)

    def _voltages_pu(self, copied: Columns) -> Doubles:
        """Voltage behind each bus's transformer: the closed form of `twin.devices.line`."""
        main = copied["bus"].astype(np.int64)
        units = self._parts.units[: len(self._parts.main_ids)]
        names = ("ratio_pu", "resistance_pu", "reactance_pu", "rated_va")
        source, r, x, rated_va = (
            np.array([getattr(unit, name) for unit in units])[main] for name in names
        )
        p = np.take_along_axis(copied["main_out_w"], main, axis=1) / rated_va
        q = np.take_along_axis(copied["main_out_var"], main, axis=1) / rated_va
        half_b = (r * p + x * q) - 0.5 * source * source
        quarter = half_b * half_b - (r * r + x * x) * (p * p + q * q)
        stands = (main >= 0) & (quarter >= 0.0) & (half_b <= 0.0)
        root = np.sqrt(np.maximum(quarter, 0.0)) - half_b
        return (
            copied["grid"][:, :1]
            * copied["left"]
            * np.where(stands, np.sqrt(np.maximum(root, 0.0)), 0.0)
        )

    def _by_block(self, rows: Doubles) -> Doubles:
        found = np.zeros((len(self._parts.block_ids), len(rows)))
        for row, block in enumerate(self._row_block):
            found[block] += rows[:, row]
        return found.T

    def _warmest(self, rows: Doubles) -> Doubles:
        found = np.full((len(self._parts.block_ids), len(rows)), -np.inf)
        for row, block in enumerate(self._row_block):
            np.maximum(found[block], rows[:, row], out=found[block])
        return found.T


def _towards(copied: Columns, now: str, to: str, exponent: Doubles) -> Doubles:
    """A first-order quantity after a time, as rates times it."""
    settled = copied[to]
    return settled + (copied[now] - settled) * np.exp(-exponent)


def _over(part: Doubles, whole: Doubles, says: npt.NDArray[np.bool_]) -> Doubles:
    """A ratio; NaN of nothing, and where it says nothing."""
    where = says & (whole > 0.0)
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=where)
