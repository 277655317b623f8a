"""How coins reach a miner: a pool's steady pay less its fee, or the luck of mining alone (E4).

Blocks found alone are Poisson. A pool that pays full expectation (FPPS) takes that variance away
and keeps a fee for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

from twin.economics.bitcoin import solo_blocks_per_day


def pool_income_btc_per_day(expected_btc_per_day: float, pool_fee_frac: float = 0.01) -> float:
    """Income from a pool that pays full expectation (FPPS) less its fee [BTC/day].

    The default fee is an assumption [A].

    >>> pool_income_btc_per_day(2.0)
    1.98
    """
    return expected_btc_per_day * (1.0 - pool_fee_frac)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoloLuck:
    """How many blocks a miner alone finds in a span: Poisson.

    Attributes:
        mean_count: blocks expected in the span, not negative. Its variance is the same number.
    """

    mean_count: float

    @property
    def deviation_frac(self) -> float:
        """Standard deviation of the income over its mean.

        >>> round(SoloLuck(mean_count=16.0).deviation_frac, 2)
        0.25
        """
        return 1.0 / sqrt(self.mean_count)

    @property
    def nothing_frac(self) -> float:
        """Chance of no block at all."""
        return exp(-self.mean_count)

    def chance_frac(self, blocks_count: int) -> float:
        """Chance of exactly so many blocks."""
        if self.mean_count == 0.0:
            return float(blocks_count == 0)
        return exp(blocks_count * log(self.mean_count) - self.mean_count - lgamma(blocks_count + 1))

    def at_least(self, sure_frac: float) -> int:
        """The most blocks that are found with at least this chance, above 0 and below 1.

        >>> SoloLuck(mean_count=15.88).at_least(0.9)
        11
        """
        assert 0.0 < sure_frac < 1.0, sure_frac
        blocks_count, fewer_frac = 0, 0.0
        while 1.0 - fewer_frac >= sure_frac:
            fewer_frac += self.chance_frac(blocks_count)
            blocks_count += 1
        return blocks_count - 1


def solo_luck(hash_h_per_s: float, difficulty_ratio: float, span_days: float) -> SoloLuck:
    """Luck of a miner alone over a span with a standing difficulty.

    >>> round(solo_luck(4.0e18, 152e12, 30.0).mean_count, 2)
    15.88
    """
    return SoloLuck(mean_count=solo_blocks_per_day(hash_h_per_s, difficulty_ratio) * span_days)
