"""Tables line up: words to the left, figures to the right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.cli.tables import number, table

CELL = st.text(st.characters(codec="ascii", categories=("L", "Nd")), max_size=12)


def test_figures_stand_below_each_other_whatever_their_width():
    rows = [["mining", "59.6", "70 %"], ["AI", "–", "9 %"]]
    lines = table(["part", "MW", "%"], rows).splitlines()
    assert lines[2:] == ["mining  59.6  70 %", "AI         –   9 %"]
    assert {len(line) for line in lines} == {len(lines[0])}


def test_a_column_with_one_word_in_it_is_words():
    assert table(["at"], [["12"], ["never"]]).splitlines()[2] == "12"


def test_a_table_without_rows_is_its_heads():
    assert table(["a", "bc"], []).splitlines() == ["a  bc", "-  --"]


def test_an_indent_moves_every_line():
    assert all(line.startswith("  ") for line in table(["a"], [["b"]], indent=2).splitlines())


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_no_cell_is_lost_and_no_line_is_longer_than_the_rule(rows):
    lines = table(["one", "two"], rows).split("\n")
    assert len(lines) == len(rows) + 2
    assert all(len(line) <= len(lines[1]) for line in lines)
    assert all(a in line and b in line for (a, b), line in zip(rows, lines[2:], strict=True))


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234.56, 1, "1 234.6"), (-0.5, 2, "-0.50"), (12, 0, "12"), (None, 3, "–")],
)
def test_numbers_set_thousands_apart(value, digits, text):
    assert number(value, digits) == text
