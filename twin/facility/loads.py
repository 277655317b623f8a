"""What draws power: rows of miners and AI halls, as leaves of the network.

Functions here change columns, and are called only while a fact is applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from twin.devices.asic_power import HASH, SLEEP
from twin.facility import (
    backup,
    cooling,
    evaporative,
    mining_cooling,
    storage,
    supply,
    topics,
)
from twin.facility.draws import rested_w
from twin.units import US_PER_DAY, US_PER_S

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def load_pads(plant: Plant, pads: Iterable[int]) -> None:
    """Work out the load on the low side of pads from the rows and halls behind them."""
    parts, net = plant.parts, plant.net
    rows_of, power_w, pad_hall = parts.pad_rows, plant.rows.power_w, parts.pad_hall
    aux_ratio, tan_phi_ratio = parts.row_aux_ratio, parts.row_tan_phi_ratio
    extra_w, takes = plant.pad_extra_w, plant.hall_takes
    for pad in pads:
        p_w, q_var = extra_w[pad], 0.0
        if p_w:
            q_var = p_w * tan_phi_ratio[rows_of[pad][0]]
        for row in rows_of[pad]:
            draw_w = power_w[row] * aux_ratio[row]
            p_w += draw_w
            q_var += draw_w * tan_phi_ratio[row]
        hall = pad_hall[pad]
        if hall >= 0 and net.live_pad[pad] and plant.on_feeds[hall] and pad in takes[hall]:
            live = 0
            for other in takes[hall]:
                live += net.live_pad[other]
            draw_w = plant.hall_w[hall] / live
            p_w += draw_w
            q_var += draw_w * parts.hall_tan_phi_ratio[hall]
        net.pad_p_w[pad] = p_w
        net.pad_q_var[pad] = q_var


def load_all(plant: Plant) -> None:
    """Work out the load of every pad, those of batteries too."""
    load_pads(plant, range(len(plant.net.pad_p_w)))
    storage.load_batteries(plant)


def settle_rows(plant: Plant, t_us: int, rows: Sequence[int]) -> None:
    """Rows changed their draw: load their pads and balance the paths."""
    row_pad = plant.parts.row_pad
    pads = tuple(dict.fromkeys([row_pad[row] for row in rows]))
    if plant.parts.cooled:
        pads = mining_cooling.follow_rows(plant, t_us, rows, pads)
    load_pads(plant, pads)
    plant.settle(t_us, pads)


def settle_hall(plant: Plant, t_us: int, hall: int) -> None:
    """A hall changed its draw: add its cooling, share it over live feeds, balance the paths."""
    backup.book_hall(plant, t_us, hall)
    backup.follow_load(plant, t_us, hall)
    cooling.follow_heat(plant, t_us, hall)
    plant.hall_w[hall] = draw_w = backup.draw_w(plant, hall)
    if not plant.on_feeds[hall]:
        backup.load_gensets(plant, t_us)
        return
    pads, net = plant.hall_takes[hall], plant.net
    live_pad, live = net.live_pad, 0
    for pad in pads:
        live += live_pad[pad]
    if live:
        p_w = draw_w / live
        q_var = p_w * plant.parts.hall_tan_phi_ratio[hall]
        for pad in pads:
            if live_pad[pad]:
                net.pad_p_w[pad] = p_w
                net.pad_q_var[pad] = q_var
    plant.settle(t_us, pads)


def settle_halls(plant: Plant, t_us: int) -> None:
    """All halls may draw otherwise for the same IT: balance the whole path."""
    backup.book_halls(plant, t_us)
    plant.settle_everything(t_us)


def overhead_ratio(plant: Plant, hall: int, dry_bulb_c: float) -> float:
    """All power of a hall over its IT power at an outdoor temperature."""
    low_c, low_frac, high_c, high_frac = plant.parts.hall_overhead[hall]
    warm_frac = min(max((dry_bulb_c - low_c) / (high_c - low_c), 0.0), 1.0)
    return 1.0 + low_frac + (high_frac - low_frac) * warm_frac


def set_ambient(plant: Plant, t_us: int, dry_bulb_c: float) -> None:
    """The air changed: inlets, cooling overheads, transformer ambients, and every flow."""
    plant.market.dry_bulb_c = dry_bulb_c
    plant.transformers.ambient.set_ambient(t_us, dry_bulb_c)
    plant.watch.air_changed(dry_bulb_c)
    evaporative.follow_air(plant, t_us)
    rate_rows(plant, t_us)
    for hall in range(len(plant.parts.hall_ids)):
        plant.hall_ratio[hall] = overhead_ratio(plant, hall, dry_bulb_c)
    cooling.follow_weather(plant, t_us)
    backup.book_halls(plant, t_us)
    plant.settle_everything(t_us)


def change_inlets(plant: Plant, t_us: int, rows: Sequence[int]) -> None:
    """Rows breathe other air than before while the air outdoors is the same temperature."""
    rate_rows(plant, t_us)
    settle_rows(plant, t_us, rows)
    plant.touched |= topics.THERMAL | topics.HAZARD | topics.ROWS


def start_rows(plant: Plant, t_us: int) -> None:
    """Every row with supply hashes, its boards settled."""
    rows = plant.rows
    evaporative.follow_air(plant, t_us)
    state = rows.snapshot()
    for row, supplied in enumerate(plant.row_supplied):
        if supplied:
            state["stage"][row] = HASH
            state["entered_us"][row] = state["anchor_us"][row] = t_us
    rows.restore(state)
    mining_cooling.start(plant, t_us)
    state = rows.snapshot()
    state["board_c"] = [rows.settled_c(row) for row in range(len(rows.specs))]
    rows.restore(state)
    for row in range(len(rows.specs)):
        rate_row(plant, t_us, row)


def rate_row(plant: Plant, t_us: int, row: int) -> None:
    """A row's machines fail at another rate now.

    The rate follows the board temperature at the inlet rounded to a kelvin (3.5 % of the rate), so
    that a breath of air does not move every failure of the fleet.
    """
    rows = plant.rows
    if plant.service.row[row]:
        inlet_c = rows.inlet_c[row]
        plant.inlet_rated_c[row] = rated_c = round(inlet_c)
        rate_per_s = rows.hazard_per_s(row)
        if rate_per_s:
            rate_per_s *= 2.0 ** (-(inlet_c - rated_c) / rows.specs[row].failure_doubling_k)
        plant.hazards.set_rate(row, t_us, rate_per_s)


def rate_rows(plant: Plant, t_us: int) -> None:
    """Rows whose inlet moved to another kelvin fail at another rate now."""
    rated_c, in_service = plant.inlet_rated_c, plant.service.row
    for row, inlet_c in enumerate(plant.rows.inlet_c):
        if in_service[row] and round(inlet_c) != rated_c[row]:
            rate_row(plant, t_us, row)


def rate_hall(plant: Plant, t_us: int, hall: int) -> None:
    """A hall's racks fail at another rate now."""
    parts = plant.parts
    entry = len(parts.row_ids) + hall
    working = plant.halls.working_count(hall) if plant.hall_supplied[hall] else 0
    plant.hazards.set_rate(entry, t_us, working * parts.hall_rack_per_s[hall])


