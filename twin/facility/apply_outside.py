"""Handlers of what comes from outside the fence: air, prices, the bitcoin network.

Where somebody holds the air or the price, the series goes on underneath and counts again once it is
let go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from twin.facility import backup, cooling, evaporative, loads, topics
from twin.facts import Fact, operator
from twin.facts import outside as out
from twin.series.air import saturation_pa
from twin.units import J_PER_MWH

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _weather(plant: Plant, t_us: int, seq: int, subject: str, fact: out.WeatherChanged) -> None:
    market = plant.market
    market.series_dry_bulb_c = fact.dry_bulb_c
    market.series_humidity_frac = fact.relative_humidity_frac
    market.pressure_pa = fact.pressure_pa
    if market.held_dry_bulb_c is None:
        _take_air(plant, t_us, seq, fact.dry_bulb_c, fact.relative_humidity_frac)
    else:
        _hold_air(plant, t_us, seq, market.held_dry_bulb_c)


def _take_air(plant: Plant, t_us: int, seq: int, dry_bulb_c: float, humidity_frac: float) -> None:
    """The air outdoors is another."""
    market = plant.market
    market.relative_humidity_frac = humidity_frac
    plant.touched |= topics.WEATHER
    if dry_bulb_c != market.dry_bulb_c:
        plant.weather_seq = seq
        loads.set_ambient(plant, t_us, dry_bulb_c)
        plant.touched |= topics.THERMAL | topics.HAZARD | topics.ROWS
        return
    if plant.parts.evaporative_ids or plant.parts.cooled:
        rows = evaporative.follow_humidity(plant, t_us)
        if rows:
            plant.weather_seq = seq
            loads.change_inlets(plant, t_us, rows)
    if cooling.has_towers(plant):
        plant.weather_seq = seq
        cooling.follow_weather(plant, t_us)
        backup.book_halls(plant, t_us)
        loads.settle_halls(plant, t_us)


def _price(plant: Plant, t_us: int, seq: int, subject: str, fact: out.PriceChanged) -> None:
    plant.market.series_usd_per_mwh = fact.price_usd_per_mwh
    if plant.market.held_usd_per_mwh is None:
        _take_price(plant, t_us, seq, fact.price_usd_per_mwh)


def _take_price(plant: Plant, t_us: int, seq: int, price_usd_per_mwh: float) -> None:
    """Energy has another price."""
    market = plant.market
    market.close_import(plant.import_at_j(t_us), market.price_usd_per_mwh / J_PER_MWH)
    market.price_usd_per_mwh = price_usd_per_mwh
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


def _dry_bulb_held(
    plant: Plant, t_us: int, seq: int, subject: str, fact: operator.DryBulbHeld
) -> None:
    plant.market.held_dry_bulb_c = fact.dry_bulb_c
    _hold_air(plant, t_us, seq, fact.dry_bulb_c)


def _hold_air(plant: Plant, t_us: int, seq: int, dry_bulb_c: float) -> None:
    """Air at another temperature, with as much water in it as the series says."""
    market = plant.market
    of_series_pa, held_pa = saturation_pa(np.array([market.series_dry_bulb_c, dry_bulb_c])).tolist()
    humidity_frac = round(min(market.series_humidity_frac * of_series_pa / held_pa, 1.0), 4)
    _take_air(plant, t_us, seq, dry_bulb_c, humidity_frac)


def _price_held(plant: Plant, t_us: int, seq: int, subject: str, fact: operator.PriceHeld) -> None:
    plant.market.held_usd_per_mwh = fact.price_usd_per_mwh
    _take_price(plant, t_us, seq, fact.price_usd_per_mwh)


def _released(plant: Plant, t_us: int, seq: int, subject: str, fact: operator.HeldReleased) -> None:
    market = plant.market
    if market.held_dry_bulb_c is not None:
        market.held_dry_bulb_c = None
        _take_air(plant, t_us, seq, market.series_dry_bulb_c, market.series_humidity_frac)
    if market.held_usd_per_mwh is not None:
        market.held_usd_per_mwh = None
        _take_price(plant, t_us, seq, market.series_usd_per_mwh)


OUTSIDE: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    out.WeatherChanged: _weather,
    out.PriceChanged: _price,
    out.BtcPriceChanged: _btc_price,
    out.FeesChanged: _fees,
    out.DifficultyRetargeted: _difficulty,
    out.SubsidyHalved: _halving,
    operator.DryBulbHeld: _dry_bulb_held,
    operator.PriceHeld: _price_held,
    operator.HeldReleased: _released,
}
