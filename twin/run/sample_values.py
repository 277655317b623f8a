"""From copies of the plant's columns to the values of all signals, as one matrix.

Rows are instants, columns are signals in the order of the catalogue. Copies are flat arrays of
doubles, because that is the cheapest thing to fill while the plant runs.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from twin.devices.gpu_hall import FAILED, FREE
from twin.devices.transformer_equations import ambient_lag_s, fixed_of
from twin.facility import Parts, Plant
from twin.signals import catalogue
from twin.units import US_PER_S

Doubles = npt.NDArray[np.float64]

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
_ROWS = ("power_w", "hash_th_per_s")
_HALLS = ("it_w", "served_w", "unserved_w", "cap_frac")
_MARKET = (
    *("dry_bulb_c", "relative_humidity_frac", "pressure_pa", "price_usd_per_mwh"),
    *("price_usd_per_btc", "hashprice_usd_per_ph_day", "difficulty_ratio"),
)
_COUNTS = ("queue_count", "free_count", "failed_count")


class Copies:
    """Columns of a plant at a number of instants, one flat array a column."""

    def __init__(self) -> None:
        self.t_us: list[int] = []
        self._columns: dict[str, array[float]] = {}
        self._fill: list[Callable[[], object]] = []
        self._plant: Plant | None = None

    def __len__(self) -> int:
        """Instants held."""
        return len(self.t_us)

    def add(self, plant: Plant, t_us: int) -> None:
        """Copy the columns as they stand."""
        if plant is not self._plant:
            self._follow(plant)
        self.t_us.append(t_us)
        for extend, column in self._pairs:
            extend(column)
        net, market = plant.net, plant.market
        self._site((net.import_w, net.lost_w))
        self._air(plant.transformers.ambient.anchor_us)
        self._market([getattr(market, name) for name in _MARKET])
        mains = net.group_mains
        self._bus(
            [
                mains[group][0][0] if alive and mains[group] else -1
                for alive, group in zip(net.live_bus, net.group_of_bus, strict=True)
            ]
        )
        queue, racks = plant.halls.queue, plant.halls.rack
        for line, rack in zip(queue, racks, strict=True):
            self._line((len(line), rack.count(FREE), rack.count(FAILED)))

    def matrix(self, name: str) -> Doubles:
        """A column as instants x entries."""
        return np.frombuffer(self._columns[name]).reshape(len(self.t_us), -1)

    def _follow(self, plant: Plant) -> None:
        """Keep the plant's lists at hand: it changes them in place."""
        self._plant = plant
        thermal, ambient = plant.transformers, plant.transformers.ambient
        columns = [(name, getattr(thermal, name)) for name in _THERMAL]
        columns += [("ambient_c", ambient.ambient_c), ("filter_c", ambient.value_c)]
        columns += [(name, getattr(plant.net, name)) for name in _FLOWS]
        columns += [(f"row {name}", getattr(plant.rows, name)) for name in _ROWS]
        columns += [(f"hall {name}", getattr(plant.halls, name)) for name in _HALLS]
        columns.append(("hall power_w", plant.hall_w))
        self._pairs = [(self._of(name).extend, column) for name, column in columns]
        self._site, self._air = self._of("site").extend, self._of("ambient anchor_us").extend
        self._market, self._bus = self._of("market").extend, self._of("bus").extend
        self._line = self._of("line").extend

    def _of(self, name: str) -> array[float]:
        return self._columns.setdefault(name, array("d"))


