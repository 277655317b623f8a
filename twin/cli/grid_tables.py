"""The grid's side of a summary as tables: ramps, orders, calls of reserve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from twin.cli.instants import brief, stamp
from twin.cli.tables import number, table
from twin.run.delivery import Called, Delivered
from twin.run.ramps import Steepest
from twin.run.settling import PeakDemand
from twin.run.summary import Summary
from twin.series.zones import zone


def grid_sections(found: Summary) -> Iterator[str]:
    """How steeply the import changed, then what was ordered and called, where anything was.

    Args:
        found: the run in numbers.
    """
    where = zone(found.tz)
    grid = found.grid
    yield _ramps(grid.steepest, where)
    if grid.orders:
        yield _orders(grid.orders, where)
    if grid.reserves:
        yield _reserves(grid.reserves, where)
    if grid.peaks:
        yield _peaks(grid.peaks, where)


def _ramps(found: Steepest, where: tzinfo) -> str:
    rows = [
        [
            "rise",
            number(found.up_mw_per_min, 2),
            stamp(found.up_us, where)[:19],
            _limit(found.up_limit_mw_per_min),
        ],
        [
            "fall",
            number(found.down_mw_per_min, 2),
            stamp(found.down_us, where)[:19],
            _limit(found.down_limit_mw_per_min),
        ],
    ]
    return table(["steepest in a minute", "MW/min", "at", "contracted"], rows)


def _limit(limit_mw_per_min: float | None) -> str:
    return "any" if limit_mw_per_min is None else f"{limit_mw_per_min:g} MW/min"


def _orders(orders: list[Delivered], where: tzinfo) -> str:
    rows = [
        [
            f"{one.number} {one.service.replace('_', ' ')}",
            brief(one.due_us, where),
            number(one.before_mw, 2),
            number(one.limit_mw, 2),
            number(one.due_mw, 2),
            _verdict(one.met),
            stamp(one.kept_us, where)[11:19] if one.kept_us is not None else "never",
            number(one.above_mwh, 3),
        ]
        for one in orders
    ]
    heads = ["order", "due", "MW before", "allowed", "imported", "", "kept from", "MWh above"]
    return table(heads, rows)


def _verdict(met: bool | None) -> str:
    return "not due" if met is None else "met" if met else "missed"


def _peaks(peaks: list[PeakDemand], where: tzinfo) -> str:
    rows = [
        [
            brief(one.start_us, where),
            number(one.demand_mw, 3),
            "as stated" if one.stated else "the site's own highest",
        ]
        for one in peaks
    ]
    known = [one.demand_mw for one in peaks if one.demand_mw is not None]
    basis = f"\nbasis of the charge: {number(sum(known) / len(known), 3)} MW" if known else ""
    return table(["coincident peak", "MW", ""], rows) + basis


def _reserves(calls: list[Called], where: tzinfo) -> str:
    rows = [
        [
            stamp(one.t_us, where)[:19],
            f"{one.frequency_hz:g}",
            number(one.sold_mw, 2),
            number(one.delivered_mw, 2),
            f"{one.within_s:g}",
            _verdict(one.met),
        ]
        for one in calls
    ]
    return table(["reserve called", "Hz", "MW sold", "delivered", "within s", ""], rows)
