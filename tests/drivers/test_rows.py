"""Rows take the stage that is due, block by block, and each move names what set it going."""

from __future__ import annotations

import pytest

from tests.plants import Story
from twin.devices.asic_power import BOOT, HASH, HELD, SLEEP, THROTTLE, TUNE
from twin.drivers.rows import fact_of_move
from twin.facts import mining
from twin.facts.control import CurtailRows, FailTransformer, RestoreRows

ROWS = ("B1-U1-s21", "B1-U2-s21")
MOVES = [
    (HASH, SLEEP, mining.RowsSlept),
    (BOOT, TUNE, mining.RowsBooted),
    (TUNE, HASH, mining.RowsHashing),
    (SLEEP, HASH, mining.RowsHashing),
    (THROTTLE, HASH, mining.RowsReleased),
    (HASH, THROTTLE, mining.RowsThrottled),
    (HASH, HELD, mining.RowsOverheated),
    (HELD, BOOT, mining.RowsRecovered),
]


@pytest.mark.parametrize(("stage", "coming", "kind"), MOVES)
def test_each_move_has_its_word(stage, coming, kind):
    fact = fact_of_move(stage, coming, ROWS, 31.5)
    assert type(fact) is kind
    assert fact.rows == ROWS


def test_rows_sleep_after_their_shed_time_and_hash_after_their_wake_time():
    orders = [(10, CurtailRows("try", "B1", ROWS)), (60, RestoreRows("try", "B1", ROWS))]
    told = Story(orders=orders, policies=()).told(0.1)
    moves = [(one.at_s, one.kind, one.fact.rows) for one in told.of("RowsSlept", "RowsHashing")]
    assert moves == [(15, "RowsSlept", ROWS), (70, "RowsHashing", ROWS)]
    causes = [told.said[one.cause - 1].kind for one in told.of("RowsSlept", "RowsHashing")]
    assert causes == ["CommandAccepted"] * 2


def test_a_wake_before_the_row_slept_leaves_it_hashing():
    orders = [(10, CurtailRows("try", "B1", ROWS)), (13, RestoreRows("sorry", "B1", ROWS))]
    told = Story(orders=orders, policies=()).told(0.1)
    assert told.of("RowsSlept", "RowsHashing") == []


def test_heat_slows_rows_and_stops_them_and_the_weather_is_the_cause():
    told = Story(weather=((0.0, 25.0), (1.0, 60.0), (2.0, 20.0)), policies=()).told(3.0)
    kinds = {one.kind for one in told.of("RowsThrottled", "RowsOverheated", "RowsRecovered")}
    assert {"RowsOverheated", "RowsRecovered"} <= kinds
    for one in told.of("RowsThrottled", "RowsOverheated", "RowsRecovered"):
        assert told.said[one.cause - 1].kind == "WeatherChanged"


def test_what_the_weather_makes_due_happens_at_its_instant():
    told = Story(weather=((0.0, 25.0), (1.0, 60.0)), policies=()).told(1.5)
    assert {one.at_s for one in told.of("RowsOverheated")} == {3600.0}


def test_rows_asked_to_sleep_while_they_boot_sleep_when_they_are_up():
    orders = [
        (10, FailTransformer("drill", "T1", 7200.0)),
        (30, CurtailRows("try", "B1", ROWS)),
    ]
    told = Story(orders=orders, policies=()).told(0.2)
    slept = told.of("RowsSlept")[0]
    assert slept.fact.rows == ROWS
    assert slept.at_s >= 12 + 120
