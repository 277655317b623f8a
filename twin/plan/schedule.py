"""Dates: the earliest that the network allows, the float behind them, and what drives them.

The critical path method: forward for the earliest dates, backward for the float. Dates are days
after notice to proceed, an activity holds [start, finish), and what waits for its finish may start
that same day. Source: PMI, Practice Standard for Scheduling; FS, SS, FF and SF links with lags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, inf

from twin.plan.network import Activity, Network, Wait

_NEAR_DAYS = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When everything starts and finishes.

    Attributes:
        network: whose activities these are.
        durations_days, starts_days, finishes_days: of each activity, after notice to proceed.
        drivers: index of the activity that its start waits for, or -1 where only a date or a
            crew holds it.
    """

    network: Network
    durations_days: tuple[float, ...]
    starts_days: tuple[float, ...]
    finishes_days: tuple[float, ...]
    drivers: tuple[int, ...]

    def start_days(self, name: str) -> float:
        """When an activity starts, after notice to proceed."""
        return self.starts_days[self.network.index_of[name]]

    def finish_days(self, name: str) -> float:
        """When an activity is finished, after notice to proceed."""
        return self.finishes_days[self.network.index_of[name]]

    def start(self, name: str) -> date:
        """The day on which an activity starts."""
        return day_of(self.network.ntp, self.start_days(name))

    def finish(self, name: str) -> date:
        """The day on which an activity is finished."""
        return day_of(self.network.ntp, self.finish_days(name))

    def driving_path(self, name: str) -> list[str]:
        """The chain of activities that decides when this one starts, the first one first."""
        here, path = self.network.index_of[name], list[str]()
        while here >= 0:
            path.append(self.network.activities[here].id)
            here = self.drivers[here]
        return path[::-1]


def day_of(ntp: date, after_days: float) -> date:
    """The date some days after notice to proceed; a part of a day belongs to its day.

    A draw may lie past the end of the calendar: then it is its last day.

    >>> day_of(date(2027, 1, 4), 661.5)
    datetime.date(2028, 10, 26)
    """
    last_days = (date.max - ntp).days
    return ntp + timedelta(days=floor(min(after_days + _NEAR_DAYS, last_days)))


def earliest(network: Network, durations_days: Sequence[float] | None = None) -> Schedule:
    """The earliest dates that links, items and permits allow, with crews without number.

    Args:
        network: the plan's.
        durations_days: of each activity; the planned ones when left out.
    """
    durations = list(durations_days) if durations_days is not None else network.planned_days()
    starts_days: list[float] = []
    finishes_days: list[float] = []
    drivers: list[int] = []
    for activity, span in zip(network.activities, durations, strict=True):
        start, driver = earliest_start(activity, span, starts_days, finishes_days)
        starts_days.append(start)
        finishes_days.append(start + span)
        drivers.append(driver)
    return Schedule(
        network=network,
        durations_days=tuple(durations),
        starts_days=tuple(starts_days),
        finishes_days=tuple(finishes_days),
        drivers=tuple(drivers),
    )


def earliest_start(
    activity: Activity,
    span_days: float,
    starts_days: Sequence[float],
    finishes_days: Sequence[float],
) -> tuple[float, int]:
    """When an activity may start, and which other decides it (-1: none).

    Args:
        activity: with what it waits for.
        span_days: its duration.
        starts_days: of the activities before it.
        finishes_days: likewise.
    """
    best, driver = activity.earliest_days, -1
    for wait in activity.waits:
        base = starts_days if wait.type[0] == "S" else finishes_days
        held = base[wait.index] + wait.lag_days - (span_days if wait.type[1] == "F" else 0.0)
        if held > best or (driver < 0 and held == best):
            best, driver = held, wait.index
    return best, driver


def total_floats_days(schedule: Schedule, held: Iterable[str] = ()) -> list[float]:
    """How late each activity may be without moving the last finish of the plan [days].

    Args:
        schedule: the dates.
        held: activities whose own finish must not move either, as handovers.
    """
    activities = schedule.network.activities
    late_days = [inf] * len(activities)  # latest finish
    end_days = max(
        (
            finish
            for finish, one in zip(schedule.finishes_days, activities, strict=True)
            if one.kind == "task"
        ),
        default=0.0,
    )
    for name in held:
        late_days[schedule.network.index_of[name]] = schedule.finish_days(name)
    for index in range(len(activities) - 1, -1, -1):
        late_days[index] = min(late_days[index], end_days)
        for wait in activities[index].waits:
            latest = _latest_finish(schedule, wait, index, late_days[index])
            late_days[wait.index] = min(late_days[wait.index], latest)
    return [late - finish for late, finish in zip(late_days, schedule.finishes_days, strict=True)]


def free_floats_days(schedule: Schedule) -> list[float]:
    """How late each activity may be without moving any other [days]; inf where none waits."""
    free_days = [inf] * len(schedule.network.activities)
    for index, one in enumerate(schedule.network.activities):
        for wait in one.waits:
            latest = _latest_finish(schedule, wait, index, schedule.finishes_days[index])
            spare = latest - schedule.finishes_days[wait.index]
            free_days[wait.index] = min(free_days[wait.index], spare)
    return free_days


def _latest_finish(schedule: Schedule, wait: Wait, index: int, late_days: float) -> float:
    """The latest finish of what is waited for, by one link."""
    mine, others = schedule.durations_days[index], schedule.durations_days[wait.index]
    held = late_days - (mine if wait.type[1] == "S" else 0.0) - wait.lag_days
    return held + (others if wait.type[0] == "S" else 0.0)
