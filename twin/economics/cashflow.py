"""Flows of money over years: present value, rate of return, payback, cash at risk (E21).

A flow may stand at any instant, so yearly, monthly and dated plans are all one. Received is
positive, spent negative. Unlevered and before tax unless the flows say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, expm1, fsum, log, log1p
from typing import NamedTuple

import numpy as np

from twin.kernel import bracketed_root

# Several rates are looked for between -99 % and +1,000 %, on a grid this fine.
_LOW_GROWTH = log(0.01)
_HIGH_GROWTH = log(11.0)
_GRID_COUNT = 2_000
_GROWTH_LIMIT = 700.0


class Flow(NamedTuple):
    """Money at an instant.

    Attributes:
        at_years: after the day that values are brought back to.
        net_usd: received, or spent where negative.
    """

    at_years: float
    net_usd: float


class ReturnRates(NamedTuple):
    """Every rate at which the present value is zero.

    Attributes:
        rates_frac: ascending, a year; none where no rate does it, several where the flows change
            their sign more than once.
    """

    rates_frac: tuple[float, ...]

    @property
    def rate_frac(self) -> float | None:
        """The rate of return; None where there is none, or several that could be it.

        The only rate, or the only one that is not below zero: a cost at the end of a plan that
        pays brings a second rate at which nearly all money is lost, and nobody means that one.
        """
        likely = [rate for rate in self.rates_frac if rate >= 0.0]
        for rates in (self.rates_frac, likely):
            if len(rates) == 1:
                return rates[0]
        return None

    @property
    def words(self) -> str:
        """For people: the rate, or why there is none.

        >>> ReturnRates(()).words
        'none'
        """
        if self.rate_frac is not None:
            return f"{self.rate_frac:.2%}"
        if not self.rates_frac:
            return "none"
        return "several: " + ", ".join(f"{rate:.2%}" for rate in self.rates_frac)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """A plan's flows in five numbers.

    Attributes:
        npv_usd: present value.
        returns: rates at which it would be zero.
        payback_years: when the sum of all flows so far is first not negative any more; None if
            never. 0 where it never is.
        peak_cash_usd: most that is out at once, not negative.
        moic_ratio: multiple of invested capital: all that came over all that went; None where
            nothing went.
    """

    npv_usd: float
    returns: ReturnRates
    payback_years: float | None
    peak_cash_usd: float
    moic_ratio: float | None


def yearly(nets_usd: Iterable[float]) -> list[Flow]:
    """Flows a year apart, the first today.

    >>> yearly([-1.0, 2.0])
    [Flow(at_years=0.0, net_usd=-1.0), Flow(at_years=1.0, net_usd=2.0)]
    """
    return [Flow(float(year), net_usd) for year, net_usd in enumerate(nets_usd)]


def npv_usd(flows: Iterable[Flow], rate_frac: float) -> float:
    """Present value of flows at a rate, a year, above -1.

    >>> round(npv_usd(yearly([-100.0, 60.0, 60.0]), 0.10), 4)
    4.1322
    """
    growth_ratio = log1p(rate_frac)
    return fsum(net_usd * exp(-growth_ratio * at_years) for at_years, net_usd in flows)


def return_rates(flows: Iterable[Flow]) -> ReturnRates:
    """Every rate of return of some flows.

    Where the flows in order of time change their sign once there is exactly one rate (Descartes'
    rule), where they don't there is none. Where they change it more often, all rates between -99 %
    and +1,000 % are looked for at which the value crosses zero; a rate at which it only touches
    zero is none.

    >>> return_rates(yearly([-100.0, 60.0, 60.0])).words
    '13.07%'
    >>> return_rates(yearly([-100.0, 230.0, -132.0])).words
    'several: 10.00%, 20.00%'
    """
    merged = _merged(flows)
    signs = [net_usd > 0.0 for _, net_usd in merged]
    changes_count = sum(one != other for one, other in pairwise(signs))
    if not changes_count:
        return ReturnRates(())
    if changes_count == 1:
        growth = _only_growth(merged)
        return ReturnRates(() if growth is None else (expm1(growth),))
    return ReturnRates(tuple(map(expm1, _growths(merged))))


def payback_years(flows: Iterable[Flow]) -> float | None:
    """When the sum so far is first not negative any more; None if never, 0 if it never is.

    >>> payback_years(yearly([-100.0, 60.0, 60.0]))
    2.0
    """
    was_out = False
    for (at_years, _), so_far_usd in zip(*_summed(flows), strict=True):
        if was_out and so_far_usd >= 0.0:
            return at_years
        was_out = was_out or so_far_usd < 0.0
    return None if was_out else 0.0


def peak_cash_usd(flows: Iterable[Flow]) -> float:
    """The most that is out at once.

    >>> peak_cash_usd(yearly([-100.0, -20.0, 60.0]))
    120.0
    """
    return max(0.0, -min(_summed(flows)[1], default=0.0))


def moic_ratio(flows: Iterable[Flow]) -> float | None:
    """All that came over all that went, flow by flow as given; None where nothing went.

    >>> moic_ratio(yearly([-100.0, 60.0, 60.0]))
    1.2
    """
    nets_usd = [net_usd for _, net_usd in flows]
    spent_usd = -fsum(net_usd for net_usd in nets_usd if net_usd < 0.0)
    came_usd = fsum(net_usd for net_usd in nets_usd if net_usd > 0.0)
    return came_usd / spent_usd if spent_usd else None


def appraise(flows: Iterable[Flow], rate_frac: float) -> Appraisal:
    """A plan's flows in five numbers.

    Args:
        flows: in any order.
        rate_frac: that values are brought back at, a year.
    """
    held = list(flows)
    return Appraisal(
        npv_usd=npv_usd(held, rate_frac),
        returns=return_rates(held),
        payback_years=payback_years(held),
        peak_cash_usd=peak_cash_usd(held),
        moic_ratio=moic_ratio(held),
    )


def _merged(flows: Iterable[Flow]) -> list[Flow]:
    """In order of time, one an instant, none of nothing."""
    by_time_usd: dict[float, list[float]] = {}
    for at_years, net_usd in flows:
        by_time_usd.setdefault(at_years, []).append(net_usd)
    sums = (Flow(at_years, fsum(by_time_usd[at_years])) for at_years in sorted(by_time_usd))
    return [flow for flow in sums if flow.net_usd]


def _summed(flows: Iterable[Flow]) -> tuple[list[Flow], list[float]]:
    merged = _merged(flows)
    return merged, list(accumulate(net_usd for _, net_usd in merged))


def _scaled_usd(flows: Sequence[Flow], growth_ratio: float) -> float:
    """Value at a logarithm of growth, brought to the flow that weighs most: the sign is the same.

    No exponent is above zero, so that nothing overflows however far the growth is.
    """
    pivot_years = flows[0].at_years if growth_ratio > 0.0 else flows[-1].at_years
    return fsum(
        net_usd * exp(-growth_ratio * (at_years - pivot_years)) for at_years, net_usd in flows
    )


def _only_growth(flows: Sequence[Flow]) -> float | None:
    """The only logarithm of growth at which the value is zero; None beyond what a number holds."""
    now_usd = _scaled_usd(flows, 0.0)
    if now_usd == 0.0:
        return 0.0
    # The value at endless growth has the sign of the first flow: that says which way the root is.
    way = 1.0 if (now_usd > 0.0) != (flows[0].net_usd > 0.0) else -1.0
    near, far = 0.0, way
    while abs(far) < _GROWTH_LIMIT:
        if (_scaled_usd(flows, far) > 0.0) != (now_usd > 0.0):
            return bracketed_root(lambda growth: _scaled_usd(flows, growth), near, far)
        near, far = far, 2.0 * far
    return None


def _growths(flows: Sequence[Flow]) -> list[float]:
    """Every logarithm of growth at which the value changes its sign, between two of a grid."""
    grid_ratio = np.linspace(_LOW_GROWTH, _HIGH_GROWTH, _GRID_COUNT + 1)
    back_ratio, forth_ratio = grid_ratio[grid_ratio <= 0.0], grid_ratio[grid_ratio > 0.0]
    is_up = np.concatenate([_values_usd(flows, half) > 0.0 for half in (back_ratio, forth_ratio)])
    found_ratio: list[float] = []
    for place in np.flatnonzero(is_up[1:] != is_up[:-1]):
        low, high = float(grid_ratio[place]), float(grid_ratio[place + 1])
        found_ratio.append(bracketed_root(lambda growth: _scaled_usd(flows, growth), low, high))
    return found_ratio


def _values_usd(flows: Sequence[Flow], growths_ratio: np.ndarray) -> np.ndarray:
    """The same at many growths at once, all of them above zero or none."""
    is_forth = bool(growths_ratio[0] > 0.0)
    pivot_years = flows[0].at_years if is_forth else flows[-1].at_years
    found_usd = np.zeros_like(growths_ratio)
    for at_years, net_usd in flows:
        found_usd += net_usd * np.exp(growths_ratio * (pivot_years - at_years))
    return found_usd