def rate_transformers(plant: Plant, t_us: int) -> None:
    """Transformers with voltage fail at their rate, others not at all."""
    parts = plant.parts
    first = len(parts.row_ids) + len(parts.hall_ids)
    live = plant.net.live_main + plant.net.live_pad
    for unit, alive in enumerate(live):
        rate_per_s = parts.unit_counts[unit] * parts.failure.transformer_per_s
        plant.hazards.set_rate(first + unit, t_us, rate_per_s if alive else 0.0)


def rate_equipment(plant: Plant, t_us: int, name: str) -> None:
    """Whole units of a group fail at their rate, at rest not at all."""
    group = plant.parts.equipment[name]
    whole_count = max(group.units_count - plant.broken.get(name, 0), 0)
    if group.owner in plant.idle:
        whole_count = 0
    entry = plant.parts.hazard_index[name]
    plant.hazards.set_rate(entry, t_us, whole_count * group.failure_per_s)


def owe(free_us: list[int], t_us: int, power_w: float, ramp_w_per_s: float) -> None:
    """A ramp is free that much later for a power that comes or goes."""
    free_us[0] = max(free_us[0], t_us) + round(max(power_w, 0.0) / ramp_w_per_s * US_PER_S)


def hold_rows(plant: Plant, t_us: int, seq: int, names: Sequence[str], holder: str) -> None:
    """Someone keeps rows asleep from now on."""
    control, rows = plant.control, plant.rows
    going_w = 0.0
    for name in names:
        row = plant.parts.row_index[name]
        if holder not in control.holds[row]:
            control.holds[row].append(holder)
        if len(control.holds[row]) == 1:
            same_day = control.slept_us[row] // US_PER_DAY == t_us // US_PER_DAY
            control.sleep_count[row] = control.sleep_count[row] + 1 if same_day else 1
            control.slept_us[row] = t_us
            control.told_us[row] = t_us
            control.row_cause[row] = seq
            rows.curtail(row, t_us)
            draw_w = rows.power_w[row] * plant.parts.row_aux_ratio[row]
            going_w += max(draw_w - rested_w(plant, row, SLEEP), 0.0)
    owe(control.ramp_down_free_us, t_us, going_w, plant.parts.ramp_down_w_per_s)
    plant.touched |= topics.ROWS


