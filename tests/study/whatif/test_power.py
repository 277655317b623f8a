"""W4 and W16 of the tutorial, against the worked figures of a coincident-peak year."""

import pytest

from tests.study.whatif.asked import answer, bench, values
from twin.study.whatif.power import peak_year

CALLED = {"calls": 25.0, "hours": 3.0, "hit": 1.0, "hashprice": 28.68}


def test_a_summer_of_calls_costs_little_and_saves_all_of_the_mining_share():
    """59.6 MW off in every peak: 4.17 million a year for 4,470 MWh and about 46 thousand."""
    found = answer("W4", hit=1.0)
    through, avoided = (values(found, f"charge, {name}")[1] for name in
                        ("mining through", "off when called"))  # fmt: skip
    assert through - avoided == pytest.approx(4.17e6, rel=0.001)
    assert values(found, "curtailed")[1] == pytest.approx(4470, rel=0.001)
    assert values(found, "margin of it")[1] == pytest.approx(46e3, rel=0.01)


def test_twelve_peaks_need_three_times_the_calls():
    found = answer("W4")
    assert values(found, "curtailed")[2] == pytest.approx(3 * values(found, "curtailed")[1])
    assert values(found, "charge, mining through")[3] == 0.0


def test_a_least_bill_takes_its_share_of_the_saving():
    found = answer("W16", floor=0.8)
    _, four, _, floored = (
        through - avoided
        for through, avoided in zip(
            values(found, "charge, mining through"),
            values(found, "charge, off when called"),
            strict=True,
        )
    )
    assert floored == pytest.approx(0.2 * four)


def test_a_peak_that_is_missed_counts():
    sure = peak_year(bench().base, CALLED)
    half = peak_year(bench().base, {**CALLED, "hit": 0.5})
    whole_kw = sure.through_kw - sure.avoided_kw
    assert sure.through_kw - half.avoided_kw == pytest.approx(0.5 * whole_kw)
