"""Capital cost: escalation from the price base, contingency, deposits and the rest on delivery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from twin.economics.cashflow import Flow
from twin.economics.depreciation import AssetClass


@dataclass(frozen=True, slots=True, kw_only=True)
class CapexItem:
    """What is ordered, delivered and paid.

    Attributes:
        name: of it.
        kind: class that it is depreciated in.
        base_usd: cost in prices of the price base, without contingency.
        order_years: when it is ordered, from the price base; its price is fixed then, which is an
            assumption [A].
        delivery_years: when it is delivered, not before.
        deposit_frac: share paid with the order.
    """

    name: str
    kind: AssetClass
    base_usd: float
    order_years: float
    delivery_years: float
    deposit_frac: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerms:
    """What is added to a cost in prices of the base.

    Attributes:
        escalation_frac: growth of prices, a year; 0 is an assumption [A].
        contingency_frac: on top of everything; 0.1 is an assumption [A].
    """

    escalation_frac: float = 0.0
    contingency_frac: float = 0.1


def cost_usd(item: CapexItem, terms: PriceTerms) -> float:
    """What an item comes to, with escalation and contingency.

    >>> ups = CapexItem(name="UPS", kind="electrical", base_usd=100.0, order_years=2.0,
    ...                 delivery_years=2.6)
    >>> round(cost_usd(ups, PriceTerms(escalation_frac=0.1, contingency_frac=0.0)), 9)
    121.0
    """
    growth_ratio = (1.0 + terms.escalation_frac) ** item.order_years
    return item.base_usd * growth_ratio * (1.0 + terms.contingency_frac)


def payments(item: CapexItem, terms: PriceTerms) -> list[Flow]:
    """A deposit with the order, the rest on delivery; spent is negative.

    >>> rack = CapexItem(name="racks", kind="gpu", base_usd=100.0, order_years=0.0,
    ...                  delivery_years=0.5, deposit_frac=0.2)
    >>> payments(rack, PriceTerms(contingency_frac=0.0))
    [Flow(at_years=0.0, net_usd=-20.0), Flow(at_years=0.5, net_usd=-80.0)]
    """
    total_usd = cost_usd(item, terms)
    deposit_usd = total_usd * item.deposit_frac
    parts = (
        Flow(item.order_years, -deposit_usd),
        Flow(item.delivery_years, deposit_usd - total_usd),
    )
    return [flow for flow in parts if flow.net_usd]


def total_usd(items: Iterable[CapexItem], terms: PriceTerms) -> float:
    """What all items come to."""
    return fsum(cost_usd(item, terms) for item in items)
