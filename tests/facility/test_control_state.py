"""What control remembers is plain values, in order, and comes back as it was."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from twin.facility.control_state import Control

PERIOD = st.integers(1, 1000)


def test_repairs_stand_in_the_order_they_are_due():
    control = Control(0, 0)
    control.add_repair(30, 3, "rack", "H1", 7)
    control.add_repair(10, 1, "unit", "B1-U1-s21", 0)
    control.add_repair(20, 2, "unit", "B1-U1-s21", 0)
    assert [repair[0] for repair in control.repairs] == [10, 20, 30]
    control.drop_repair("unit", "B1-U1-s21", 0)
    assert [repair[0] for repair in control.repairs] == [20, 30]
    control.drop_repair("unit", "nobody", 0)
    assert len(control.repairs) == 2


def test_a_bus_waits_for_one_tie_at_a_time():
    control = Control(0, 0)
    control.add_transfer(20, 2, "M2", "TIE-23")
    control.add_transfer(10, 1, "M1", "TIE-12")
    control.drop_transfer("M2")
    assert control.transfers == [(10, 1, "M1", "TIE-12")]


def test_a_wish_is_granted_once_and_a_rhythm_for_ever():
    control = Control(0, 0)
    control.wake_us["one"] = 50
    control.look_us["two"] = (100, 20)
    assert control.next_look_us("one", 49) == 50
    assert control.next_look_us("one", 50) is None
    assert [control.next_look_us("two", at) for at in (0, 100, 119, 120)] == [120, 120, 120, 140]
    assert control.next_look_us("three", 0) is None


@given(st.integers(0, 1000), PERIOD, st.integers(0, 3000), st.integers(0, 3000))
def test_the_next_look_is_the_first_of_both_after_now(from_us, every_us, wake_us, now_us):
    control = Control(0, 0)
    control.look_us["p"] = (from_us, every_us)
    if wake_us:
        control.wake_us["p"] = wake_us
    rhythm = (from_us + k * every_us for k in range(1, 5000))
    expected = next(at for at in rhythm if at > now_us)
    if now_us < wake_us < expected:
        expected = wake_us
    assert control.next_look_us("p", now_us) == expected


def filled():
    control = Control(2, 3)
    control.holds[1].append("n1_shedding")
    control.row_cause[0] = 7
    control.told_us[1] = 12
    control.memory_json["n1_shedding"] = "{}"
    control.memory_seq["n1_shedding"] = 5
    control.wake_us["price"] = 99
    control.look_us["n1_shedding"] = (5, 20)
    control.alarms["T1 alarm_winding"] = 4
    control.add_repair(10, 1, "unit", "B1", 0)
    control.add_transfer(20, 2, "M1", "TIE")
    control.tripped["T2"] = 6
    control.unit_cause[2] = 8
    control.topic_seq[1 << 5] = 9
    control.commanded_us["operator"] = 3
    return control


def test_everything_survives_messagepack():
    one, other = filled(), Control(2, 3)
    packed = msgspec.msgpack.encode(one.snapshot())
    other.restore(msgspec.msgpack.decode(packed, strict=False))
    for name in Control.STATE:
        assert getattr(other, name) == getattr(one, name), name
    assert other.next_look_us("n1_shedding", 5) == 25


def test_a_snapshot_shares_nothing():
    one = filled()
    state = one.snapshot()
    one.holds[1].append("x")
    one.alarms.clear()
    assert state["holds"][1] == ["n1_shedding"]
    assert state["alarms"]


def test_every_column_of_the_class_is_in_its_state():
    assert set(vars(Control(1, 1))) == set(Control.STATE)