class Values:
    """Works out all signals of a site from copies of its plant's columns."""

    def __init__(self, parts: Parts) -> None:
        """Look up once where each signal's asset stands."""
        self._parts = parts
        self._signals = list(catalogue(parts).values())
        self._rated_va = np.array([unit.rated_va for unit in parts.units])
        self._aux_ratio = np.array(parts.row_aux_ratio)
        blocks = {name: place for place, name in enumerate(parts.block_ids)}
        self._row_block = np.array([blocks[name] for name in parts.row_block], dtype=np.int64)
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
        blocks = self._blocks(copies)
        found = np.empty((len(copies), len(self._signals)), np.float32)
        for column, signal in enumerate(self._signals):
            kind = signal.quantity.kind
            found[:, column] = blocks[f"{kind}.{signal.quantity.name}"][:, signal.index]
        return found

    def _blocks(self, copies: Copies) -> dict[str, Doubles]:
        """Each quantity as instants x assets of its kind."""
        top_oil_c, hotspot_c = self._temperatures(copies)
        load_pu = copies.matrix("load_va") / self._rated_va
        mains = len(self._parts.main_ids)
        market, line = copies.matrix("market"), copies.matrix("line")
        places = {"dry_bulb_c", "relative_humidity_frac", "pressure_pa"}
        return {
            **self._site(copies),
            **{
                f"{'weather' if name in places else 'market'}.{name}": market[:, k : k + 1]
                for k, name in enumerate(_MARKET)
            },
            "transformer.hotspot_c": hotspot_c[:, :mains],
            "transformer.top_oil_c": top_oil_c[:, :mains],
            "transformer.load_pu": load_pu[:, :mains],
            "transformer.power_w": copies.matrix("main_in_w"),
            "transformer.loss_w": copies.matrix("main_loss_w"),
            "transformer.stage_index": copies.matrix("stage")[:, :mains],
            "unit_transformer.hotspot_c": hotspot_c[:, mains:],
            "unit_transformer.load_pu": load_pu[:, mains:],
            "bus.voltage_pu": self._voltages_pu(copies),
            "feeder.power_w": copies.matrix("feeder_in_w"),
            "block.power_w": self._by_block(copies.matrix("row power_w") * self._aux_ratio),
            "block.hash_th_per_s": self._by_block(copies.matrix("row hash_th_per_s")),
            **{f"hall.{name}": copies.matrix(f"hall {name}") for name in (*_HALLS, "power_w")},
            **{f"hall.{name}": line[:, k::3] for k, name in enumerate(_COUNTS)},
        }

    def _site(self, copies: Copies) -> dict[str, Doubles]:
        imported_w, loss_w = copies.matrix("site").T[:, :, None]
        row_w = copies.matrix("row power_w")
        it_w = copies.matrix("hall it_w").sum(axis=1, keepdims=True)
        ai_w = copies.matrix("hall power_w").sum(axis=1, keepdims=True)
        all_it_w = it_w + row_w.sum(axis=1, keepdims=True)
        return {
            "site.import_w": imported_w,
            "site.mining_w": (row_w @ self._aux_ratio)[:, None],
            "site.ai_w": ai_w,
            "site.ai_it_w": it_w,
            "site.loss_w": loss_w,
            "site.hash_th_per_s": copies.matrix("row hash_th_per_s").sum(axis=1, keepdims=True),
            "site.pue_ai_ratio": _over(ai_w, it_w),
            "site.pue_ratio": _over(imported_w, all_it_w),
            "site.load_pu": imported_w / self._parts.contracted_w,
        }

    def _temperatures(self, copies: Copies) -> tuple[Doubles, Doubles]:
        """Top oil and shown hot-spot of every transformer, exact at each instant."""
        t_us = np.array(copies.t_us, dtype=np.float64)[:, None]
        stage = copies.matrix("stage").astype(np.int64)
        unit = np.arange(len(self._parts.units))
        span_s = (t_us - copies.matrix("anchor_us")) / US_PER_S
        air_s = (t_us - copies.matrix("ambient anchor_us")) / US_PER_S
        behind = copies.matrix("filter_c") - copies.matrix("ambient_c")
        filters_c = copies.matrix("ambient_c") + behind * np.exp(-air_s * self._filter_rate)
        which = self._filter[unit, stage]
        oil_c = np.take_along_axis(filters_c, which, axis=1)
        oil_c += _towards(copies, "rise_k", "rise_to_k", span_s * copies.matrix("oil_rate_per_s"))
        one, two = span_s * self._rate1[unit, stage], span_s * self._rate2[unit, stage]
        hot_c = oil_c + _towards(copies, "gradient1_k", "gradient1_to_k", one)
        hot_c -= _towards(copies, "gradient2_k", "gradient2_to_k", two)
        return oil_c, np.maximum(oil_c, hot_c)

    def _voltages_pu(self, copies: Copies) -> Doubles:
        """Voltage behind each bus's transformer: the closed form of `twin.devices.line`."""
        main = copies.matrix("bus").astype(np.int64)
        units = self._parts.units[: len(self._parts.main_ids)]
        names = ("ratio_pu", "resistance_pu", "reactance_pu", "rated_va")
        source, r, x, rated_va = (
            np.array([getattr(unit, name) for unit in units])[main] for name in names
        )
        p = np.take_along_axis(copies.matrix("main_out_w"), main, axis=1) / rated_va
        q = np.take_along_axis(copies.matrix("main_out_var"), main, axis=1) / rated_va
        half_b = (r * p + x * q) - 0.5 * source * source
        quarter = half_b * half_b - (r * r + x * x) * (p * p + q * q)
        stands = (main >= 0) & (quarter >= 0.0) & (half_b <= 0.0)
        root = np.sqrt(np.maximum(quarter, 0.0)) - half_b
        return np.where(stands, np.sqrt(np.maximum(root, 0.0)), 0.0)

    def _by_block(self, rows: Doubles) -> Doubles:
        found = np.zeros((len(rows), len(self._parts.block_ids)))
        np.add.at(found.T, self._row_block, rows.T)
        return found


def _towards(copies: Copies, now: str, to: str, exponent: Doubles) -> Doubles:
    """A first-order quantity after a time, as rates times it."""
    settled = copies.matrix(to)
    return settled + (copies.matrix(now) - settled) * np.exp(-exponent)


def _over(part: Doubles, whole: Doubles) -> Doubles:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0.0)
