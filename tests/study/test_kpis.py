"""Key figures of the tutorial, against its table and by hand."""

import pytest

from tests.plan.made import plan
from twin.study.figures import Figures
from twin.study.kpis import chosen, kpis

BASE = Figures(plan())


def value(key, found=BASE):
    """One figure."""
    return next(one.value for one in kpis(found) if one.key == key)


def test_every_figure_has_its_own_key_a_definition_and_a_speed():
    found = kpis(BASE)
    assert len({one.key for one in found}) == len(found)
    assert all(one.means and one.speed and one.name for one in found)


def test_the_tutorial_comes_to_what_its_table_says():
    assert value("capital") == pytest.approx(235.1e6, rel=1e-3)
    assert value("xfmr_max_pu") == pytest.approx(0.973, abs=0.001)
    assert value("dark_mw_months") == pytest.approx(128, rel=0.01)
    assert value("crew_peak[ELEC]") == 84
    assert value("mining_mw") == pytest.approx(59.6, abs=0.05)
    assert value("it_mw_delivered") == 24.9


def test_the_parts_of_the_npv_add_up_to_it():
    parts = sum(one.value for one in kpis(BASE) if one.key.startswith("npv["))
    assert parts == pytest.approx(value("npv"))


def test_a_levelised_rent_pays_the_capital_back_with_interest_and_no_more():
    """Capital lent at 10 % and paid back by what rent leaves after running costs, year by year."""
    owed_usd_per_kw = value("capital") / 24_900
    paid_usd_per_kw = (value("lcoc_kw") * 0.97 - 20.0) * 12
    for _ in range(15):
        owed_usd_per_kw = owed_usd_per_kw * 1.10 - paid_usd_per_kw
    assert owed_usd_per_kw == pytest.approx(0.0, abs=1e-6)


def test_power_used_is_between_its_least_and_its_most_plant():
    assert 0.85 < value("alloc_utilisation") < 0.9534


def test_a_late_phase_has_negative_float():
    assert value("float_to_target[P1]") == -149
    assert value("float_to_target[P3]") == 15


def test_figures_are_chosen_by_key_or_by_kind():
    names = [one.key for one in chosen(BASE, ("npv", "rfs_date", "npv[rent]"))]
    assert names == ["npv", "rfs_date[P1]", "rfs_date[P2]", "rfs_date[P3]", "npv[rent]"]
