"""The bitcoin network as a site sees it: difficulty by epochs, halvings, price and fees.

Every 2,016 blocks the difficulty is set anew from how long they took, measured over 2,015 intervals
(a quirk of the protocol that makes an epoch 0.05 % longer than meant):
`D' = D * 1,209,600 s / T`. So the ratio of two difficulties tells how long the first epoch lasted,
and heights give the halvings, which may fall inside an epoch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from twin.luck import Luck
from twin.series.align import Span
from twin.series.noise import Grid, drifting
from twin.series.steps import FOREVER_US, Series
from twin.units import S_PER_DAY, US_PER_S

BLOCKS_PER_EPOCH = 2016
BLOCKS_PER_HALVING = 210_000
FIRST_SUBSIDY_BTC = 50.0
BLOCK_S = 600
_EPOCH_S = BLOCKS_PER_EPOCH * BLOCK_S
_QUIRK_RATIO = BLOCKS_PER_EPOCH / (BLOCKS_PER_EPOCH - 1)
_YEAR_S = 365.25 * S_PER_DAY
_FEE_MEMORY_S = 10.0 * S_PER_DAY

# When the first block and the halvings came: what heights are reckoned from where nothing else is
# known. The last, block 840,000, is what times by pace are hung on.
_KNOWN_S = (1_231_006_505, 1_354_116_278, 1_468_082_773, 1_589_225_023, 1_713_571_767)
ANCHOR_HEIGHT_INDEX = 840_000
ANCHOR_US = _KNOWN_S[-1] * US_PER_S


class WalkShape(Protocol):
    """The numbers of a price that walks at random."""

    step_s: float
    start_usd_per_btc: float
    drift_per_year: float
    sigma_per_year: float
    floor_usd_per_btc: float


class FeeShape(Protocol):
    """The numbers of transaction fees as a share of the subsidy."""

    step_s: float
    subsidy_frac: float
    sigma_ratio: float
    spike_frac: float
    spike_min_frac: float
    spike_max_frac: float


class DifficultyShape(Protocol):
    """The numbers of made-up retargets, from a height and a difficulty at the start of a run."""

    start_ratio: float
    start_block_index: int
    step_frac: float
    sigma_frac: float
    clip_frac: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """The blocks from one height on, and how hard they are. The last one known has no end."""

    start_us: int
    height_index: int
    difficulty_ratio: float


def subsidy_btc(height_index: int) -> float:
    """New bitcoin in a block.

    >>> subsidy_btc(839_999), subsidy_btc(840_000)
    (6.25, 3.125)
    """
    return FIRST_SUBSIDY_BTC / 2 ** (height_index // BLOCKS_PER_HALVING)


def height_at(t_us: int) -> int:
    """The block height at an instant: even between known halvings, then ten minutes a block.

    >>> height_at(ANCHOR_US), subsidy_btc(height_at(ANCHOR_US - 1))
    (840000, 6.25)
    """
    t_s = t_us / US_PER_S
    if t_s >= _KNOWN_S[-1]:
        return ANCHOR_HEIGHT_INDEX + (t_us - ANCHOR_US) // (BLOCK_S * US_PER_S)
    halvings = [index * BLOCKS_PER_HALVING for index in range(len(_KNOWN_S))]
    return int(np.interp(t_s, _KNOWN_S, halvings))


def epoch_s(difficulty_ratio: float, next_ratio: float) -> float:
    """How long 2,016 blocks took when the difficulty after them is `next_ratio`.

    >>> round(epoch_s(138955357012247.3, 124932866006548.16) / 86400, 4)
    15.5791
    """
    return _EPOCH_S * _QUIRK_RATIO * difficulty_ratio / next_ratio


def mined_by(epochs: Sequence[Epoch]) -> Series:
    """Epochs as a series, with a row for each retarget and each halving.

    Returns:
        Columns `difficulty_ratio`, `height_index` (the first block of the row), `subsidy_btc`. A
        halving inside an epoch comes when the epoch's even pace reaches its height; the last epoch
        goes on at ten minutes a block.
    """
    rows: list[tuple[int, float, int]] = []
    for index, epoch in enumerate(epochs):
        rows.append((epoch.start_us, epoch.difficulty_ratio, epoch.height_index))
        last = index + 1 == len(epochs)
        following = _unhurried(epoch) if last else epochs[index + 1]
        height = (epoch.height_index // BLOCKS_PER_HALVING + 1) * BLOCKS_PER_HALVING
        while height < following.height_index:
            t_us = _when(height, epoch, following)
            rows.append((t_us, epoch.difficulty_ratio, height))
            height += BLOCKS_PER_HALVING
    t_us, difficulties, heights = zip(*rows, strict=True)
    return Series.of(
        np.array(t_us, dtype=np.int64),
        {
            "difficulty_ratio": np.array(difficulties, dtype=np.float64),
            "height_index": np.array(heights, dtype=np.float64),
            "subsidy_btc": np.array([subsidy_btc(height) for height in heights]),
        },
        end_us=FOREVER_US,
    )


def by_pace(difficulty_ratio: Sequence[float], first_height_index: int) -> list[Epoch]:
    """Epochs of known difficulties with times from their own ratios, hung on block 840,000.

    Each epoch lasts as long as the next difficulty says; sums of these drift from the true times by
    up to a day. `difficulty_ratio` must hold two neighbours around block 840,000.
    """
    lasts_us = [round(epoch_s(old, new) * US_PER_S) for old, new in pairwise(difficulty_ratio)]
    starts_us = np.concatenate(([0], np.cumsum(np.array(lasts_us, dtype=np.int64))))
    anchor, blocks = divmod(ANCHOR_HEIGHT_INDEX - first_height_index, BLOCKS_PER_EPOCH)
    within_us = lasts_us[anchor] * blocks // BLOCKS_PER_EPOCH
    starts_us += ANCHOR_US - within_us - int(starts_us[anchor])
    return [
        Epoch(
            start_us=start_us,
            height_index=first_height_index + index * BLOCKS_PER_EPOCH,
            difficulty_ratio=difficulty_ratio[index],
        )
        for index, start_us in enumerate(starts_us.tolist())
    ]


def by_date(retargets: Series) -> Series:
    """Difficulties known by date only, each change an epoch, with heights reckoned from the first.

    The first height is that of its date, rounded to an epoch; each change is the next epoch.
    """
    first = round(height_at(retargets.start_us) / BLOCKS_PER_EPOCH)
    return mined_by(
        [
            Epoch(
                start_us=t_us,
                height_index=(first + index) * BLOCKS_PER_EPOCH,
                difficulty_ratio=ratio,
            )
            for index, (t_us, ratio) in enumerate(
                zip(
                    retargets.t_us.tolist(),
                    retargets.column("difficulty_ratio").tolist(),
                    strict=True,
                )
            )
        ]
    )


def unchanging(difficulty_ratio: float, span: Span) -> Series:
    """One difficulty for ever, with heights (and so halvings) at ten minutes a block."""
    start = height_at(span.start_us)
    count = (span.end_us - span.start_us) // (_EPOCH_S * US_PER_S) + 2
    return mined_by(
        [
            Epoch(
                start_us=span.start_us + index * _EPOCH_S * US_PER_S,
                height_index=start + index * BLOCKS_PER_EPOCH,
                difficulty_ratio=difficulty_ratio,
            )
            for index in range(count)
        ]
    )


def as_shares(btc_per_block: Series, span: Span) -> Series:
    """Fees in bitcoin a block over a run, as shares of the subsidy of their date.

    Returns:
        The column `fees_frac`, with a change at each halving by date.
    """
    step_us = BLOCKS_PER_HALVING * BLOCK_S * US_PER_S
    later_us = range(ANCHOR_US + step_us, max(span.end_us, ANCHOR_US) + 1, step_us)
    halvings_us = [known_s * US_PER_S for known_s in _KNOWN_S[1:]] + [*later_us]
    cuts_us = np.unique([*btc_per_block.t_us.tolist(), *halvings_us, span.start_us])
    cuts_us = cuts_us[(cuts_us >= span.start_us) & (cuts_us <= span.end_us)]
    shares = [btc_per_block.value_at(t) / subsidy_btc(height_at(t)) for t in cuts_us.tolist()]
    return Series.of(
        cuts_us,
        {"fees_frac": np.array(shares)},
        end_us=btc_per_block.end_us,
        holds=btc_per_block.holds,
    )


def difficulty(shape: DifficultyShape, luck: Luck, span: Span) -> Series:
    """Retargets from the seed; the run starts at `start_block_index`, as `mined_by` returns them.

    The luck of a retarget belongs to its epoch's number, so it doesn't depend on the run's start.
    """
    stream = luck.stream("difficulty", "retarget")
    epochs: list[Epoch] = []
    t_us, height, ratio = span.start_us, shape.start_block_index, shape.start_ratio
    while t_us <= span.end_us or not epochs:
        epochs.append(Epoch(start_us=t_us, height_index=height, difficulty_ratio=ratio))
        number = height // BLOCKS_PER_EPOCH
        step = shape.step_frac + shape.sigma_frac * stream.normal(number)
        following = ratio * (1.0 + max(-shape.clip_frac, min(shape.clip_frac, step)))
        left = (number + 1) * BLOCKS_PER_EPOCH - height
        t_us += round(epoch_s(ratio, following) * US_PER_S) * left // BLOCKS_PER_EPOCH
        height, ratio = height + left, following
    epochs.append(Epoch(start_us=t_us, height_index=height, difficulty_ratio=ratio))
    return mined_by(epochs)


def walk(shape: WalkShape, luck: Luck, span: Span) -> Series:
    """A price whose logarithm walks at random from the start of the run, in cents.

    Returns:
        The column `price_usd_per_btc`.
    """
    step_us = round(shape.step_s * US_PER_S)
    count = (span.end_us - span.start_us) // step_us + 1
    years = shape.step_s / _YEAR_S
    kicks = luck.stream("btc_price", "walk").normals(0, count - 1)
    steps = shape.drift_per_year * years + shape.sigma_per_year * np.sqrt(years) * kicks
    logarithm = np.concatenate(([0.0], np.cumsum(steps)))
    prices = np.maximum(shape.start_usd_per_btc * np.exp(logarithm), shape.floor_usd_per_btc)
    return Series.of(
        span.start_us + np.arange(count, dtype=np.int64) * step_us,
        {"price_usd_per_btc": prices.round(2)},
        end_us=span.start_us + count * step_us,
    )


def fees(shape: FeeShape, luck: Luck, span: Span) -> Series:
    """Fees as a share of the subsidy: the column `fees_frac`, to a ten-thousandth.

    A lognormal with a memory of ten days; a step is a spike with the given chance.
    """
    grid = Grid.over(span.start_us, span.end_us, shape.step_s)
    noise = drifting(luck.stream("fees", "base"), grid, _FEE_MEMORY_S)
    shares = shape.subsidy_frac * np.exp(shape.sigma_ratio * noise)
    draws = luck.stream("fees", "spike").uniforms(2 * grid.first, 2 * grid.count)
    strikes, heights = draws.reshape(grid.count, 2).T
    spikes = shape.spike_min_frac + (shape.spike_max_frac - shape.spike_min_frac) * heights
    shares = np.where(strikes < shape.spike_frac, spikes, shares)
    return Series.of(grid.t_us, {"fees_frac": shares.round(4)}, end_us=grid.end_us)


def _unhurried(epoch: Epoch) -> Epoch:
    left = BLOCKS_PER_EPOCH - epoch.height_index % BLOCKS_PER_EPOCH
    return Epoch(
        start_us=epoch.start_us + left * BLOCK_S * US_PER_S,
        height_index=epoch.height_index + left,
        difficulty_ratio=epoch.difficulty_ratio,
    )


def _when(height_index: int, epoch: Epoch, following: Epoch) -> int:
    blocks = following.height_index - epoch.height_index
    span_us = following.start_us - epoch.start_us
    return epoch.start_us + span_us * (height_index - epoch.height_index) // blocks