def release_rows(plant: Plant, t_us: int, seq: int, names: Sequence[str], holder: str) -> None:
    """Someone keeps rows asleep no more; they wake when nobody else does."""
    control, rows = plant.control, plant.rows
    coming_w = 0.0
    for name in names:
        row = plant.parts.row_index[name]
        if holder in control.holds[row]:
            control.holds[row].remove(holder)
            if not control.holds[row]:
                control.told_us[row] = t_us
                control.row_cause[row] = seq
                rows.wake(row, t_us)
                if plant.row_supplied[row]:
                    draw_w = rows.power_w[row] * plant.parts.row_aux_ratio[row]
                    coming_w += max(rested_w(plant, row, HASH) - draw_w, 0.0)
    owe(control.ramp_up_free_us, t_us, coming_w, plant.parts.ramp_up_w_per_s)
    plant.touched |= topics.ROWS


def step_rows(plant: Plant, t_us: int, seq: int, names: Sequence[str]) -> None:
    """Rows take the stage that is due."""
    rows = [plant.parts.row_index[name] for name in names]
    for row in rows:
        plant.rows.step(row, t_us)
        plant.control.row_cause[row] = seq
        rate_row(plant, t_us, row)
    settle_rows(plant, t_us, rows)
    plant.touched |= topics.ROWS | topics.HAZARD


def lose_supply(plant: Plant, t_us: int, seq: int, subject: str, names: Sequence[str]) -> None:
    """Rows of a block, or a whole hall, draw nothing from now on."""
    if subject in plant.parts.hall_index:
        hall = plant.parts.hall_index[subject]
        plant.hall_supplied[hall] = False
        for number in plant.halls.power_off(hall, t_us):
            plant.stopped.append((subject, number, seq))
        settle_hall(plant, t_us, hall)
        return
    rows = [plant.parts.row_index[name] for name in names]
    for row in rows:
        plant.row_supplied[row] = False
        plant.rows.de_energise(row, t_us)
        plant.control.row_cause[row] = seq
        rate_row(plant, t_us, row)
    plant.dark.update(row for row in rows if plant.service.row[row])
    supply.follow_rows(plant, t_us, rows)
    evaporative.follow_supply(plant, t_us, rows)
    mining_cooling.follow_supply(plant, t_us, rows)
    settle_rows(plant, t_us, rows)


def return_supply(plant: Plant, t_us: int, seq: int, subject: str, names: Sequence[str]) -> None:
    """Rows of a block boot, their unit transformers energised, or a hall idles, from now on."""
    if subject in plant.parts.hall_index:
        hall = plant.parts.hall_index[subject]
        plant.hall_supplied[hall] = True
        plant.halls.power_on(hall, t_us)
        settle_hall(plant, t_us, hall)
        return
    control = plant.control
    rows = [plant.parts.row_index[name] for name in names]
    coming_w = sum(rested_w(plant, row, SLEEP if control.holds[row] else HASH) for row in rows)
    owe(control.ramp_up_free_us, t_us, coming_w, plant.parts.ramp_up_w_per_s)
    control.energised_us[0], control.energised_seq[0] = t_us, seq
    control.delayed_restarts.pop(subject, None)
    plant.dark.difference_update(rows)
    for row in rows:
        plant.row_supplied[row] = True
        plant.rows.energise(row, t_us)
        plant.control.row_cause[row] = seq
        rate_row(plant, t_us, row)
    supply.follow_rows(plant, t_us, rows)
    evaporative.follow_supply(plant, t_us, rows)
    mining_cooling.follow_supply(plant, t_us, rows)
    settle_rows(plant, t_us, rows)
