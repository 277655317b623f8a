"""Cooling of mining blocks: the heat of rows goes into it, what it gives them comes back.

A block's containers of air are one entry of a family, its hydro loop or tanks of oil one of
another. Rows know their air or coolant as last told (`inlet_c`); what they draw follows and is the
heat, so energy that goes in is heat that came, to the last bit; but for machines that are held by
their firmware, whose standby draw leaves by their cases. Pumps and fans run while a row
of the block has supply, and draw on the unit transformers of those that have. Functions here change
columns, and are called only while a fact is applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.devices.asic_power import HELD
from twin.facility import topics
from twin.site.document import COOLERS, FANS, PAD, PUMPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twin.devices.cooling.pad import Weather
    from twin.facility.parts import CooledBlock
    from twin.facility.plant import Plant

_STARTS_COUNT = 6
_ROUNDS_COUNT = 16


def start(plant: Plant, t_us: int) -> None:
    """Put every plant into the steady state of its rows, which draw by what it gives them."""
    for place, one in enumerate(plant.parts.cooled):
        run_what_can(plant, t_us, place)
        for _ in range(_STARTS_COUNT):
            _family_set_heat(plant, t_us, one)
            if one.liquid:
                plant.miner_loops.settle(one.at, t_us)
            else:
                plant.containers.settle(one.at, t_us)
            _tell_rows(plant, t_us, one)
        if one.liquid:
            plant.miner_loops.latch(one.at)
        exchange(plant, t_us, place)
        spread(plant, place)


def rebuild(plant: Plant) -> None:
    """Work out what unit transformers carry of it; no anchor moves."""
    for place in range(len(plant.parts.cooled)):
        spread(plant, place)


def follow_air(plant: Plant, t_us: int, air: Weather) -> None:
    """The air outdoors changed: plants, what they give their rows, and what all draw."""
    for place, one in enumerate(plant.parts.cooled):
        if one.liquid:
            plant.miner_loops.set_weather(one.at, t_us, air.dry_bulb_c, air.wet_bulb_c)
            plant.miner_loops.tell(one.at, t_us)
        else:
            plant.containers.set_weather(one.at, t_us, air)
        exchange(plant, t_us, place)
        spread(plant, place)


def follow_rows(
    plant: Plant, t_us: int, rows: Sequence[int], pads: tuple[int, ...]
) -> tuple[int, ...]:
    """Rows draw otherwise than before: their heat follows.

    Returns:
        Unit transformers whose load changed, all those of the blocks concerned among them.
    """
    cooled = plant.parts.row_cooled
    places = {cooled[row] for row in rows} - {-1}
    for place in sorted(places):
        exchange(plant, t_us, place)
        spread(plant, place)
        pads += plant.parts.cooled[place].pads
    return tuple(dict.fromkeys(pads))


def follow_supply(plant: Plant, t_us: int, rows: Iterable[int]) -> None:
    """Rows lost or got their supply: pumps and fans run while a row of the block has it."""
    cooled = plant.parts.row_cooled
    for place in sorted({cooled[row] for row in rows} - {-1}):
        run_what_can(plant, t_us, place)


def run_what_can(plant: Plant, t_us: int, place: int) -> None:
    """Units that are whole run, while a row of the block has supply."""
    one, broken = plant.parts.cooled[place], plant.broken
    runs = any(plant.row_supplied[row] for row in one.rows)
    if one.liquid:
        loops, spec = plant.miner_loops, plant.miner_loops.specs[one.at]
        whole = spec.pumps_installed_count - broken.get(one.block + PUMPS, 0)
        loops.set_powered(one.at, t_us, powered=runs)
        loops.set_pumps(one.at, t_us, whole if runs else 0)
        left = loops.rejections[one.at].units_count - broken.get(one.block + COOLERS, 0)
        loops.set_coolers(one.at, t_us, left)
        loops.tell(one.at, t_us)
    else:
        containers = plant.containers
        containers.set_powered(one.at, t_us, powered=runs)
        containers.set_fans_failed(one.at, t_us, broken.get(one.block + FANS, 0))
        containers.set_pad_failed(one.at, t_us, failed=one.block + PAD in broken)
    plant.cooled_cause[place] = plant.last_seq
    plant.mining_watch.doubt(place)
    plant.touched |= topics.COOLING


def exchange(plant: Plant, t_us: int, place: int) -> None:
    """Heat of the rows goes in; what they are told changes what they draw.

    That is once where they are told what they breathe. Machines that want for air are told what
    their heat makes of it, and a kelvin of that is 10 W, which is 0.06 K: a few rounds.
    """
    one = plant.parts.cooled[place]
    _family_set_heat(plant, t_us, one)
    for _ in range(_ROUNDS_COUNT):
        if not _tell_rows(plant, t_us, one):
            break
        _family_set_heat(plant, t_us, one)
    plant.mining_watch.doubt(place)
    plant.touched |= topics.COOLING


def spread(plant: Plant, place: int) -> None:
    """Draw of pumps and fans, shared by the unit transformers of rows that have supply."""
    parts, one = plant.parts, plant.parts.cooled[place]
    fed = [pad for pad in one.pads if any(plant.row_supplied[row] for row in parts.pad_rows[pad])]
    share_w = draw_w(plant, place) / len(fed) if fed else 0.0
    for pad in one.pads:
        plant.pad_extra_w[pad] = share_w if pad in fed else 0.0


def draw_w(plant: Plant, place: int) -> float:
    """Draw of pumps and fans of a block's cooling."""
    one = plant.parts.cooled[place]
    family = plant.miner_loops if one.liquid else plant.containers
    return family.power_w[one.at]


def drawn_at_j(plant: Plant, t_us: int) -> float:
    """What pumps and fans of all blocks have drawn up to an instant."""
    loops, containers = plant.miner_loops, plant.containers
    drawn = [loops.drawn_at(i, t_us) for i in range(len(loops.specs))]
    fans_j = sum(containers.energy_at_j(i, t_us) for i in range(len(containers.specs)))
    return fans_j + sum(one.pump_j + one.fan_j for one in drawn)


def water_at_l(plant: Plant, t_us: int) -> float:
    """Water that towers and pads of these plants took up to an instant."""
    families = (plant.miner_loops, plant.containers)
    return sum(
        family.water_at(i, t_us).total_l for family in families for i in range(len(family.specs))
    )


def _family_set_heat(plant: Plant, t_us: int, one: CooledBlock) -> None:
    power_w, stage = plant.rows.power_w, plant.rows.stage
    heat_w = sum([power_w[row] for row in one.rows if stage[row] != HELD])
    if one.liquid:
        plant.miner_loops.set_heat(one.at, t_us, heat_w)
    else:
        plant.containers.set_heat(one.at, t_us, heat_w)


def _tell_rows(plant: Plant, t_us: int, one: CooledBlock) -> bool:
    """Tell the rows what they breathe or are bathed in; whether that is new to them."""
    family = plant.miner_loops if one.liquid else plant.containers
    inlet_c, rows = family.inlet_c[one.at], plant.rows
    if rows.inlet_c[one.rows[0]] == inlet_c:
        return False
    for row in one.rows:
        rows.set_inlet(row, t_us, inlet_c)
    plant.touched |= topics.ROWS | topics.HAZARD
    return True
