"""Stranded megawatts: power that is contracted and earns nothing, by cause (E25).

A megawatt has one cause at a time: causes claim what is stranded in a stated order, and what none
claims is `unused`. So the causes add up to what is stranded. Months are those of the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from math import fsum
from typing import Literal, get_args

from twin.economics.months import span_months

Cause = Literal["dark", "waiting", "derate", "n1_reserve", "coincident_peak", "unused"]

# Who claims first: what is off for building, then what waits for its GPUs, and so on.
CLAIM_ORDER: tuple[Cause, ...] = get_args(Cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandedSpan:
    """Power of one cause that stood still for a while.

    Attributes:
        cause: why.
        start_us, end_us: from when to when, as from an effect to the start of a contract.
        wall_mw: of machines at the wall.
    """

    cause: Cause
    start_us: int
    end_us: int
    wall_mw: float


def attributed_mw(
    contracted_mw: float, used_mw: float, claims_mw: Mapping[Cause, float]
) -> dict[Cause, float]:
    """What is stranded at an instant, shared among its causes.

    Args:
        contracted_mw: with the utility.
        used_mw: of it.
        claims_mw: power that each cause holds back; more than is stranded is cut.

    >>> attributed_mw(100.0, 70.0, {"dark": 20.0, "waiting": 15.0})
    {'dark': 20.0, 'waiting': 10.0}
    """
    left_mw = max(0.0, contracted_mw - used_mw)
    found_mw: dict[Cause, float] = {}
    for cause in CLAIM_ORDER:
        claimed_mw = left_mw if cause == "unused" else min(left_mw, claims_mw.get(cause, 0.0))
        if claimed_mw > 0.0:
            found_mw[cause] = claimed_mw
            left_mw -= claimed_mw
    return found_mw


def stranded_mw_months(spans: Iterable[StrandedSpan], zone: tzinfo) -> dict[Cause, float]:
    """Megawatt-months of each cause, by calendar months.

    Args:
        spans: of any causes.
        zone: of the clock that months are told by.
    """
    parts_mw_months: dict[Cause, list[float]] = {}
    for one in spans:
        months = span_months(one.start_us, one.end_us, zone)
        parts_mw_months.setdefault(one.cause, []).append(one.wall_mw * months)
    return {
        cause: fsum(parts_mw_months[cause]) for cause in CLAIM_ORDER if cause in parts_mw_months
    }


def stranded_usd(
    mw_months: Mapping[Cause, float],
    margin_usd_per_mw_month: float,
    fixed_usd_per_mw_month: float = 0.0,
) -> float:
    """What stranded power costs: fixed cost of it, and the margin that it would have earned.

    Args:
        mw_months: of each cause.
        margin_usd_per_mw_month: forgone.
        fixed_usd_per_mw_month: paid for power that is not used.

    >>> round(stranded_usd({"dark": 128.0}, 7_600.0))
    972800
    """
    return fsum(mw_months.values()) * (margin_usd_per_mw_month + fixed_usd_per_mw_month)


def dark_spans(off_mw: Sequence[tuple[int, float]], earning_us: int) -> list[StrandedSpan]:
    """Blocks that went dark for a hall, each from its effect to the start of the hall's contract.

    Args:
        off_mw: when each block went dark, and its power at the wall.
        earning_us: when the contract starts; a block that goes dark later was never stranded.
    """
    return [
        StrandedSpan(cause="dark", start_us=off_us, end_us=earning_us, wall_mw=wall_mw)
        for off_us, wall_mw in off_mw
        if off_us < earning_us
    ]
