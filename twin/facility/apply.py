"""`apply(fact)`: the only thing that changes the plant, one handler for each kind of fact.

A handler changes columns, marks what must be settled and says which topics it touched. It never
decides what should
happen next: that is a driver's business, and becomes another fact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from twin.facility import evaporative, loads, topics
from twin.facility.apply_backup import BACKUP
from twin.facility.apply_compute import COMPUTE
from twin.facility.apply_cooling import COOLING
from twin.facility.apply_grid import GRID
from twin.facility.apply_mining import MINING
from twin.facility.apply_power import POWER
from twin.facility.apply_protection import PROTECTION
from twin.facts import Fact
from twin.facts import control as said
from twin.facts import outside as out
from twin.units import J_PER_MWH

if TYPE_CHECKING:
    from twin.facility.plant import Plant

Handler = Callable[["Plant", int, int, str, Any], None]


def _run_started(plant: Plant, t_us: int, seq: int, subject: str, fact: said.RunStarted) -> None:
    plant.start_seq = plant.weather_seq = plant.switch_seq = seq
    plant.control.topic_seq[topics.START] = seq
    plant.start_steady(t_us, fact.dry_bulb_c)
    plant.touched |= topics.EVERYTHING


def _weather(plant: Plant, t_us: int, seq: int, subject: str, fact: out.WeatherChanged) -> None:
    market = plant.market
    market.relative_humidity_frac = fact.relative_humidity_frac
    market.pressure_pa = fact.pressure_pa
    plant.touched |= topics.WEATHER
    if fact.dry_bulb_c != market.dry_bulb_c:
        plant.weather_seq = seq
        loads.set_ambient(plant, t_us, fact.dry_bulb_c)
        plant.touched |= topics.THERMAL | topics.HAZARD | topics.ROWS
    elif plant.parts.evaporative_ids or plant.parts.cooled:
        rows = evaporative.follow_humidity(plant, t_us)
        if rows:
            plant.weather_seq = seq
            loads.change_inlets(plant, t_us, rows)


def _price(plant: Plant, t_us: int, seq: int, subject: str, fact: out.PriceChanged) -> None:
    market = plant.market
    market.close_import(plant.import_at_j(t_us), market.price_usd_per_mwh / J_PER_MWH)
    market.price_usd_per_mwh = fact.price_usd_per_mwh
    plant.touched |= topics.PRICE
    plant.control.topic_seq[topics.PRICE] = seq


def _hashprice(plant: Plant, seq: int) -> None:
    plant.touched |= topics.HASHPRICE
    plant.control.topic_seq[topics.HASHPRICE] = seq


def _btc_price(plant: Plant, t_us: int, seq: int, subject: str, fact: out.BtcPriceChanged) -> None:
    plant.market.close_hashes(plant.hashes_at_th(t_us))
    plant.market.price_usd_per_btc = fact.price_usd_per_btc
    _hashprice(plant, seq)


def _fees(plant: Plant, t_us: int, seq: int, subject: str, fact: out.FeesChanged) -> None:
    plant.market.close_hashes(plant.hashes_at_th(t_us))
    plant.market.fees_frac = fact.fees_frac
    _hashprice(plant, seq)


def _difficulty(
    plant: Plant, t_us: int, seq: int, subject: str, fact: out.DifficultyRetargeted
) -> None:
    plant.market.close_hashes(plant.hashes_at_th(t_us))
    plant.market.difficulty_ratio = fact.difficulty_ratio
    plant.market.height_index = fact.height_index
    _hashprice(plant, seq)


def _halving(plant: Plant, t_us: int, seq: int, subject: str, fact: out.SubsidyHalved) -> None:
    plant.market.close_hashes(plant.hashes_at_th(t_us))
    plant.market.subsidy_btc = fact.subsidy_btc
    plant.market.height_index = fact.height_index
    _hashprice(plant, seq)


def _accepted(plant: Plant, t_us: int, seq: int, subject: str, fact: said.CommandAccepted) -> None:
    command = fact.command
    plant.control.commanded_us[fact.by] = t_us
    if isinstance(command, said.CurtailRows):
        loads.hold_rows(plant, t_us, seq, command.rows, fact.by)
    elif isinstance(command, said.RestoreRows):
        loads.release_rows(plant, t_us, seq, command.rows, fact.by)
    else:
        plant.accepted.append((seq, command))
    plant.touched |= topics.COMMAND


def _refused(plant: Plant, t_us: int, seq: int, subject: str, fact: said.CommandRefused) -> None:
    plant.control.commanded_us[fact.by] = t_us
    plant.touched |= topics.COMMAND


def _remembered(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.PolicyRemembered
) -> None:
    control = plant.control
    control.memory_json[subject] = fact.memory_json
    control.memory_seq[subject] = seq
    control.wake_us.pop(subject, None)
    if fact.wake_us:
        control.wake_us[subject] = fact.wake_us
    control.look_us.pop(subject, None)
    if fact.every_us:
        control.look_us[subject] = (t_us, fact.every_us)
    plant.touched |= topics.MEMORY


def _parameter(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.ParameterChanged
) -> None:
    plant.parameters[fact.path] = fact.value_json
    plant.touched |= topics.PARAMETER


HANDLERS: dict[type[Fact], Handler] = {
    said.RunStarted: _run_started,
    out.WeatherChanged: _weather,
    out.PriceChanged: _price,
    out.BtcPriceChanged: _btc_price,
    out.FeesChanged: _fees,
    out.DifficultyRetargeted: _difficulty,
    out.SubsidyHalved: _halving,
    said.CommandAccepted: _accepted,
    said.CommandRefused: _refused,
    said.PolicyRemembered: _remembered,
    said.ParameterChanged: _parameter,
    **POWER,
    **MINING,
    **COMPUTE,
    **BACKUP,
    **COOLING,
    **PROTECTION,
    **GRID,
}
