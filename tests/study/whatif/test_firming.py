"""W13 of the tutorial."""

import pytest

from tests.study.whatif.asked import answer, values


def test_a_battery_firms_what_the_money_buys_for_the_hours_that_it_must_hold():
    rows = {row[0]: row[1:] for row in answer("W13").details[0].rows}
    assert rows["battery for 2 h"] == pytest.approx((5e6 / 300 / 2 / 1000, 600.0))


def test_a_further_transformer_firms_until_another_loss_is_the_worst():
    """Beside T1: then only T2 and its neighbours bind."""
    found = answer("W13")
    name, gained_mw, usd_per_kw = found.details[0].rows[2]
    assert name == "1 more transformer"
    assert gained_mw == pytest.approx(
        values(found, "N-1 margin")[1] - values(found, "N-1 margin")[0]
    )
    assert usd_per_kw == pytest.approx(5e6 / gained_mw / 1000)


def test_chillers_firm_nothing_where_cooling_does_not_bind():
    assert answer("W13").details[0].rows[1][1:] == (0.0, None)


def test_money_that_buys_no_transformer_leaves_that_way_out():
    assert len(answer("W13", money=1000.0).options) == 1
