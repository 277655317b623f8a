"""How a run begins: everything in service in its steady state, while its first fact is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.facility import backup, evaporative, loads, static_switch, supply

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def start(plant: Plant, t_us: int, dry_bulb_c: float) -> None:
    """Put all that is in service into its steady state: rows hash, halls idle, oil is warm."""
    parts = plant.parts
    plant.market.dry_bulb_c = dry_bulb_c
    filters = plant.transformers.ambient
    values_c = [dry_bulb_c] * len(filters.value_c)
    filters.restore({"anchor_us": [t_us], "ambient_c": [dry_bulb_c], "value_c": values_c})
    _leave_out(plant, t_us)
    supply.place_switches(plant)
    plant.net.rewire(t_us)
    for row, pad in enumerate(parts.row_pad):
        plant.row_supplied[row] = plant.service.row[row] and plant.net.live_pad[pad]
    plant.note_dark()
    loads.start_rows(plant, t_us)
    evaporative.follow_supply(plant, t_us, range(len(parts.row_ids)))
    for hall, pads in enumerate(parts.hall_pads):
        plant.hall_ratio[hall] = loads.overhead_ratio(plant, hall, dry_bulb_c)
        plant.hall_supplied[hall] = plant.service.hall[hall] and any(
            plant.net.live_pad[pad] for pad in pads
        )
        if plant.hall_supplied[hall]:
            plant.halls.power_on(hall, t_us)
        static_switch.begin(plant, t_us, hall)
        plant.hall_live[hall] = backup.is_live(plant, hall)
        backup.follow_load(plant, t_us, hall)
        backup.settle_cooling(plant, t_us, hall)
        plant.hall_w[hall] = backup.draw_w(plant, hall)
        loads.rate_hall(plant, t_us, hall)
    plant.settle_everything(t_us)
    for one in plant.followers:
        one.start(plant, t_us)
    loads.rate_transformers(plant, t_us)
    for name in parts.equipment:
        loads.rate_equipment(plant, t_us, name)
    for unit, load_va in enumerate(plant.transformers.load_va):
        plant.transformers.settle(unit, t_us, load_va)
        plant.watch.doubt(unit)


def _leave_out(plant: Plant, t_us: int) -> None:
    """What comes into service only later: transformers are isolated, halls have no racks."""
    parts = plant.parts
    for name in parts.main_ids:
        if name in plant.idle:
            supply.isolate(plant, plant.last_seq, name)
    for hall, name in enumerate(parts.hall_ids):
        if name in plant.idle:
            plant.halls.install(hall, t_us, 0)
