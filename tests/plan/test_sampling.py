"""Drawn durations: keyed, correlated, late."""

import numpy as np
import pytest

from tests.plan.made import plan
from twin.plan.sampling import mean_stretch_ratio, sampling


def drawn(outlook="industry", first=0, count=2000, seed=0, name="w100-rev2", sets=()):
    found = plan(*sets, name=name)
    source = sampling(found.document, found.network, seed=seed, outlook=outlook)
    return found.network.index_of, source.durations_days(first, count)


def test_any_part_of_a_simulation_is_the_same_wherever_it_is_made():
    _, whole = drawn(count=30)
    _, part = drawn(first=10, count=5)
    assert np.array_equal(whole[10:15], part)


def test_plans_share_their_luck_where_they_have_the_same_activities():
    at1, first = drawn(name="w100-rev1", count=20)
    at2, second = drawn(name="w100-rev2", count=20)
    assert np.array_equal(first[:, at1["A-MV"]], second[:, at2["A-MV"]])


def test_another_seed_is_other_luck():
    assert not np.array_equal(drawn(count=5)[1], drawn(count=5, seed=1)[1])


def test_durations_lie_between_their_ends():
    at, found = drawn("optimist")
    column = found[:, at["A-USS"]]
    assert column.min() >= 280.0
    assert column.max() <= 630.0
    assert column.mean() == pytest.approx((280 + 4 * 392 + 630) / 6, rel=0.01)


@pytest.mark.parametrize(
    ("pair", "ratio"),
    [(("A-USS", "A-SWG"), 0.5), (("A-MV", "B-LV"), 0.3), (("A-USS", "A-MV"), 0.0)],
)
def test_items_of_the_same_factories_and_tasks_of_a_kind_move_together(pair, ratio):
    at, found = drawn(count=20_000)
    ranks = [found[:, at[name]].argsort().argsort() for name in pair]
    assert np.corrcoef(ranks)[0, 1] == pytest.approx(ratio, abs=0.03)


def test_an_optimist_sees_neither_ties_nor_risks():
    at, found = drawn("optimist")
    ranks = [found[:, at[name]].argsort().argsort() for name in ("A-USS", "A-SWG")]
    assert np.corrcoef(ranks)[0, 1] == pytest.approx(0.0, abs=0.06)
    assert found[:, at["A-CIVIL"]].max() <= 77.0


def test_a_risk_happens_as_often_as_it_says_and_to_all_it_is_on():
    at, with_risks = drawn()
    _, without = drawn(sets=("risks=[]",))
    late = with_risks - without
    hit = late[:, at["A-GPU"]] > 0.0
    assert hit.mean() == pytest.approx(0.3, abs=0.03)
    assert np.allclose(late[:, at["A-GPU"]], late[:, at["C-GPU"]], atol=1e-9)
    assert np.allclose(late[:, at["A-MV"]], 0.0)


def test_the_reference_class_stretches_everything_alike():
    at, found = drawn("reference_class")
    stretch = found[:, at["A-MV"]] / 56.0
    assert np.allclose(found[:, at["A-USS"]] / 392.0, stretch)
    assert np.quantile(stretch, [0.5, 0.8, 0.9]) == pytest.approx([1.31, 1.57, 1.72], abs=0.04)
    assert (stretch > 1.0).mean() == pytest.approx(0.9, abs=0.02)
    assert stretch.mean() == pytest.approx(mean_stretch_ratio(), abs=0.02)
