"""The chain walked ahead: retargets and halvings fall where the protocol puts them (E5, E6, G6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.points import DIFFICULTY_B
from twin.economics.bitcoin import network_h_per_s, subsidy_btc
from twin.economics.chain import Tip, network_for_change_h_per_s, segments

TIP = Tip(height_index=955_584, difficulty_ratio=DIFFICULTY_B, epoch_s=0.0)
ON_PACE = network_h_per_s(DIFFICULTY_B)
tips = st.builds(
    Tip,
    height_index=st.integers(0, 2_000_000),
    difficulty_ratio=st.floats(1e10, 1e16),
    epoch_s=st.just(0.0),
)


def test_the_halving_falls_in_april_2028_with_a_network_that_stands_still_g6():
    halving = next(one for one in segments(TIP, [ON_PACE] * 60) if one.subsidy_btc < 3.0)
    when = datetime(2026, 6, 26, tzinfo=UTC) + timedelta(seconds=halving.start_s)
    assert (halving.from_index, halving.subsidy_btc) == (1_050_000, 1.5625)
    assert when.date().isoformat() == "2028-04-11"


def test_a_halving_in_an_epoch_cuts_it_and_leaves_the_difficulty():
    cut = [
        one for one in segments(TIP, [ON_PACE] * 60) if 1_050_000 in (one.from_index, one.to_index)
    ]
    before, after = cut
    assert before.difficulty_ratio == after.difficulty_ratio
    assert (before.subsidy_btc, after.subsidy_btc) == (3.125, 1.5625)


@pytest.mark.parametrize(
    ("change_frac", "epoch_days"),
    [
        pytest.param(-0.1009, 15.57, id="E5-slow-epoch"),
        pytest.param(0.0715, 13.07, id="E5-fast-epoch"),
    ],
)
def test_an_epoch_of_a_published_length_changes_the_difficulty_as_published(
    change_frac, epoch_days
):
    tip = Tip(height_index=957_599, difficulty_ratio=DIFFICULTY_B, epoch_s=0.0)
    network = network_for_change_h_per_s(DIFFICULTY_B, change_frac)
    first, second = segments(tip, [network, network])
    counted_days = (first.end_s - first.start_s) / 86_400.0 * 2015 / 2016
    assert counted_days == pytest.approx(epoch_days, abs=0.005)
    assert second.difficulty_ratio / first.difficulty_ratio - 1.0 == pytest.approx(change_frac)


@given(tip=tips, paces=st.lists(st.floats(0.5, 2.0), min_size=1, max_size=20))
def test_segments_join_and_each_block_has_its_own_subsidy(tip, paces):
    network = network_h_per_s(tip.difficulty_ratio)
    found = list(segments(tip, [network * pace for pace in paces]))
    assert found[0].from_index == tip.height_index + 1
    for one, after in pairwise(found):
        assert (one.to_index, one.end_s) == (after.from_index, after.start_s)
    for one in found:
        assert one.subsidy_btc == subsidy_btc(one.from_index) == subsidy_btc(one.to_index - 1)
    assert len({one.difficulty_ratio for one in found}) <= len(paces)


@given(change=st.floats(-0.5, 1.0))
def test_a_network_that_stands_still_is_on_pace_after_two_epochs(change):
    network = network_for_change_h_per_s(DIFFICULTY_B, change)
    tip = Tip(height_index=2015, difficulty_ratio=DIFFICULTY_B, epoch_s=0.0)
    last = list(segments(tip, [network] * 3))[-1]
    block_s = (last.end_s - last.start_s) / (last.to_index - last.from_index)
    assert block_s == pytest.approx(600.0 * 2016 / 2015, rel=1e-9)


def test_time_spent_in_the_epoch_under_way_counts():
    late = Tip(height_index=956_591, difficulty_ratio=1.0, epoch_s=1007 * 1_200.0)
    pace = network_h_per_s(1.0)
    *_, second = segments(late, [pace, pace])
    assert second.difficulty_ratio == pytest.approx(2016 * 600 / (1007 * 1200 + 1008 * 600))
