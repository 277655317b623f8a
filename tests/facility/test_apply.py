"""Every kind of fact has a handler, and handlers do no more than their fact says."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.facility import topics
from twin.facility.apply import HANDLERS
from twin.facility.snapshot import snapshot
from twin.facts import FACTS, control, outside


def test_no_fact_is_without_a_handler_and_no_handler_without_a_fact():
    assert set(HANDLERS) == set(FACTS)


def now():
    plant = started(small_plant())
    plant.touched = 0
    return plant


def test_equal_weather_changes_nothing_but_what_it_says():
    plant = now()
    before = plant.transformers.snapshot(), plant.rows.snapshot()
    apply(plant, T0_US + H, "SMALL", outside.WeatherChanged(25.0, 0.9))
    assert (plant.transformers.snapshot(), plant.rows.snapshot()) == before
    assert plant.market.relative_humidity_frac == 0.9
    assert plant.touched == topics.WEATHER


def test_warmer_air_makes_miners_and_cooling_draw_more():
    plant = now()
    before_w = plant.net.import_w
    apply(plant, T0_US + H, "SMALL", outside.WeatherChanged(38.0))
    assert plant.net.import_w > before_w
    assert plant.weather_seq == plant.last_seq


MARKET = [
    (outside.PriceChanged(55.0), topics.PRICE),
    (outside.BtcPriceChanged(1e5), topics.HASHPRICE),
    (outside.FeesChanged(0.02), topics.HASHPRICE),
    (outside.DifficultyRetargeted(1e14, 5), topics.HASHPRICE),
    (outside.SubsidyHalved(1.5625, 6), topics.HASHPRICE),
]


@pytest.mark.parametrize(("fact", "topic"), MARKET, ids=lambda one: type(one).__name__)
def test_a_market_moves_no_power_and_says_who_said_so(fact, topic):
    plant = now()
    before_w = plant.net.import_w
    apply(plant, T0_US + S, "X", fact)
    assert plant.net.import_w == before_w
    assert plant.touched == topic
    assert plant.control.topic_seq[topic] == plant.last_seq


def test_hashes_before_a_retarget_earn_by_the_old_difficulty():
    plant = now()
    apply(plant, T0_US, "BTC", outside.DifficultyRetargeted(1e14, 1))
    apply(plant, T0_US, "BTC", outside.SubsidyHalved(3.125, 1))
    apply(plant, T0_US + H, "BTC", outside.DifficultyRetargeted(2e14, 2))
    total_th = plant.hashes_at_th(T0_US + H)
    assert plant.market.mined_btc == pytest.approx(total_th * 1e12 / (1e14 * 2**32) * 3.125)


def test_a_memory_replaces_the_one_before_it_wishes_and_all():
    plant = now()
    said = control.PolicyRemembered('{"a":1}', T0_US + S, 20)
    apply(plant, T0_US, "p", said)
    assert plant.control.wake_us["p"] == T0_US + S
    assert plant.control.look_us["p"] == (T0_US, 20)
    apply(plant, T0_US + S, "p", control.PolicyRemembered("{}"))
    assert (plant.control.memory_json["p"], plant.control.memory_seq["p"]) == ("{}", 3)
    assert "p" not in plant.control.wake_us
    assert "p" not in plant.control.look_us


def test_a_command_let_through_or_not_dates_its_giver():
    plant = now()
    command = control.CapHall("why", "H1", 0.5)
    apply(plant, T0_US + S, "H1", control.CommandRefused(command, "n1_shedding", "no"))
    assert plant.control.commanded_us == {"n1_shedding": T0_US + S}
    assert plant.take_accepted() == []
    apply(plant, T0_US + 2 * S, "H1", control.CommandAccepted(command, "n1_shedding"))
    assert plant.take_accepted() == [(3, command)]


def test_a_parameter_is_kept_by_its_path():
    plant = now()
    apply(plant, T0_US, "x", control.ParameterChanged("market.pool_fee_frac", "0.02"))
    assert plant.parameters == {"market.pool_fee_frac": "0.02"}


def test_the_same_fact_twice_is_the_same_plant():
    one, other = now(), now()
    for plant in (one, other):
        apply(plant, T0_US + H, "SMALL", outside.WeatherChanged(31.0))
        apply(plant, T0_US + 2 * H, "POI", outside.PriceChanged(12.0))
    assert snapshot(one) == snapshot(other)
