"""Facts of the grid's side are small: one number, and the subject says which stage."""

from __future__ import annotations

from twin.facts import body_of, decode, value_of
from twin.facts.grid import StageReset, StageTripped
from twin.facts.mining import RowsCapped
from twin.run.words import sentence


def test_a_trip_on_its_microsecond_says_nothing_but_the_frequency():
    tripped = StageTripped(59.6)
    assert (value_of(tripped), body_of(tripped)) == (59.6, "{}")
    assert decode("StageReset", 60.0, None) == StageReset(60.0)


def test_a_cap_says_which_rows_how_far_and_why():
    fact = RowsCapped(0.5, ("B1-U1-s21",), "59.9 Hz asks for 1.000 MW less")
    words = "row B1-U1-s21 ran at 50 % of the rated hash rate: 59.9 Hz asks for 1.000 MW less"
    assert sentence("B1", fact) == words
