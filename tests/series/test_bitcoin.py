"""Difficulty, halvings, price and fees."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.luck import Luck
from twin.scenario.generators import DifficultyGenerator, FeeGenerator, WalkGenerator
from twin.series.align import Span
from twin.series.bitcoin import (
    ANCHOR_HEIGHT_INDEX,
    ANCHOR_US,
    BLOCKS_PER_EPOCH,
    Epoch,
    as_shares,
    by_date,
    by_pace,
    difficulty,
    epoch_s,
    fees,
    height_at,
    mined_by,
    subsidy_btc,
    unchanging,
    walk,
)
from twin.series.steps import Series, constant, instant
from twin.units import S_PER_DAY, US_PER_DAY, US_PER_S


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


SPAN = Span(start_us=us("2026-06-26"), end_us=us("2029-06-26"))
SHAPE = DifficultyGenerator(kind="difficulty")
STEADY = SHAPE.model_copy(update={"step_frac": 0.0, "sigma_frac": 0.0})


@pytest.mark.parametrize(("change", "days"), [(-0.1009, 15.58), (0.0715, 13.07)])
def test_an_epoch_lasts_as_long_as_the_next_difficulty_says(change: float, days: float) -> None:
    assert epoch_s(1.0, 1.0 + change) / S_PER_DAY == pytest.approx(days, abs=0.01)


@pytest.mark.parametrize(
    ("height", "btc"),
    [(0, 50.0), (209_999, 50.0), (210_000, 25.0), (1_049_999, 3.125), (1_050_000, 1.5625)],
)
def test_the_subsidy_halves_every_210_000_blocks(height: int, btc: float) -> None:
    assert subsidy_btc(height) == btc


def test_the_next_halving_comes_94_416_blocks_after_june_2026() -> None:
    """From height 955,584 at ten minutes a block: 2028-04-11; the quirk adds eight hours."""
    series = difficulty(STEADY, Luck(1), SPAN)
    halving = [t for t, row in series.changes(SPAN.start_us) if row[1] == 1_050_000.0]
    assert instant(halving[0])[:10] == "2028-04-11"
    assert series.at(halving[0])[2] == 1.5625
    assert series.at(halving[0] - 1)[2] == 3.125


def test_a_halving_inside_an_epoch_keeps_its_difficulty() -> None:
    start = Epoch(start_us=0, height_index=208 * 1008 - 2016, difficulty_ratio=7.0)
    after = Epoch(start_us=2016 * 600, height_index=208 * 1008, difficulty_ratio=8.0)
    series = mined_by([start, after])
    assert [row[0] for _, row in series.changes(-1)] == [7.0, 8.0, 8.0]
    assert series.column("height_index").tolist()[2] == 210_000.0


@given(seed=st.integers(0, 50))
def test_retargets_are_clipped_and_every_2016_blocks(seed: int) -> None:
    wild = SHAPE.model_copy(update={"sigma_frac": 0.5})
    series = difficulty(wild, Luck(seed), SPAN)
    rows = [series.row(i) for i in range(len(series))]
    epochs = [row for row in rows if row[1] % BLOCKS_PER_EPOCH == 0]
    for one, two in pairwise(epochs):
        assert two[1] - one[1] == BLOCKS_PER_EPOCH
        assert 0.75 - 1e-12 <= two[0] / one[0] <= 1.25 + 1e-12


def test_made_up_difficulty_grows_as_asked() -> None:
    starts = [difficulty(SHAPE, Luck(seed), SPAN) for seed in range(30)]
    growth = [np.log(s.column("difficulty_ratio")[-1] / SHAPE.start_ratio) / 78 for s in starts]
    assert np.mean(growth) == pytest.approx(0.008 - 0.045**2 / 2, abs=0.003)


def test_a_run_that_ends_later_begins_the_same() -> None:
    longer = Span(start_us=SPAN.start_us, end_us=SPAN.end_us + 400 * US_PER_DAY)
    one, two = difficulty(SHAPE, Luck(3), SPAN), difficulty(SHAPE, Luck(3), longer)
    assert two.t_us[: len(one) - 1].tolist() == one.t_us[:-1].tolist()


def test_a_run_may_start_inside_an_epoch() -> None:
    shape = STEADY.model_copy(update={"start_block_index": 955_584 + 1008})
    series = difficulty(shape, Luck(1), SPAN)
    assert series.column("height_index").tolist()[:2] == [955_584 + 1008, 955_584 + 2016]
    half_s = (series.t_us[1] - series.t_us[0]) / US_PER_S
    assert half_s == pytest.approx(epoch_s(1.0, 1.0) / 2, abs=1e-5)


def test_the_luck_of_an_epoch_belongs_to_its_number() -> None:
    later = SHAPE.model_copy(update={"start_block_index": 955_584 + BLOCKS_PER_EPOCH})
    one, two = difficulty(SHAPE, Luck(9), SPAN), difficulty(later, Luck(9), SPAN)
    first = one.column("difficulty_ratio")
    assert first[2] / first[1] == pytest.approx(np.divide(*two.column("difficulty_ratio")[1::-1]))


@given(st.lists(st.floats(0.8, 1.25), min_size=8, max_size=30))
def test_times_by_pace_give_back_the_retarget_rule(steps: list[float]) -> None:
    difficulties = np.cumprod([1e13, *steps]).tolist()
    first = 410 * BLOCKS_PER_EPOCH
    epochs = by_pace(difficulties, first)
    assert [e.height_index for e in epochs[:2]] == [first, first + BLOCKS_PER_EPOCH]
    for one, two in pairwise(epochs):
        lasted_s = (two.start_us - one.start_us) / US_PER_S * 2015 / 2016
        assert two.difficulty_ratio == pytest.approx(one.difficulty_ratio * 1_209_600 / lasted_s)
    at = ANCHOR_HEIGHT_INDEX // BLOCKS_PER_EPOCH - 410
    assert epochs[at].start_us <= ANCHOR_US < epochs[at + 1].start_us


def test_difficulties_by_date_get_the_heights_of_their_time() -> None:
    t_us = ANCHOR_US + np.array([0, 13, 28]) * US_PER_DAY
    series = Series.of(t_us, {"difficulty_ratio": np.array([86e12, 88e12, 83e12])})
    mined = by_date(series)
    assert mined.column("height_index").tolist() == [840_672.0, 842_688.0, 844_704.0]
    assert mined.column("difficulty_ratio").tolist() == [86e12, 88e12, 83e12]


def test_an_unchanging_difficulty_still_halves() -> None:
    series = unchanging(100e12, Span(start_us=us("2024-03-01"), end_us=us("2024-08-01")))
    assert set(series.column("difficulty_ratio")) == {100e12}
    halving = next(t for t, row in series.changes(0) if row[2] == 3.125)
    assert abs(halving - ANCHOR_US) < US_PER_DAY


def test_a_walk_starts_at_its_price_and_spreads_as_asked() -> None:
    shape = WalkGenerator(kind="walk", start_usd_per_btc=60_000.0)
    span = Span(start_us=us("2026-01-01"), end_us=us("2026-01-01") + 365 * US_PER_DAY)
    ends = []
    for seed in range(60):
        series = walk(shape, Luck(seed), span)
        assert series.value_at(span.start_us) == 60_000.0
        assert series.value_at(span.end_us) > 0.0
        ends.append(np.log(series.value_at(span.end_us) / 60_000.0))
    assert np.std(ends) == pytest.approx(0.60, rel=0.25)
    assert np.mean(ends) == pytest.approx(0.0, abs=0.25)


def test_a_walk_never_falls_below_its_floor() -> None:
    shape = WalkGenerator(kind="walk", start_usd_per_btc=1100.0, sigma_per_year=5.0)
    assert walk(shape, Luck(2), SPAN).column("price_usd_per_btc").min() == 1000.0


def test_a_longer_run_walks_the_same_way_first() -> None:
    shape = WalkGenerator(kind="walk")
    half = Span(start_us=SPAN.start_us, end_us=SPAN.start_us + 100 * US_PER_DAY)
    one, two = walk(shape, Luck(2), half), walk(shape, Luck(2), SPAN)
    assert one.value_at(half.end_us) == two.value_at(half.end_us)


def test_fees_are_a_share_of_the_subsidy_with_rare_spikes() -> None:
    shape = FeeGenerator(kind="fees")
    span = Span(start_us=us("2000-01-01"), end_us=us("2040-01-01"))
    series = fees(shape, Luck(1), span)
    shares = series.column("fees_frac")
    spikes = shares >= 0.2
    assert np.median(shares) == pytest.approx(0.01, rel=0.15)
    assert spikes.mean() == pytest.approx(0.005, rel=0.4)
    assert shares.max() <= 1.0
    assert series.mean("fees_frac", span.start_us, span.end_us) == pytest.approx(0.0138, rel=0.2)


@pytest.mark.parametrize(
    ("block", "when"),
    [(0, "2009-01-03T18:15:05"), (210_000, "2012-11-28T15:24:38"), (630_000, "2020-05-11T19:23:43"),
     (840_000, "2024-04-20T00:09:27"), (840_144, "2024-04-21T00:09:27")],
)  # fmt: skip
def test_heights_are_those_of_known_blocks(block: int, when: str) -> None:
    assert height_at(us(when)) == pytest.approx(block, abs=1)


def test_fees_in_bitcoin_become_shares_that_double_at_a_halving() -> None:
    span = Span(start_us=us("2024-04-01"), end_us=us("2024-05-01"))
    shares = as_shares(constant({"fees_btc": 0.0625}), span)
    assert shares.value_at(us("2024-04-19")) == pytest.approx(0.01)
    assert shares.value_at(us("2024-04-21")) == pytest.approx(0.02)
    assert [t for t, _ in shares.changes(span.start_us)] == [ANCHOR_US]


def test_changing_fees_become_shares_at_each_change() -> None:
    t_us = us("2021-01-01") + np.arange(3) * US_PER_DAY
    btc = Series.of(t_us, {"fees_btc": np.array([0.1, 0.2, 0.4])}, end_us=int(t_us[-1]) + 5)
    shares = as_shares(btc, Span(start_us=int(t_us[1]) - 7, end_us=int(t_us[-1])))
    assert shares.column("fees_frac").tolist() == pytest.approx([0.016, 0.032, 0.064])
    assert shares.start_us == t_us[1] - 7


def test_far_halvings_come_at_ten_minutes_a_block() -> None:
    span = Span(start_us=us("2027-01-01"), end_us=us("2033-01-01"))
    shares = as_shares(constant({"fees_btc": 0.03125}), span)
    assert shares.column("fees_frac").tolist() == pytest.approx([0.01, 0.02, 0.04])
