"""What feeds a hall when the grid does not: its battery at once, engines once they run.

A transfer switch stands between the feeds of a hall and the bus of its engines. A supply carries
the IT of its hall; the rest of the hall (cooling) has what stands at its input. What a hall takes
is what its supply takes, with losses and charging, and its cooling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.devices.backup.genset_spec import engine_w
from twin.devices.backup.transfer_spec import A, B
from twin.devices.backup.ups_spec import ECO, ONLINE, OVERLOADED, UpsSpec, rated_w, usable_j
from twin.facility import cooling, heat, static_switch, topics
from twin.facility.draws import hall_peak_w
from twin.units import US_PER_S

if TYPE_CHECKING:
    from twin.facility.plant import Plant

AT_REST_PU = 1.0
_NOTHING_FRAC = 1e-6
"""Rating of a supply without a whole module: no load is within it."""


def feeds_it(plant: Plant, hall: int) -> bool:
    """Whether the racks of a hall have power: from the supply or a feed, and no heat stops them."""
    if heat.stops_racks(plant, hall):
        return False
    supply = plant.parts.hall_ups[hall]
    if supply >= 0:
        return plant.ups.is_fed(supply)
    return is_live(plant, hall) and not plant.rides.tripped_by[plant.parts.ride_hall.index(hall)]


def draw_w(plant: Plant, hall: int) -> float:
    """What a hall takes from its feeds: IT with the losses and charging of its supply, cooling."""
    it_w, supply = plant.halls.it_w[hall], plant.parts.hall_ups[hall]
    if not plant.hall_live[hall]:
        return 0.0
    direct_w = it_w if supply < 0 else plant.ups.flow(supply).input_w
    return direct_w + cooling.other_w(plant, hall)


def follow_load(plant: Plant, t_us: int, hall: int) -> None:
    """The IT of a hall changed its draw: its supply feels it."""
    supply = plant.parts.hall_ups[hall]
    if supply >= 0:
        carried_w = plant.halls.it_w[hall] + cooling.pumps_on_supply_w(plant, hall)
        plant.ups.set_load(supply, t_us, carried_w)
        if not rests(plant, supply):
            plant.touched |= topics.BACKUP


def follow_feeds(plant: Plant, t_us: int, seq: int) -> None:
    """Voltages or switches changed: tell every transfer switch and supply what stands there."""
    parts = plant.parts
    for hall, supply in enumerate(parts.hall_ups):
        switch, static = parts.hall_switch[hall], parts.hall_static[hall]
        if static >= 0:
            static_switch.follow(plant, t_us, seq, hall)
        if switch >= 0:
            _follow_sources(plant, t_us, seq, hall)
        plant.on_feeds[hall] = is_on_feeds(plant, hall)
        voltage_pu = input_pu(plant, hall)
        plant.hall_live[hall] = is_live(plant, hall)
        if supply < 0 and static >= 0:
            static_switch.ride(plant, t_us, seq, hall, voltage_pu)
        if supply >= 0:
            before = plant.ups.state[supply]
            plant.ups.set_input(supply, t_us, voltage_pu)
            if plant.ups.state[supply] != before:
                plant.ups_cause[supply] = seq
    cooling.follow_power(plant, t_us)
    plant.touched |= topics.BACKUP


def _follow_sources(plant: Plant, t_us: int, seq: int, hall: int) -> None:
    switch, transfers = plant.parts.hall_switch[hall], plant.transfers
    sources_pu = feed_pu(plant, hall), float(_is_offered(plant, hall, switch))
    if sources_pu != (transfers.a_pu[switch], transfers.b_pu[switch]):
        transfers.set_voltage(switch, t_us, A, sources_pu[A])
        transfers.set_voltage(switch, t_us, B, sources_pu[B])
        plant.switch_cause[switch] = seq


def _is_offered(plant: Plant, hall: int, switch: int) -> bool:
    """Whether the engines on the bus can carry a hall beside what they carry already.

    A bus that takes a hall before enough engines are on it slows down and trips.
    """
    group, gensets = plant.parts.switch_gensets[switch], plant.gensets
    if not gensets.is_alive(group) or plant.transfers.feeding(switch) == B:
        return gensets.is_alive(group)
    supply = plant.parts.hall_ups[hall]
    spec = plant.ups.specs[supply] if supply >= 0 else None
    charge_w = spec.recharge_frac * rated_w(spec) if spec else 0.0
    brings_w = _comes_to_w(plant, hall) + charge_w
    coming_w = sum(
        _comes_to_w(plant, other)
        for other, at in enumerate(plant.parts.hall_switch)
        if other != hall
        and at >= 0
        and plant.parts.switch_gensets[at] == group
        and plant.transfers.side[at] == B
        and plant.transfers.feeding(at) != B
    )
    carries_w = gensets.on_bus_count[group] * engine_w(gensets.specs[group])
    return gensets.load_w[group] + coming_w + brings_w <= carries_w


def _comes_to_w(plant: Plant, hall: int) -> float:
    """What a hall will draw once it has its power: racks held back by heat or off come back."""
    if plant.hall_supplied[hall] and plant.heat_cap_frac[hall] == 1.0:
        return plant.halls.it_w[hall] * plant.hall_ratio[hall]
    return hall_peak_w(plant, hall)


def feed_pu(plant: Plant, hall: int) -> float:
    """Voltage of the feeds of a hall: of the worst of those that share it, or behind its switch.

    A hall out of service is at rest: its supply is charged and no engine is called for it.
    """
    if not plant.service.hall[hall]:
        return AT_REST_PU
    static = plant.parts.hall_static[hall]
    if static >= 0:
        return plant.transfers.load_pu(static)
    net, bus_pu, pad_bus = plant.net, plant.guard.bus_pu, plant.parts.pad_bus
    left_pu = [bus_pu[pad_bus[pad]] for pad in plant.parts.hall_pads[hall] if net.live_pad[pad]]
    return plant.grid_pu * min(left_pu, default=0.0)


def input_pu(plant: Plant, hall: int) -> float:
    """Voltage at the input of a hall, behind its transfer switch if it has one."""
    switch = plant.parts.hall_switch[hall]
    return feed_pu(plant, hall) if switch < 0 else plant.transfers.load_pu(switch)


def is_live(plant: Plant, hall: int) -> bool:
    """Whether a hall draws: voltage stands at its input, or will behind its static switch."""
    if not plant.service.hall[hall]:
        return False
    static, switch = plant.parts.hall_static[hall], plant.parts.hall_switch[hall]
    if static < 0 or (switch >= 0 and plant.transfers.feeding(switch) != A):
        return input_pu(plant, hall) > 0.0
    return static_switch.source_pu(plant, static) > 0.0


def is_on_feeds(plant: Plant, hall: int) -> bool:
    """Whether what a hall draws comes through its feeds."""
    switch = plant.parts.hall_switch[hall]
    return switch < 0 or plant.transfers.feeding(switch) == A


def load_gensets(plant: Plant, t_us: int) -> None:
    """Put on each group what the halls on its bus draw."""
    parts = plant.parts
    drawn_w = [0.0] * len(parts.genset_ids)
    for hall, switch in enumerate(parts.hall_switch):
        if switch >= 0 and plant.transfers.feeding(switch) == B:
            drawn_w[parts.switch_gensets[switch]] += plant.hall_w[hall]
    for group, load_w in enumerate(drawn_w):
        if load_w != plant.gensets.load_w[group]:
            plant.gensets.set_load(group, t_us, load_w)
            plant.touched |= topics.BACKUP


def book_hall(plant: Plant, t_us: int, hall: int) -> None:
    """Close the energy of a hall, IT and cooling together, up to an instant."""
    elapsed_us = t_us - plant.hall_us[hall]
    if elapsed_us:
        plant.hall_j[hall] += plant.hall_w[hall] * (elapsed_us / US_PER_S)
        plant.hall_us[hall] = t_us


def book_halls(plant: Plant, t_us: int) -> None:
    """What halls draw for the same IT changed: close their energy and take the new draw."""
    for hall in range(len(plant.parts.hall_ids)):
        book_hall(plant, t_us, hall)
        follow_load(plant, t_us, hall)
        cooling.follow_heat(plant, t_us, hall)
        plant.hall_w[hall] = draw_w(plant, hall)
    load_gensets(plant, t_us)


def settle_cooling(plant: Plant, t_us: int, hall: int) -> None:
    """Put the cooling of a hall into the steady state of its heat and the air outdoors."""
    loop = plant.parts.hall_loop[hall]
    if loop >= 0:
        cooling.follow_weather(plant, t_us)
        cooling.follow_heat(plant, t_us, hall)
        plant.loops.settle(loop, t_us)
        plant.cool_watch.doubt(loop)
        follow_load(plant, t_us, hall)


def rests(plant: Plant, supply: int) -> bool:
    """Whether nothing of a supply is under way: a load within its rating moves no instant."""
    ups = plant.ups
    spec = ups.specs[supply]
    return (
        ups.state[supply] in (ONLINE, ECO)
        and ups.stored_j[supply] >= usable_j(spec)
        and ups.load_w[supply] <= rated_w(spec)
    )


def cap_hall(plant: Plant, t_us: int, hall: int) -> None:
    """Racks of a hall are held to the lower of what heat allows and what was commanded."""
    cap_frac = min(heat.cap_frac(plant, hall), plant.asked_cap_frac[hall])
    plant.halls.cap(hall, t_us, cap_frac)
    plant.repaced.extend(plant.halls.running(hall))


def follow_modules(plant: Plant, t_us: int, seq: int, supply: int) -> None:
    """Modules of a supply broke or came back: its rating follows, its battery is common to all.

    Without a whole one its load goes to the bypass at once, or drops where the input is dead.
    """
    plant.ups.set_spec(supply, t_us, whole_spec(plant, supply))
    name = plant.parts.ups_ids[supply]
    if plant.broken.get(name, 0) >= plant.parts.equipment[name].units_count:
        plant.ups.cross(supply, t_us, OVERLOADED)
    plant.ups_cause[supply] = seq
    cooling.follow_power(plant, t_us)
    plant.touched |= topics.BACKUP | topics.TOPOLOGY


def whole_spec(plant: Plant, supply: int) -> UpsSpec:
    """A supply with the rating of its whole modules."""
    spec, name = plant.parts.ups_specs[supply], plant.parts.ups_ids[supply]
    broken_count = plant.broken.get(name, 0)
    if not broken_count:
        return spec
    whole_frac = 1.0 - broken_count / plant.parts.equipment[name].units_count
    return spec.model_copy(update={"rated_kw": spec.rated_kw * max(whole_frac, _NOTHING_FRAC)})


def rate_supplies(plant: Plant) -> None:
    """Give each supply the rating of its whole modules; nothing else moves."""
    for supply in range(len(plant.parts.ups_ids)):
        plant.ups.specs[supply] = whole_spec(plant, supply)
