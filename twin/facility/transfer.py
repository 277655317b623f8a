"""Which tie is to feed a dead bus: the one that leaves least above the ratings and least to shed.

Each tie is judged by the loading after the transfer: halls draw what they draw now, shared over the
feeds that are live then; miners what they would draw awake. First comes the load that no shedding
of miners relieves, then the miners that would have to go, then the loading that is left. All of it
is reckoned against the loading up to which the site restarts blocks, so that halls have some way to
rise before they overload what feeds them. Losses on the way are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import hypot
from typing import TYPE_CHECKING

from twin.devices.asic_power import HASH, SLEEP
from twin.facility.draws import hall_peak_w, rested_w
from twin.facility.network import groups_of
from twin.facility.static_switch import choice

if TYPE_CHECKING:
    from twin.facility.plant import Plant

_TOGETHER_VA = 1e3


def best_tie(plant: Plant, bus: str) -> str | None:
    """The tie in service from a dead bus to a live one that is best after closing; None without."""
    parts, net = plant.parts, plant.net
    at = parts.bus_index[bus]
    found: list[tuple[tuple[int, int, int], int]] = []
    for tie, (one, other) in enumerate(parts.wiring.tie_buses):
        neighbour = other if at == one else one
        if at in (one, other) and plant.service.tie[tie] and net.live_bus[neighbour]:
            found.append((_judged(plant, tie), tie))
    return parts.tie_ids[min(found)[1]] if found else None


def _judged(plant: Plant, tie: int) -> tuple[int, int, int]:
    """Load above the limit that is not mining [kVA], mining to shed [kVA], loading left [1/1000].

    Whole numbers, so that rounding does not choose between two ties that are alike.
    """
    parts, switching = plant.parts, plant.switching
    closed = [other for other in range(len(parts.tie_ids)) if switching.tie_closed[other]]
    pairs = [parts.wiring.tie_buses[other] for other in (*closed, tie)]
    group = groups_of(len(parts.bus_ids), switching.bus_ok, pairs)
    rooms_va = _rooms_va(plant, group)
    firm, mining = _halls(plant, group, rooms_va), _miners(plant, group)
    above_va = shed_va = worst_pu = 0.0
    for at, room_va in rooms_va.items():
        firm_va = hypot(*firm[at])
        all_va = hypot(firm[at][0] + mining[at][0], firm[at][1] + mining[at][1])
        above_va += max(firm_va - room_va, 0.0)
        shed_va += max(all_va - max(room_va, firm_va), 0.0)
        worst_pu = max(worst_pu, min(all_va, max(room_va, firm_va)) / room_va)
    return round(above_va / _TOGETHER_VA), round(shed_va / _TOGETHER_VA), round(worst_pu * 1000)


def _rooms_va(plant: Plant, group: Sequence[int]) -> dict[int, float]:
    """What each group with a live transformer carries until one of them is at the limit."""
    net, wiring = plant.net, plant.parts.wiring
    members: dict[int, list[int]] = {}
    for main, alive in enumerate(net.live_main):
        if alive:
            members.setdefault(group[wiring.main_bus[main]], []).append(main)
    return {
        at: plant.parts.restart.limit_pu
        * sum(wiring.main_share_va[main] for main in mains)
        * min(wiring.mains.rating_va[main] / wiring.main_share_va[main] for main in mains)
        for at, mains in members.items()
    }


def _halls(
    plant: Plant, group: Sequence[int], live_groups: Collection[int]
) -> list[tuple[float, float]]:
    """Active and reactive power of the halls on each group."""
    parts = plant.parts
    found = [(0.0, 0.0)] * len(group)
    for hall, pads in enumerate(parts.hall_pads):
        fit = [pad for pad in pads if _fit(plant, pad) and group[parts.pad_bus[pad]] in live_groups]
        live = [group[parts.pad_bus[pad]] for pad in choice(plant, hall, fit)]
        draw_w = plant.hall_w[hall] if plant.hall_supplied[hall] else hall_peak_w(plant, hall)
        for at in live if plant.service.hall[hall] else ():
            share_w = draw_w / len(live)
            p_w, q_var = found[at]
            found[at] = p_w + share_w, q_var + share_w * parts.hall_tan_phi_ratio[hall]
    return found


def _miners(plant: Plant, group: Sequence[int]) -> list[tuple[float, float]]:
    """Active and reactive power of the rows on each group, as they would draw after their start."""
    parts = plant.parts
    found = [(0.0, 0.0)] * len(group)
    for row, pad in enumerate(parts.row_pad):
        if plant.service.row[row] and _fit(plant, pad):
            at = group[parts.pad_bus[pad]]
            draw_w = rested_w(plant, row, SLEEP if plant.control.holds[row] else HASH)
            p_w, q_var = found[at]
            found[at] = p_w + draw_w, q_var + draw_w * parts.row_tan_phi_ratio[row]
    return found


def _fit(plant: Plant, pad: int) -> bool:
    parts = plant.parts
    feeder = parts.wiring.pad_feeder[pad]
    healthy = plant.service.pad[pad] and parts.pad_ids[pad] not in plant.failed_units
    return healthy and plant.switching.feeder_closed[feeder]
