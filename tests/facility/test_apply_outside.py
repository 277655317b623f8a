"""Air and price are what their series say, unless somebody holds them."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, small_parts
from twin.facility import Plant
from twin.facts import Fact
from twin.facts.control import RunStarted
from twin.facts.operator import DryBulbHeld, HeldReleased, PriceHeld
from twin.facts.outside import PriceChanged, WeatherChanged
from twin.units import US_PER_H


class Told:
    """A plant and the facts it is told, an hour apart."""

    def __init__(self):
        self.plant = Plant(small_parts(), T0_US)
        self.seq = 0
        self.tell("SMALL", RunStarted(20.0))

    def tell(self, subject: str, fact: Fact) -> Told:
        self.seq += 1
        self.plant.apply(T0_US + self.seq * US_PER_H, self.seq, subject, fact)
        return self


def test_held_air_stands_until_it_is_let_go_and_the_series_goes_on_underneath():
    told = Told().tell("SMALL", WeatherChanged(30.0, 0.4)).tell("SMALL", DryBulbHeld(45.0))
    market = told.plant.market
    assert market.dry_bulb_c == 45.0
    told.tell("SMALL", WeatherChanged(32.0, 0.35))
    assert (market.dry_bulb_c, market.series_dry_bulb_c) == (45.0, 32.0)
    told.tell("SMALL", HeldReleased())
    assert (market.dry_bulb_c, market.relative_humidity_frac) == (32.0, 0.35)


def test_held_air_keeps_its_moisture():
    """ASHRAE tables: saturation 4246.8 Pa at 30 C, 9593.2 Pa at 45 C."""
    told = Told().tell("SMALL", WeatherChanged(30.0, 0.5)).tell("SMALL", DryBulbHeld(45.0))
    wanted_frac = 0.5 * 4246.8 / 9593.2
    assert told.plant.market.relative_humidity_frac == pytest.approx(wanted_frac, abs=2e-4)


def test_cold_air_holds_no_more_than_it_can():
    told = Told().tell("SMALL", WeatherChanged(30.0, 0.9)).tell("SMALL", DryBulbHeld(0.0))
    assert told.plant.market.relative_humidity_frac == 1.0


def test_a_held_price_is_paid_until_it_is_let_go():
    told = Told().tell("POI", PriceChanged(30.0)).tell("POI", PriceHeld(5000.0))
    market = told.plant.market
    told.tell("POI", PriceChanged(40.0))
    assert market.price_usd_per_mwh == 5000.0
    told.tell("SMALL", HeldReleased())
    assert market.price_usd_per_mwh == 40.0
    import_mwh = told.plant.import_at_j(told.plant.t_us) / 3.6e9 / 4
    assert market.energy_cost_usd == pytest.approx(import_mwh * (30 + 5000 + 5000), rel=1e-3)


def test_letting_go_of_nothing_changes_nothing():
    told = Told().tell("SMALL", WeatherChanged(30.0, 0.4))
    before = told.plant.market.snapshot()
    told.tell("SMALL", HeldReleased())
    assert told.plant.market.snapshot() == before
