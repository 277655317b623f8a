"""Heat of halls and what takes it: the cooling plants, fed from the halls' own inputs.

What racks draw becomes heat in their liquid and in the room's air; so does what the supply of the
hall loses. Fans outdoors and chillers have what stands at the input of the hall; pumps and the fans
of the coils hang on the supply where the site says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.devices.cooling.loop_spec import rejectors_count
from twin.facility import topics
from twin.facility.evaporative import outdoors
from twin.site.document import COOLING_GROUPS

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def follow_heat(plant: Plant, t_us: int, hall: int) -> None:
    """The racks or the supply of a hall give another heat now."""
    loop = plant.parts.hall_loop[hall]
    if loop < 0:
        return
    halls, supply = plant.halls, plant.parts.hall_ups[hall]
    warms = supply >= 0 and plant.service.hall[hall]
    lost_w = plant.ups.flow(supply).loss_w if warms else 0.0
    liquid_w = halls.liquid_w(hall)
    plant.loops.set_heat(loop, t_us, liquid_w, halls.it_w[hall] - liquid_w + lost_w)
    if plant.cool_watch.left_range(loop):
        plant.touched |= topics.COOLING


def follow_power(plant: Plant, t_us: int) -> None:
    """Voltages changed or units broke: what runs of every plant."""
    for hall, loop in enumerate(plant.parts.hall_loop):
        if loop >= 0:
            _run_what_can(plant, t_us, hall, loop)


def _run_what_can(plant: Plant, t_us: int, hall: int, loop: int) -> None:
    loops, spec, live = plant.loops, plant.loops.specs[loop], plant.hall_live[hall]
    before = loops.switches[loop]
    supply = plant.parts.hall_ups[hall]
    backed = supply >= 0 and plant.parts.loop_on_ups[loop] and plant.service.hall[hall]
    carried = backed and plant.ups.is_fed(supply)
    cdus, pumps, coolers, chillers = (
        plant.broken.get(f"{plant.parts.hall_ids[hall]}-{group}", 0) for group in COOLING_GROUPS
    )
    facility = spec.facility
    moved = live or carried
    loops.set_powered(loop, t_us, powered=live, blown=moved)
    loops.set_cdus(loop, t_us, spec.cdu.installed_count - cdus if moved else 0)
    loops.set_pumps(loop, t_us, facility.pumps_installed_count - pumps if moved else 0)
    loops.set_coolers(loop, t_us, rejectors_count(spec) - coolers)
    loops.set_chillers(loop, t_us, spec.chillers.count - chillers)
    if loops.switches[loop] != before:
        plant.cool_watch.doubt(loop)
        plant.touched |= topics.COOLING


def has_towers(plant: Plant) -> bool:
    """Whether a hall gives its heat to the wet bulb, so that humidity counts."""
    return any(spec.towers is not None for spec in plant.parts.loop_specs)


def follow_weather(plant: Plant, t_us: int) -> None:
    """The air outdoors changed, or its humidity."""
    market, towers = plant.market, plant.loops.outdoors.towers
    wet_bulb_c = None
    if has_towers(plant):
        air = market.dry_bulb_c, market.relative_humidity_frac, market.pressure_pa
        wet_bulb_c = outdoors(*air).wet_bulb_c
    for loop in range(len(plant.parts.loop_ids)):
        free = plant.loops.switches[loop].free
        plant.loops.set_weather(loop, t_us, market.dry_bulb_c, wet_bulb_c)
        if plant.loops.switches[loop].free != free or towers[loop] is not None:
            plant.cool_watch.doubt(loop)
            plant.touched |= topics.COOLING
        elif plant.cool_watch.left_range(loop):
            plant.touched |= topics.COOLING


def pumps_on_supply_w(plant: Plant, hall: int) -> float:
    """Draw of pumps and coil fans where the supply of the hall carries them."""
    parts = plant.parts
    loop = parts.hall_loop[hall]
    if loop < 0 or parts.hall_ups[hall] < 0 or not parts.loop_on_ups[loop]:
        return 0.0
    now = plant.loops.now[loop]
    return now.cdu_pump_w + now.pump_w + now.coil_fan_w


def other_w(plant: Plant, hall: int) -> float:
    """Draw of the cooling of a hall that hangs on its input."""
    loop = plant.parts.hall_loop[hall]
    if loop < 0:
        return plant.halls.it_w[hall] * (plant.hall_ratio[hall] - 1.0)
    return plant.loops.power_w[loop] - pumps_on_supply_w(plant, hall)
