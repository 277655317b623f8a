"""The ideal view of a plant that policies get: now, exact, everything read when asked for.

With a period or a latency, policies see readings instead; see `twin.policies.readings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import ne
from weakref import WeakKeyDictionary

from twin.devices.asic_power import HASH, SLEEP, THROTTLE, TUNE
from twin.facility import Plant, draws, holds
from twin.policies.contract import HallReading, MainReading, RowReading
from twin.units import W_PER_KW

_RUNNING = (TUNE, HASH, THROTTLE)


class IdealView:
    """Reads the plant itself, now."""

    def __init__(self, plant: Plant, t_us: int) -> None:
        """Look at `plant` at `t_us`."""
        self._plant = plant
        self._t_us = t_us

    @property
    def t_us(self) -> int:
        """Instant of the decision."""
        return self._t_us

    @property
    def read_us(self) -> int:
        """The same instant: ideal telemetry is never late."""
        return self._t_us

    @property
    def price_usd_per_mwh(self) -> float:
        """Energy price at the node."""
        return self._plant.market.price_usd_per_mwh

    @property
    def hashprice_usd_per_ph_day(self) -> float:
        """What a PH/s earns in a day, before the pool's fee."""
        return self._plant.market.hashprice_usd_per_ph_day

    @property
    def ramp_up_w_per_s(self) -> float:
        """Contracted ramp of the import, upwards."""
        return self._plant.parts.ramp_up_w_per_s

    @property
    def ramp_down_w_per_s(self) -> float:
        """Contracted ramp of the import, downwards."""
        return self._plant.parts.ramp_down_w_per_s

    @property
    def ramp_up_free_us(self) -> int:
        """From when the ramp upwards is free."""
        return self._plant.control.ramp_up_free_us[0]

    @property
    def ramp_down_free_us(self) -> int:
        """From when the ramp downwards is free."""
        return self._plant.control.ramp_down_free_us[0]

    def rows(self) -> Sequence[RowReading]:
        """Every row in service, in the site's order."""
        plant = self._plant
        kept = _KEPT.get(plant)
        if kept is None or kept.in_service != plant.service.row:
            kept = _KEPT[plant] = _RowsKept(plant)
        return kept.read(plant)

    def halls(self) -> Sequence[HallReading]:
        """Every hall in service."""
        plant = self._plant
        return [_hall(plant, hall) for hall, here in enumerate(plant.service.hall) if here]

    def mains(self) -> Sequence[MainReading]:
        """Every main transformer in service."""
        plant = self._plant
        return [_main(plant, main) for main, here in enumerate(plant.service.main) if here]

    def hot_spot_at(self, main: str, load_va: float, ahead_s: float) -> float:
        """Hot spot [C] of a main transformer `ahead_s` on if it carried `load_va` from now on."""
        index = self._plant.parts.main_index[main]
        return self._plant.transformers.hot_spot_ahead_c(index, self._t_us, load_va, ahead_s)


class _RowsKept:
    """The readings of a plant's rows as last made: one is made anew only where its row changed.

    A controller that wakes a fleet step by step reads all of it at each step, and a step changes
    six rows. What a reading is made of and what may change is its key.
    """

    def __init__(self, plant: Plant) -> None:
        self.in_service = plant.service.row[:]
        here = [row for row, in_service in enumerate(self.in_service) if in_service]
        self._place = {row: place for place, row in enumerate(here)}
        self._feeds = _feeds(plant)
        self._columns = [list(column) for column in _columns(plant)]
        self._readings = [_row(plant, row) for row in here]

    def read(self, plant: Plant) -> list[RowReading]:
        """Every row in service, in the site's order."""
        changed: set[int] = set()
        for kept, column in zip(self._columns, _columns(plant), strict=True):
            if kept != column:
                changed.update(compress(range(len(kept)), map(ne, kept, column)))
                kept[:] = column
        feeds = _feeds(plant)
        if feeds != self._feeds:
            self._feeds = feeds
            changed.update(self._place)
        for row in changed & self._place.keys():
            self._readings[self._place[row]] = _row(plant, row)
        return self._readings[:]


def _columns(plant: Plant) -> tuple[Sequence[object], ...]:
    """What the reading of a row is made of, beside its feed."""
    rows, control = plant.rows, plant.control
    holds = list(map(tuple, control.holds))
    state = (rows.power_w, rows.stage, rows.inlet_c, rows.failed, rows.degraded)
    return (*state, control.told_us, holds)


def _feeds(plant: Plant) -> tuple[list[bool], list[int]]:
    """Which pads have supply, and which buses are joined."""
    return plant.net.live_pad[:], plant.net.group_of_bus[:]


_KEPT: WeakKeyDictionary[Plant, _RowsKept] = WeakKeyDictionary()


def _row(plant: Plant, row: int) -> RowReading:
    parts, rows, net = plant.parts, plant.rows, plant.net
    pad, spec, stage = parts.row_pad[row], rows.specs[row], rows.stage[row]
    held_by = tuple(plant.control.holds[row])
    aux_ratio = parts.row_aux_ratio[row]
    supplied = net.live_pad[pad]
    hash_w, sleep_w = draws.rested_w(plant, row, HASH), draws.rested_w(plant, row, SLEEP)
    draw_w = rows.power_w[row] * aux_ratio
    coming_w = draws.coming_w(plant, row)
    return RowReading(
        parts.row_ids[row],
        parts.row_block[row],
        parts.row_model[row],
        net.group_of_bus[parts.bus_of_pad(pad)] if supplied else -1,
        parts.row_shed_order[row],
        spec.efficiency_j_per_th,
        draw_w,
        hash_w,
        sleep_w,
        coming_w,
        stage in _RUNNING,
        held_by,
        plant.control.told_us[row],
        holds.free_us(plant, row),
    )


def _main(plant: Plant, main: int) -> MainReading:
    parts, net = plant.parts, plant.net
    name, load_va = parts.main_ids[main], net.main_s_va[main]
    return MainReading(
        name,
        net.group_of_bus[parts.wiring.main_bus[main]] if net.live_main[main] else -1,
        load_va,
        parts.wiring.mains.rating_va[main],
        net.main_out_w[main] / load_va if load_va > 0 else 1.0,
        any(key.startswith(f"{name} ") for key in plant.control.alarms),
    )


def _hall(plant: Plant, hall: int) -> HallReading:
    parts, net, halls = plant.parts, plant.net, plant.halls
    spec, ratio = halls.specs[hall], plant.hall_ratio[hall]
    live = [pad for pad in plant.hall_takes[hall] if net.live_pad[pad]]
    shares = tuple((net.group_of_bus[parts.bus_of_pad(pad)], 1.0 / len(live)) for pad in live)
    works, idles = halls.working_count(hall), halls.free_count(hall)
    rack_w, idle_w = spec.rack.max_kw * W_PER_KW, spec.rack.idle_kw * W_PER_KW
    other_w = spec.other_it_kw * W_PER_KW
    return HallReading(
        parts.hall_ids[hall],
        plant.hall_w[hall],
        draws.hall_peak_w(plant, hall),
        (idles * idle_w + other_w) * ratio,
        (works - idles) * rack_w * ratio,
        halls.cap_frac[hall],
        shares,
    )
