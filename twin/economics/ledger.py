"""The ledger: every amount once, in whole cents, so that its parts add up to the last of them.

An amount is rounded to cents where it is written down and nowhere else; sums are sums of integers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from twin.economics.months import Month

_CENTS_PER_USD = 100
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An amount in an account.

    Attributes:
        month: that it belongs to.
        account: as `rent`, `energy`, `capex`.
        subject: whose it is: a hall, a group of miners, a contract.
        cents: received, or spent where negative.
    """

    month: Month
    account: str
    subject: str
    cents: int


def cents(amount_usd: float) -> int:
    """An amount in whole cents, halves to the even one.

    >>> cents(1.005), cents(-203_400.0)
    (100, -20340000)
    """
    return round(amount_usd * _CENTS_PER_USD)


def usd(whole_cents: int) -> float:
    """An amount of whole cents as it is shown.

    >>> usd(-20_340_001)
    -203400.01
    """
    return whole_cents / _CENTS_PER_USD


def entry(month: Month, account: str, subject: str, net_usd: float) -> Entry:
    """An amount written down: rounded here, once."""
    return Entry(month=month, account=account, subject=subject, cents=cents(net_usd))


def total_cents(entries: Iterable[Entry]) -> int:
    """Sum of all entries."""
    return sum(one.cents for one in entries)


def totals_cents(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, int]:
    """Sums by whatever an entry says: account, month, subject, or several of them.

    >>> paid = [entry(Month(2027, 1), "rent", "H1", 1.0), entry(Month(2027, 2), "rent", "H1", 2.0)]
    >>> totals_cents(paid, lambda one: one.account)
    {'rent': 300}
    """
    found: dict[Key, int] = {}
    for one in entries:
        name = key(one)
        found[name] = found.get(name, 0) + one.cents
    return found


def shared_cents(whole_cents: int, weights_ratio: Sequence[float]) -> list[int]:
    """An amount shared by weight, to the cent: the parts add up to the whole.

    Each gets its share rounded down; the cents left over go to the largest remainders, the first
    among equals.

    Args:
        whole_cents: to be shared.
        weights_ratio: not negative; not all zero.

    >>> shared_cents(100, [1.0, 1.0, 1.0])
    [34, 33, 33]
    """
    whole_ratio = sum(weights_ratio)
    exact = [whole_cents * (weight / whole_ratio) for weight in weights_ratio]
    parts = [int(share // 1) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: parts[n] - exact[n])
    for place in by_rest[: whole_cents - sum(parts)]:
        parts[place] += 1
    return parts
