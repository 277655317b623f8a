"""GPU cloud: computing sold by the hour of a GPU (E18)."""

from __future__ import annotations

from dataclasses import dataclass

from twin.units import H_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudContract:
    """GPUs sold by the hour.

    Attributes:
        gpu_count: contracted.
        usd_per_gpu_h: price in the first year.
        take_or_pay_frac: share of all hours that is paid if used or not; 0 (a spot market) is an
            assumption [A].
        price_growth_frac: growth of the price, a year; -0.15 is the mean decline assumed for GPUs
            on the spot market [A], 0 for a contract.
        prepay_frac: share of the paid hours of the term paid at the start.
        term_years: of the contract.
    """

    gpu_count: int
    usd_per_gpu_h: float
    take_or_pay_frac: float = 0.0
    price_growth_frac: float = 0.0
    prepay_frac: float = 0.0
    term_years: int = 5


def cloud_revenue_usd(
    contract: CloudContract,
    used_gpu_h: float,
    span_h: float,
    *,
    year_index: int = 0,
    availability_frac: float = 1.0,
) -> float:
    """What a span of a contract earns.

    Args:
        contract: of the customer.
        used_gpu_h: hours of GPUs that were used.
        span_h: length of the span.
        year_index: of the contract, for its price; the first is 0.
        availability_frac: of the span; hours that could not be given are not paid for.

    >>> fleet = CloudContract(gpu_count=2_448, usd_per_gpu_h=5.30)
    >>> round(cloud_revenue_usd(fleet, 2_448 * 8_760 * 0.85 * 0.99, 8_760.0) / 1e6, 1)
    95.6
    """
    offered_gpu_h = contract.gpu_count * span_h * availability_frac
    least_gpu_h = contract.take_or_pay_frac * offered_gpu_h
    price = contract.usd_per_gpu_h * (1.0 + contract.price_growth_frac) ** year_index
    return max(used_gpu_h, least_gpu_h) * price


def expected_gpu_h(
    gpu_count: int, utilisation_frac: float, availability_frac: float, span_h: float = H_PER_YEAR
) -> float:
    """Hours of GPUs that a fleet is expected to sell."""
    return gpu_count * span_h * utilisation_frac * availability_frac


def cloud_prepayment_usd(contract: CloudContract) -> float:
    """What is paid at the start, of what is paid whether it is used or not.

    >>> sold = CloudContract(
    ...     gpu_count=100, usd_per_gpu_h=2.0, take_or_pay_frac=1.0, prepay_frac=0.2
    ... )
    >>> round(cloud_prepayment_usd(sold))
    1752000
    """
    return contract.prepay_frac * sum(
        cloud_revenue_usd(contract, 0.0, H_PER_YEAR, year_index=year)
        for year in range(contract.term_years)
    )
