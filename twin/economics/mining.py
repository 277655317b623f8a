"""What a hash earns, what it costs in energy, and when it pays to stop.

The bitcoin protocol's own arithmetic (difficulty,
subsidy, retarget) and the breakeven price that follows from it. Prices are inputs: no market lives
here. A difficulty is a pure ratio (expected hashes a block are difficulty times 2^32); fees are a
share of the block subsidy.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.units import H_PER_PH, H_PER_TH, J_PER_KWH, J_PER_MWH, S_PER_DAY, W_PER_MW

HASHES_PER_DIFFICULTY_COUNT = 2**32
BLOCK_TARGET_S = 600.0
RETARGET_BLOCK_COUNT = 2016
HALVING_BLOCK_COUNT = 210_000
RETARGET_CLAMP_RATIO = 4.0
DAYS_PER_YEAR = 365
_FIRST_SUBSIDY_SATOSHI = 50 * 10**8
_SATOSHI_PER_BTC = 1e8
_TH_PER_PH = H_PER_PH / H_PER_TH
_KWH_PER_MWH = J_PER_MWH / J_PER_KWH


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


def pool_income_btc_per_day(expected_btc_per_day: float, pool_fee_frac: float = 0.01) -> float:
    """Income from a pool that pays full expectation (FPPS) less its fee [BTC/day].

    The default fee is an assumption.

    >>> pool_income_btc_per_day(2.0)
    1.98
    """
    return expected_btc_per_day * (1.0 - pool_fee_frac)


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


def energy_kwh_per_th_day(efficiency_j_per_th: float) -> float:
    """Energy to hash 1 TH/s for a day [kWh].

    >>> round(energy_kwh_per_th_day(17.5), 3)
    0.42
    """
    return efficiency_j_per_th * S_PER_DAY / J_PER_KWH


def breakeven_usd_per_mwh(
    hashprice_usd_per_ph_day: float,
    efficiency_j_per_th: float,
    *,
    pue_ratio: float = 1.05,
    pool_fee_frac: float = 0.01,
) -> float:
    """Energy price at which a group of machines earns what its power costs [USD/MWh].

    Args:
        hashprice_usd_per_ph_day: income before the pool's fee.
        efficiency_j_per_th: of this group at its present mode; never a fleet average (it hides the
            best machines).
        pue_ratio: power metered over power of the machines, 1 or more.
        pool_fee_frac: what the pool keeps.

    >>> round(breakeven_usd_per_mwh(28.68, 17.5), 1)
    64.4
    """
    earned_usd_per_th_day = hashprice_usd_per_ph_day * (1.0 - pool_fee_frac) / _TH_PER_PH
    return (
        _KWH_PER_MWH
        * earned_usd_per_th_day
        / (energy_kwh_per_th_day(efficiency_j_per_th) * pue_ratio)
    )


def revenue_usd_per_mw_year(efficiency_j_per_th: float, hashprice_usd_per_ph_day: float) -> float:
    """Income of 1 MW of machines in a year of 365 days, before the pool's fee [USD/MW/year].

    >>> round(revenue_usd_per_mw_year(20.0, 43.34))
    790955
    """
    return W_PER_MW / efficiency_j_per_th / _TH_PER_PH * hashprice_usd_per_ph_day * DAYS_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyValue:
    """What a megawatt-hour is worth at the fence in one interval.

    Attributes:
        lmp_usd_per_mwh: spot price at the node; may be negative.
        adders_usd_per_mwh: retail and delivery charges by energy.
        coincident_peak_usd_per_mwh: expected transmission charge of this interval, spread over its
            energy.
        reserve_usd_per_mwh: ancillary income earned only by load that runs.
        sunk: the energy is a fixed block without sell-back, so its price is paid whether it is used
            or not.
    """

    lmp_usd_per_mwh: float
    adders_usd_per_mwh: float = 0.0
    coincident_peak_usd_per_mwh: float = 0.0
    reserve_usd_per_mwh: float = 0.0
    sunk: bool = False


def opportunity_usd_per_mwh(energy: EnergyValue) -> float:
    """What an hour of running costs at the fence [USD/MWh]; zero for sunk energy.

    On a fixed block with sell-back the opportunity cost is still the spot price, so only `sunk`
    changes the rule.

    >>> opportunity_usd_per_mwh(EnergyValue(lmp_usd_per_mwh=55.0, adders_usd_per_mwh=4.0))
    59.0
    """
    if energy.sunk:
        return 0.0
    return (
        energy.lmp_usd_per_mwh
        + energy.adders_usd_per_mwh
        + energy.coincident_peak_usd_per_mwh
        - energy.reserve_usd_per_mwh
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CurtailmentRule:
    """How readily a group of machines follows the price.

    Attributes:
        hysteresis_usd_per_mwh: a stopped group waits until the price is this far below its
            breakeven.
        min_on_s: shortest time between a start and the next stop.
        min_off_s: shortest time between a stop and the next start.
    """

    hysteresis_usd_per_mwh: float = 5.0
    min_on_s: float = 900.0
    min_off_s: float = 900.0


def should_run(
    rule: CurtailmentRule,
    breakeven_usd_per_mwh: float,
    cost_usd_per_mwh: float,
    *,
    running: bool,
    held_s: float,
) -> bool:
    """Whether a group should run in the next interval: one pure decision, no memory.

    A running group stops once its breakeven is no longer above the cost; a stopped one starts once
    its breakeven is above cost plus hysteresis. Neither moves before its minimum time.

    Args:
        rule: the group's settings.
        breakeven_usd_per_mwh: of the group at its present mode.
        cost_usd_per_mwh: of `opportunity_usd_per_mwh`.
        running: whether it runs now.
        held_s: time since it last started or stopped.

    >>> should_run(CurtailmentRule(), 64.4, 59.0, running=True, held_s=900.0)
    True
    >>> should_run(CurtailmentRule(), 36.9, 59.0, running=True, held_s=900.0)
    False
    """
    if running:
        return held_s < rule.min_on_s or breakeven_usd_per_mwh > cost_usd_per_mwh
    return (
        held_s >= rule.min_off_s
        and breakeven_usd_per_mwh > cost_usd_per_mwh + rule.hysteresis_usd_per_mwh
    )
