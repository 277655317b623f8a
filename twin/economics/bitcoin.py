"""The bitcoin protocol's arithmetic: subsidy, difficulty, and the coins that hashes are worth.

Equations E1 to E3, E5 and E6 of the economics: those of the reference client. A difficulty is a
pure ratio (expected hashes a block are difficulty times 2^32); fees are a share of the block
subsidy. Prices are inputs: no market lives here.
"""

from __future__ import annotations

from twin.units import H_PER_PH, H_PER_TH, S_PER_DAY

HASHES_PER_DIFFICULTY_COUNT = 2**32
BLOCK_TARGET_S = 600.0
RETARGET_BLOCK_COUNT = 2016
HALVING_BLOCK_COUNT = 210_000
RETARGET_CLAMP_RATIO = 4.0
_FIRST_SUBSIDY_SATOSHI = 50 * 10**8
_SATOSHI_PER_BTC = 1e8


def subsidy_btc(height_index: int) -> float:
    """New coins of the block at a height [BTC]: 50, halved every 210,000 blocks in whole satoshi.

    Source: Bitcoin Core, GetBlockSubsidy; valid for any height, zero after 33 halvings.

    >>> subsidy_btc(955_584), subsidy_btc(1_050_000)
    (3.125, 1.5625)
    """
    return (_FIRST_SUBSIDY_SATOSHI >> (height_index // HALVING_BLOCK_COUNT)) / _SATOSHI_PER_BTC


def next_halving_index(height_index: int) -> int:
    """Height of the first block that will earn less than the block at `height_index`.

    >>> next_halving_index(955_584)
    1050000
    """
    return (height_index // HALVING_BLOCK_COUNT + 1) * HALVING_BLOCK_COUNT


def next_retarget_index(height_index: int) -> int:
    """Height of the first block of the next difficulty epoch.

    >>> next_retarget_index(955_584) - 955_584
    2016
    """
    return (height_index // RETARGET_BLOCK_COUNT + 1) * RETARGET_BLOCK_COUNT


def halving_in_days(height_index: int, block_s: float = BLOCK_TARGET_S) -> float:
    """Time from a height to the next halving [days] at `block_s` a block.

    >>> round(halving_in_days(955_584), 1)
    655.7
    """
    return (next_halving_index(height_index) - height_index) * block_s / S_PER_DAY


def solo_blocks_per_day(hash_h_per_s: float, difficulty_ratio: float) -> float:
    """Mean number of blocks found in a day [1/day]; the count itself is Poisson with this mean.

    Args:
        hash_h_per_s: hashes per second.
        difficulty_ratio: network difficulty, above zero.

    >>> round(solo_blocks_per_day(4.0e18, 152e12), 4)
    0.5294
    """
    return hash_h_per_s * S_PER_DAY / (difficulty_ratio * HASHES_PER_DIFFICULTY_COUNT)


def expected_btc_per_day(
    hash_h_per_s: float, difficulty_ratio: float, reward_btc: float, fees_frac: float = 0.0
) -> float:
    """Expected income before the pool's fee [BTC/day], linear in the hashes.

    Args:
        hash_h_per_s: hashes per second.
        difficulty_ratio: network difficulty, above zero.
        reward_btc: block subsidy.
        fees_frac: transaction fees as a share of the subsidy.

    >>> round(expected_btc_per_day(1e15, 152e12, 3.125, 0.01) * 1e4, 3)
    4.177
    """
    return solo_blocks_per_day(hash_h_per_s, difficulty_ratio) * reward_btc * (1.0 + fees_frac)


def expected_btc(
    hashes_th: float, difficulty_ratio: float, reward_btc: float, fees_frac: float = 0.0
) -> float:
    """Expected coins of so many hashes, however long they took [BTC], before the pool's fee.

    What a meter of hashes is worth: it adds up exactly over any cut of a span in which difficulty
    and reward stand.

    Args:
        hashes_th: hashes done.
        difficulty_ratio: network difficulty, above zero.
        reward_btc: block subsidy.
        fees_frac: transaction fees as a share of the subsidy.

    >>> round(expected_btc(1e3 * 86_400, 152e12, 3.125, 0.01) * 1e4, 3)
    4.177
    """
    blocks_count = hashes_th * H_PER_TH / (difficulty_ratio * HASHES_PER_DIFFICULTY_COUNT)
    return blocks_count * reward_btc * (1.0 + fees_frac)


def hashprice_usd_per_ph_day(
    difficulty_ratio: float, reward_btc: float, fees_frac: float, price_usd_per_btc: float
) -> float:
    """Income of 1 PH/s in a day before the pool's fee [USD/PH/day].

    >>> round(hashprice_usd_per_ph_day(152e12, 3.125, 0.01, 91_000.0), 2)
    38.01
    """
    return (
        expected_btc_per_day(H_PER_PH, difficulty_ratio, reward_btc, fees_frac) * price_usd_per_btc
    )


def network_h_per_s(difficulty_ratio: float, block_s: float = BLOCK_TARGET_S) -> float:
    """Hash rate of the whole network that finds a block every `block_s` [H/s].

    >>> round(network_h_per_s(133.87e12) / 1e18)
    958
    """
    return difficulty_ratio * HASHES_PER_DIFFICULTY_COUNT / block_s


def retargeted_difficulty_ratio(difficulty_ratio: float, epoch_s: float) -> float:
    """Difficulty of the next epoch.

    Args:
        difficulty_ratio: difficulty of the epoch that ends.
        epoch_s: its length between the stamps of its first and its last block. Those are 2,015
            intervals held against a target of 2,016: the protocol's known quirk, so blocks at
            exactly 600 s raise it by 0.05 %.

    The time is clamped to a quarter and to four times the target before it is used.

    >>> retargeted_difficulty_ratio(100.0, 28 * 86_400.0)
    50.0
    """
    target_s = RETARGET_BLOCK_COUNT * BLOCK_TARGET_S
    counted_s = min(max(epoch_s, target_s / RETARGET_CLAMP_RATIO), target_s * RETARGET_CLAMP_RATIO)
    return difficulty_ratio * target_s / counted_s
