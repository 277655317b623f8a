"""The chain walked ahead by heights: when difficulty retargets, when the subsidy halves (E5, E6).

What the network will hash is an input, an epoch at a time; everything else is the protocol. Time
is exact: blocks come at their expected pace, and a retarget sees the 2,015 intervals that the
protocol sees. A halving in the midst of an epoch cuts it in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from twin.economics.bitcoin import (
    BLOCK_TARGET_S,
    HASHES_PER_DIFFICULTY_COUNT,
    RETARGET_BLOCK_COUNT,
    next_halving_index,
    next_retarget_index,
    retargeted_difficulty_ratio,
    subsidy_btc,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """Where the chain stands.

    Attributes:
        height_index: of the last block found.
        difficulty_ratio: that it was found at.
        epoch_s: time since the first block of its epoch.
    """

    height_index: int
    difficulty_ratio: float
    epoch_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Blocks to come at one difficulty and one subsidy.

    Attributes:
        from_index: height of its first block.
        to_index: height after its last block.
        start_s: when work on its first block began, from the tip.
        end_s: when its last block is found.
        difficulty_ratio: of all its blocks.
        subsidy_btc: of each of them.
    """

    from_index: int
    to_index: int
    start_s: float
    end_s: float
    difficulty_ratio: float
    subsidy_btc: float


def segments(tip: Tip, epochs_h_per_s: Iterable[float]) -> Iterator[Segment]:
    """The chain from its tip, as far as the network's hash rate is given.

    Args:
        tip: where it stands.
        epochs_h_per_s: of the whole network, one for each difficulty epoch; the first holds for
            what is left of the epoch under way.

    >>> tip = Tip(height_index=955_584, difficulty_ratio=133.87e12, epoch_s=0.0)
    >>> [one.to_index for one in segments(tip, [984e18, 984e18])]
    [957600, 959616]
    """
    first_index, difficulty_ratio = tip.height_index + 1, tip.difficulty_ratio
    start_s, counted_s = 0.0, tip.epoch_s
    for network_h_per_s in epochs_h_per_s:
        block_s = difficulty_ratio * HASHES_PER_DIFFICULTY_COUNT / network_h_per_s
        end_index = next_retarget_index(first_index)
        if first_index % RETARGET_BLOCK_COUNT == 0:
            counted_s = -block_s
        counted_s += (end_index - first_index) * block_s
        while first_index < end_index:
            to_index = min(end_index, next_halving_index(first_index))
            end_s = start_s + (to_index - first_index) * block_s
            yield Segment(
                from_index=first_index,
                to_index=to_index,
                start_s=start_s,
                end_s=end_s,
                difficulty_ratio=difficulty_ratio,
                subsidy_btc=subsidy_btc(first_index),
            )
            first_index, start_s = to_index, end_s
        difficulty_ratio = retargeted_difficulty_ratio(difficulty_ratio, counted_s)


def network_for_change_h_per_s(difficulty_ratio: float, change_frac: float) -> float:
    """Hash rate through a whole epoch that makes the difficulty change so much at its end [H/s].

    Args:
        difficulty_ratio: of the epoch.
        change_frac: of the difficulty at its end, between -0.75 and 3, where the clamp is.

    >>> round(network_for_change_h_per_s(133.87e12, 0.0) / 1e18)
    958
    """
    span_s = RETARGET_BLOCK_COUNT * BLOCK_TARGET_S / (1.0 + change_frac)
    block_s = span_s / (RETARGET_BLOCK_COUNT - 1)
    return difficulty_ratio * HASHES_PER_DIFFICULTY_COUNT / block_s
