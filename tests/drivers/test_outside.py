"""Weather and markets: each change of a series is one fact, its first value only at the start."""

from __future__ import annotations

import numpy as np
import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from tests.plants import T0_US, H, Story, steps
from twin.drivers import outside
from twin.facts import outside as facts
from twin.series import Series


def said(driver, start_us=T0_US, until_us=T0_US + 100 * H):
    env = simpy.Environment(initial_time=start_us)
    agenda = []
    found = []

    def run():
        process = driver.process(env, agenda)
        for event in process:
            yield event
            yield env.timeout(0)

    env.process(driver.process(env, agenda))
    while env.peek() <= until_us:
        env.step()
        found += [(env.now, entry[1], entry[3]) for entry in agenda]
        agenda.clear()
    return found


PRICES = steps([(0.0, 30.0), (1.0, 40.0), (3.0, -5.0)], "price_usd_per_mwh")


def test_a_run_that_begins_says_the_value_that_holds():
    first = said(outside.price(PRICES, "POI").say_first())[0]
    assert first == (T0_US, "POI", facts.PriceChanged(30.0))


def test_a_run_that_goes_on_only_says_what_is_new():
    later = said(outside.price(PRICES, "POI"), T0_US + H)
    assert [(at - T0_US, fact.price_usd_per_mwh) for at, _, fact in later] == [(3 * H, -5.0)]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8, unique=True), st.integers(0, 60))
def test_what_is_said_before_and_after_any_instant_is_all_of_it(hours, cut_h):
    points = [(0.0, 0.0), *((float(at), float(at)) for at in sorted(hours))]
    series = steps(points, "price_usd_per_mwh")
    cut_us = T0_US + cut_h * H
    before = said(outside.price(series, "POI"), T0_US, cut_us)
    after = said(outside.price(series, "POI"), cut_us)
    assert before + after == said(outside.price(series, "POI"))


def test_weather_without_humidity_or_pressure_takes_the_usual():
    dry = said(outside.weather(steps([(0.0, 31.5)], "dry_bulb_c"), "SITE").say_first())[0][2]
    assert dry == facts.WeatherChanged(31.5, 0.5, 101_325.0)


def test_weather_with_all_columns_says_all_of_it():
    series = Series.of(
        np.array([T0_US], dtype=np.int64),
        {
            "pressure_pa": np.array([95_000.0]),
            "dry_bulb_c": np.array([20.0]),
            "relative_humidity_frac": np.array([0.123456]),
        },
    )
    fact = said(outside.weather(series, "SITE").say_first())[0][2]
    assert fact == facts.WeatherChanged(20.0, 0.1235, 95_000.0)


def rewards():
    return Series.of(
        np.array([T0_US + k * H for k in range(4)], dtype=np.int64),
        {
            "difficulty_ratio": np.array([1e14, 1.1e14, 1.1e14, 1.2e14]),
            "subsidy_btc": np.array([3.125, 3.125, 1.5625, 1.5625]),
            "height_index": np.array([100.0, 2116.0, 3000.0, 4132.0]),
        },
    )


def test_difficulty_and_subsidy_are_said_apart_each_with_its_height():
    retargets = said(outside.difficulty(rewards()).say_first())
    halvings = said(outside.subsidy(rewards()).say_first())
    assert [fact.height_index for _, _, fact in retargets] == [100, 2116, 4132]
    assert [(at - T0_US, fact) for at, _, fact in halvings] == [
        (0, facts.SubsidyHalved(3.125, 100)),
        (2 * H, facts.SubsidyHalved(1.5625, 3000)),
    ]


@pytest.mark.parametrize("kind", ["BtcPriceChanged", "FeesChanged", "SubsidyHalved"])
def test_markets_are_said_of_bitcoin(kind):
    assert {one.subject for one in Story(policies=()).told(0.1).of(kind)} == {"BTC"}


def test_the_grid_is_told_only_when_it_leaves_nominal():
    steps_us = [(T0_US + H, 0.0), (T0_US + 2 * H, 1.0)]
    told = [(at - T0_US, fact) for at, _, fact in said(outside.grid(steps_us, "POI"))]
    assert told == [(H, facts.GridVoltageChanged(0.0)), (2 * H, facts.GridVoltageChanged(1.0))]


def test_an_outage_darkens_everything_and_the_site_comes_back_in_stages():
    told = Story(grid=((60.0, 0.0), (2460.0, 1.0))).told(2.0)
    lost = told.of("SupplyLost")
    assert {one.subject for one in lost} == {"B1", "B2", "H1"}
    assert all(told.root(one).kind == "GridVoltageChanged" for one in lost)
    assert not told.of("TransferStarted", "TransferRefused")
    back = told.of("SupplyReturned", after_s=2460.0)
    assert [one.subject for one in back if one.at_s == 2460.0].count("H1") == 1
    blocks = [one.at_s for one in back if one.subject != "H1"]
    assert len(set(blocks)) == len(blocks), "one block at a time"
    assert told.plant.net.import_w > 25e6


def test_an_outage_at_the_start_of_a_run_happens():
    story = Story(grid=((0.0, 0.0), (60.0, 1.0))).told(0.1)
    changes = [(one.at_s, one.fact.voltage_pu) for one in story.of("GridVoltageChanged")]
    assert changes == [(0.0, 0.0), (60.0, 1.0)]
    assert {one.at_s for one in story.of("SupplyLost")} == {0.0}
