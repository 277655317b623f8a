"""The small plant with relays, and short circuits told as orders."""

from __future__ import annotations

from typing import Any

from tests.plants import Story, Told, small_parts
from twin.facts.control import CauseFault

RELAYS = ("halls:\n", "protection: {}\nhalls:\n")
STOUT = (
    ("rated_a: 1200", "rated_a: 600"),
    ("{model: pad-2500, count: 6}", "{model: pad-3500, count: 4}"),
)
"""Feeders and unit transformers that fit each other, so that relays see all of a feeder's zone."""
TIGHT = (
    "protection: {}",
    "restart: {limit_pu: 2}\n"
    "protection: {tie_pickup_ratio: 1, low_pickup_ratio: 1.05, high_pickup_ratio: 1.3}",
)
"""Low sides that pick up just above their rating, and blocks that restart into an overload."""
AT_S = 600.0


def guarded(*changes: tuple[str, str], **more: Any):
    """Parts of the small plant with relays; halls come last in its document."""
    return small_parts(RELAYS, *STOUT, *changes, **more)


def fault(asset: str, **more: Any) -> CauseFault:
    """A bolted fault that takes an hour to mend."""
    return CauseFault("a drill", asset, more.pop("repair_s", 3600.0), **more)


def told(*orders: Any, until_h: float = 0.5, policies: tuple[str, ...] = (), **more: Any) -> Told:
    """A story of orders given at ten minutes."""
    orders_at = tuple((AT_S, order) for order in orders)
    parts = more.pop("parts", None) or guarded()
    return Story(orders=orders_at, policies=policies, parts=parts, **more).told(until_h)
