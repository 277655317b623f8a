"""W10 and W11 of the tutorial."""

import pytest

from tests.study.whatif.asked import answer, values


def test_in_one_phase_all_contracts_begin_together():
    found = answer("W10")
    assert len({values(found, f"P{n} ready")[1] for n in (1, 2, 3)}) == 1
    assert values(found, "NPV")[1] < values(found, "NPV")[0]


def test_as_many_larger_racks_break_ratings_that_as_much_power_does_not():
    found = answer("W11")
    assert values(found, "faults of the site") == (0.0, 5.0, 0.0)
    assert any("gensets" in row[0] for row in found.details[0].rows)


def test_units_are_as_full_as_heat_over_rating_says():
    """H1: 34 racks of 190 kW, 87 % into liquid, on four units of 1,100 kW."""
    found = answer("W11", kw=190)
    assert values(found, "distribution units")[1] == pytest.approx(34 * 190 * 0.87 / 4400, rel=1e-6)
    assert values(found, "racks") == (174, 174, 23 + 48 + 48)


def test_re_work_is_power_times_what_is_too_small():
    found = answer("W11", kw=190)
    it_mw = values(found, "IT")
    assert values(found, "re-work")[1] == pytest.approx(it_mw[1] * 1000 * (600 + 400))
    assert values(found, "re-work")[2] == pytest.approx(it_mw[2] * 1000 * 400)


def test_racks_as_they_are_need_nothing():
    found = answer("W11", kw=132)
    assert values(found, "re-work") == (0.0, 0.0, 0.0)
    assert values(found, "faults of the site") == (0.0, 0.0, 0.0)
