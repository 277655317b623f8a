"""Alarms go through their states as ISA-18.2 has them."""

from __future__ import annotations

from twin.facts import cooling, mining, power
from twin.facts.operator import AlarmAcknowledged
from twin.run.alarms import AlarmBook

RISE = power.OverloadBegan(1.2)
FALL = power.OverloadEnded(0.9)
SEEN = AlarmAcknowledged("T1 overload", "me", "seen")


def told(*facts, subject="T1"):
    book = AlarmBook()
    for n, fact in enumerate(facts, start=1):
        book.take(n, 10 * n, subject, fact)
    return book


def only(book):
    (alarm,) = book.alarms()
    return alarm


def test_an_alarm_is_raised_and_acknowledged():
    assert only(told(RISE)).state == "unacknowledged"
    alarm = only(told(RISE, SEEN))
    assert (alarm.state, alarm.acknowledged_by, alarm.note) == ("acknowledged", "me", "seen")
    assert (alarm.since_us, alarm.acknowledged_us, alarm.value) == (10, 20, 1.2)


def test_one_that_nobody_saw_stays_as_returned():
    alarm = only(told(RISE, FALL))
    assert (alarm.state, alarm.returned_us) == ("returned", 20)
    assert told(RISE, FALL, SEEN).alarms() == []
    assert told(RISE, SEEN, FALL).alarms() == []


def test_cleared_ones_are_shown_for_a_while():
    assert [one.state for one in told(RISE, SEEN, FALL).alarms(since_us=0)] == ["cleared"]
    assert told(RISE, SEEN, FALL).alarms(since_us=31) == []


def test_re_triggers_are_counted_while_somebody_must_see_to_it():
    assert only(told(RISE, FALL, RISE, FALL, RISE)).raised_count == 3
    assert only(told(RISE, SEEN, FALL, RISE)).raised_count == 1


def test_a_group_of_equal_units_is_one_alarm_until_all_are_mended():
    broke, mended = cooling.EquipmentFailed(60.0, 1), cooling.EquipmentRepaired(1)
    book = told(broke, broke, mended, subject="H1-CDU")
    assert book.open_count() == 1
    assert told(broke, broke, mended, mended, subject="H1-CDU").open_count() == 0


def test_rows_in_heat_are_one_alarm_until_the_last_is_out():
    hot = mining.RowsThrottled(41.0, ("a", "b"))
    assert told(hot, mining.RowsReleased(37.0, ("a",)), subject="B1").open_count() == 1
    both = mining.RowsReleased(37.0, ("a", "b"))
    assert told(hot, both, subject="B1").open_count() == 0


def test_the_most_urgent_stands_first():
    book = AlarmBook()
    book.take(1, 1, "T2", RISE)
    book.take(2, 2, "T1", power.TransformerFailed(60.0, "a fault"))
    book.take(3, 3, "T3", RISE)
    assert [alarm.asset for alarm in book.alarms()] == ["T1", "T3", "T2"]


def test_an_end_without_a_beginning_is_nothing():
    assert told(FALL, SEEN).alarms(since_us=0) == []
