"""The view of a plant that policies get: ideal by default, everything read when asked for.

With a period or a latency, what a policy sees is the last complete reading that has arrived, not the plant.
"""

from __future__ import annotations

from collections.abc import Sequence

from twin.devices.asic_power import HASH, THROTTLE, TUNE
from twin.facility import Plant, loads
from twin.policies.contract import HallReading, MainReading, RowReading
from twin.units import S_PER_MIN, US_PER_S, W_PER_KW

LOOK_AHEAD_S = 15.0 * S_PER_MIN
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

    def rows(self) -> Sequence[RowReading]:
        """Every row in service, in the site's order."""
        plant = self._plant
        parts, rows, net = plant.parts, plant.rows, plant.net
        found: list[RowReading] = []
        for row, name in enumerate(parts.row_ids):
            if not parts.row_in_service[row]:
                continue
            pad = parts.row_pad[row]
            holds = plant.control.holds[row]
            aux_ratio = parts.row_aux_ratio[row]
            found.append(
                RowReading(
                    name,
                    parts.row_block[row],
                    parts.row_model[row],
                    net.group_of_bus[parts.bus_of_pad(pad)] if net.live_pad[pad] else -1,
                    parts.row_shed_order[row],
                    rows.specs[row].efficiency_j_per_th,
                    rows.power_w[row] * aux_ratio,
                    loads.hashing_w(plant, row),
                    rows.stage[row] in _RUNNING and not holds,
                    tuple(holds),
                )
            )
        return found

    def halls(self) -> Sequence[HallReading]:
        """Every hall in service."""
        plant = self._plant
        parts, net = plant.parts, plant.net
        found: list[HallReading] = []
        for hall, name in enumerate(parts.hall_ids):
            if parts.hall_in_service[hall]:
                live = [pad for pad in parts.hall_pads[hall] if net.live_pad[pad]]
                shares = tuple((net.group_of_bus[parts.bus_of_pad(pad)], 1.0 / len(live)) for pad in live)
                peak_w = _peak_it_w(plant, hall) * plant.hall_ratio[hall]
                found.append(HallReading(name, plant.hall_w[hall], peak_w, plant.halls.cap_frac[hall], shares))
        return found

    def mains(self) -> Sequence[MainReading]:
        """Every main transformer in service."""
        plant = self._plant
        parts, net = plant.parts, plant.net
        soon_us = self._t_us + round(LOOK_AHEAD_S * US_PER_S)
        found: list[MainReading] = []
        for main, name in enumerate(parts.main_ids):
            if parts.main_in_service[main]:
                load_va = net.main_s_va[main]
                found.append(
                    MainReading(
                        name,
                        net.group_of_bus[parts.wiring.main_bus[main]] if net.live_main[main] else -1,
                        load_va,
                        parts.wiring.mains.rating_va[main],
                        net.main_out_w[main] / load_va if load_va > 0 else 1.0,
                        plant.transformers.shown_hot_spot_c(main, self._t_us),
                        plant.transformers.hot_spot_c(main, soon_us),
                        any(key.startswith(f"{name} ") for key in plant.control.alarms),
                    )
                )
        return found

    def hot_spot_at(self, main: str, load_va: float, ahead_s: float) -> float:
        """Hot spot [C] of a main transformer `ahead_s` from now if it carried `load_va` from now on."""
        index = self._plant.parts.main_index[main]
        return self._plant.transformers.hot_spot_ahead_c(index, self._t_us, load_va, ahead_s)


def _peak_it_w(plant: Plant, hall: int) -> float:
    spec = plant.halls.specs[hall]
    return plant.halls.working_count(hall) * spec.rack.max_kw * W_PER_KW + spec.other_it_kw * W_PER_KW
