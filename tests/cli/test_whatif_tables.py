"""Answers as tables."""

from datetime import date

import pytest

from tests.study.whatif.asked import answer
from twin.cli.whatif_tables import cell, lines, text


@pytest.mark.parametrize(
    ("value", "told"), [(3, "3"), (0.5, "0.500"), (date(2028, 1, 2), "2028-01-02"), (-4.0, "-4")]
)
def test_a_value_is_printed_as_people_write_it(value, told):
    assert cell(value) == told


def test_details_and_assumptions_stand_below_the_figures():
    said = text(answer("W13"))
    assert "firmed AI capacity for the same money (steady state)" in said
    assert "assumption: --battery 300, USD/kWh of a battery" in said


def test_a_line_says_the_speeds_of_its_figures():
    assert lines([answer("W7")]).endswith("[steady state]")
