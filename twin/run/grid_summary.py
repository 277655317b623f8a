"""The grid's side of a run in numbers: ramps, orders, calls of reserve, coincident peaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from twin.facts.grid import OrderIssued
from twin.run.delivery import Called, Delivered, calls, deliveries
from twin.run.lineage import Member
from twin.run.ramps import Steepest, steepest_of
from twin.run.settling import PeakDemand, peak_demands

_ORDER = OrderIssued.__name__


class GridSide(msgspec.Struct, frozen=True, kw_only=True):
    """What the grid may ask about.

    Attributes:
        steepest: rise and fall of the import within a minute.
        orders: of the grid's operator, and what was delivered.
        reserves: calls of reserve that was sold, and what was delivered.
        peaks: demand in coincident peaks, where the scenario asks for it.
    """

    steepest: Steepest
    orders: list[Delivered]
    reserves: list[Called]
    peaks: list[PeakDemand]


def grid_side_of(
    line: Member, span_us: tuple[int, int], kinds: Mapping[str, int], sudden_us: Iterable[int]
) -> GridSide:
    """The grid's side of a run.

    Args:
        line: the run.
        span_us: its first instant, and the one it stands at.
        kinds: facts by kind.
        sudden_us: instants of facts that move much power at once, rising.
    """
    coincident = line.inputs.scenario.market.coincident_peaks
    return GridSide(
        steepest=steepest_of(line, span_us, sudden_us),
        orders=deliveries(line, span_us[1]) if _ORDER in kinds else [],
        reserves=calls(line, span_us[1]),
        peaks=peak_demands(line, span_us, coincident) if coincident is not None else [],
    )
