"""Marks say what is not as it should be, and nothing of what is."""

from __future__ import annotations

import pytest

from twin.run.lineage import Where, open_member
from twin.run.live import proceed
from twin.run.marks import MARKS, marks_of
from twin.run.start import Wishes, create
from twin.units import US_PER_MIN, US_PER_S


@pytest.fixture(scope="module")
def trip(tmp_path_factory):
    folder = create("scene-t1-trips", tmp_path_factory.mktemp("marks") / "run", Wishes(span="70m"))
    proceed(folder)
    return open_member(folder)


def at(member, span_us):
    return marks_of(member.plant(Where(member.start_us + span_us)))


def test_a_sound_site_has_no_marks_but_alarms(trip):
    assert {mark for marks in at(trip, 59 * US_PER_MIN).values() for mark in marks} <= {"alarm"}


def test_a_failed_transformer_its_breakers_and_its_bus_are_marked_before_the_tie_closes(trip):
    marks = at(trip, 60 * US_PER_MIN + US_PER_S)
    assert set(marks["T1"]) == {"failed", "dead"}
    assert set(marks["T1-HV"]) == {"open", "tripped"}
    assert set(marks["M1"]) == {"dead", "waiting"}


def test_afterwards_the_tie_is_closed_and_rows_are_asleep(trip):
    marks = at(trip, 61 * US_PER_MIN)
    assert marks["TIE-14"] == ["closed"]
    assert "M1" not in marks
    assert "asleep" in marks["B14"]


def test_every_mark_is_known(trip):
    found = {mark for marks in marks_of(trip.plant()).values() for mark in marks}
    assert found <= set(MARKS)
