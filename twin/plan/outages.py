"""Hours of a planned outage that lie in a blackout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from twin.plan.supplies import Blackout
from twin.plan.tasks import PlannedOutage

_HOURS_PER_DAY = 24


def blacked_out(outage: PlannedOutage, day: date, blackout: Blackout) -> int:
    """How many hours of an outage that begins on a day lie in a blackout.

    Args:
        outage: with its local start hour and its length.
        day: the day it begins on.
        blackout: a season, and its hours of the day.

    >>> outage = PlannedOutage(assets=("M1",), hours=8, start_hour=8)
    >>> summer = Blackout(id="S", start_mmdd="06-01", end_mmdd="09-30", hours=(13, 14, 15))
    >>> blacked_out(outage, date(2028, 7, 1), summer), blacked_out(outage, date(2028, 5, 1), summer)
    (3, 0)
    """
    count = 0
    for nth in range(outage.start_hour, outage.start_hour + outage.hours):
        days, hour = divmod(nth, _HOURS_PER_DAY)
        if hour in blackout.hours and in_season(day + timedelta(days=days), blackout):
            count += 1
    return count


def blackout_hours(
    outage: PlannedOutage, day: date, blackouts: Iterable[Blackout]
) -> Iterator[tuple[str, int]]:
    """Each blackout that an outage must keep out of, and how many of its hours lie in it.

    Args:
        outage: with the blackouts it names; all count where it names none.
        day: the day it begins on.
        blackouts: of the plan.
    """
    names = {one.id: one for one in blackouts}
    for name in outage.blackout or tuple(names):
        yield name, blacked_out(outage, day, names[name])


def in_season(day: date, blackout: Blackout) -> bool:
    """Whether a day lies in a blackout's season, which may pass new year."""
    here, first, last = f"{day:%m-%d}", blackout.start_mmdd, blackout.end_mmdd
    return first <= here <= last if first <= last else here >= first or here <= last
