"""Rows take the stage that is due, block by block, and each move names what set it going."""

from __future__ import annotations

import pytest

from tests.facility.test_evaporative import WITH_PAD
from tests.plants import Story, small_parts
from twin.devices.asic_power import BOOT, HASH, HELD, SLEEP, THROTTLE, TUNE
from twin.drivers.rows import fact_of_move
from twin.facts import mining
from twin.facts.control import CurtailRows, FailEquipment, FailTransformer, RestoreRows

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


def test_a_broken_pad_slows_its_rows_at_once_and_is_the_cause_until_it_is_repaired():
    """At 42 degrees and half saturation a wet pad leaves 33.9, so 35.6 at the inlet; dry 43.7."""
    order = [(600.0, FailEquipment("a drill", "B1-PAD", 4 * 3600.0, 1))]
    told = Story(
        parts=small_parts(WITH_PAD),
        weather=((0.0, 42.0), (1.0, 46.0), (2.0, 38.0)),
        orders=order,
        policies=(),
    ).told(5.0)
    assert {one.subject for one in told.of("RowsThrottled")} == {"B1"}
    assert {one.at_s for one in told.of("RowsThrottled")} == {600.0}
    for one in told.of("RowsThrottled"):
        assert told.said[one.cause - 1].kind == "EquipmentFailed"
        assert told.root(one).kind == "CommandAccepted"
    stopped = told.of("RowsOverheated")
    assert {(one.subject, one.at_s) for one in stopped} == {("B1", 3600.0)}
    (failed,) = told.of("EquipmentFailed")
    assert {told.said[one.cause - 1] for one in stopped} == {failed}
    whys = {one.fact.why for one in told.of("RowsThrottled")}, {one.fact.why for one in stopped}
    assert whys == ({"B1-PAD is out"}, {"B1-PAD is out, and the weather since"})
    recovered = told.of("RowsRecovered")
    assert {(one.subject, one.at_s) for one in recovered} == {("B1", 7200.0)}
    assert told.of("EquipmentRepaired")[0].at_s == 15_000.0


def test_a_repaired_pad_releases_its_rows_at_once():
    order = [(600.0, FailEquipment("a drill", "B1-PAD", 1800.0, 1))]
    story = Story(parts=small_parts(WITH_PAD), weather=((0.0, 42.0),), orders=order, policies=())
    told = story.told(1.0)
    released = told.of("RowsReleased")
    assert {(one.subject, one.at_s) for one in released} == {("B1", 2400.0)}
    assert {told.said[one.cause - 1].kind for one in released} == {"EquipmentRepaired"}


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
