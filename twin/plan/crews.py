"""How many of each crew a schedule asks for at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from twin.plan.schedule import Schedule, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewPeak:
    """The largest demand for a crew.

    Attributes:
        count, capacity_count: how many are wanted, how many there are.
        since, until: the first span with that demand.
        tasks: that want them then.
    """

    resource: str
    count: int
    capacity_count: int
    since: date
    until: date
    tasks: tuple[str, ...]


Step = tuple[float, int]
"""A day after notice to proceed, and how many of a crew are wanted from then on."""


def crew_steps(schedule: Schedule) -> dict[str, list[Step]]:
    """Demand for each crew over time, as steps; zero before the first."""
    return {
        name: _steps(schedule, index) for index, name in enumerate(schedule.network.resource_ids)
    }


def crew_peaks(schedule: Schedule) -> Iterator[CrewPeak]:
    """The largest demand for each crew that anyone wants."""
    network = schedule.network
    for index, (name, steps) in enumerate(crew_steps(schedule).items()):
        if not steps:
            continue
        most = max(count for _, count in steps)
        nth = next(n for n, (_, count) in enumerate(steps) if count == most)
        since_days, until_days = steps[nth][0], steps[nth + 1][0]
        yield CrewPeak(
            resource=name,
            count=most,
            capacity_count=network.capacity[index],
            since=day_of(network.ntp, since_days),
            until=day_of(network.ntp, until_days),
            tasks=tuple(_holding(schedule, index, since_days)),
        )


def _steps(schedule: Schedule, crew: int) -> list[Step]:
    changes_count: dict[float, int] = {}
    for index, activity in enumerate(schedule.network.activities):
        wanted = sum(qty for one, qty in activity.crews if one == crew)
        start, finish = schedule.starts_days[index], schedule.finishes_days[index]
        if wanted and finish > start:
            changes_count[start] = changes_count.get(start, 0) + wanted
            changes_count[finish] = changes_count.get(finish, 0) - wanted
    steps, count = list[Step](), 0
    for day in sorted(changes_count):
        if changes_count[day]:
            count += changes_count[day]
            steps.append((day, count))
    return steps


def _holding(schedule: Schedule, crew: int, after_days: float) -> Iterator[str]:
    for index, activity in enumerate(schedule.network.activities):
        holds = any(one == crew for one, _ in activity.crews)
        if holds and schedule.starts_days[index] <= after_days < schedule.finishes_days[index]:
            yield activity.id
