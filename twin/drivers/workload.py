"""Work comes to the halls: jobs arrive, request load changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

import simpy

from twin.drivers.contract import Agenda, Priority, Process, Scheduled
from twin.facility import Plant
from twin.facts import Fact
from twin.facts.compute import InferenceLoadChanged, JobQueued, JobRefused, JobStarted
from twin.series import Job, Series

HALLS_MOST = 100


class JobStream(Protocol):
    """Jobs in order of arrival, from any instant on."""

    def after(self, t_us: int) -> Iterator[Job]:
        """Every job that arrives strictly after an instant."""
        ...


class Arrivals(Scheduled):
    """Jobs of one hall arrive.

    One that fits and finds no line starts at once; else it waits in line.

    A job's number is its stream's, with the hall's two digits behind it.
    """

    rearms_on: ClassVar[int] = 0

    def __init__(self, plant: Plant, hall: int, stream: JobStream, queue_max_count: int) -> None:
        """Bring the jobs of `stream` to a hall of `plant`."""
        assert hall < HALLS_MOST, "two digits name a hall"
        self._plant = plant
        self._hall = hall
        self._name = plant.parts.hall_ids[hall]
        self._stream = stream
        self._most = queue_max_count

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """One fact a job; none comes to a hall without racks."""
        now_us: int = env.now  # type: ignore[assignment]
        name, priority = self._name, Priority.WORKLOAD
        for job in self._stream.after(now_us):
            if job.t_us > now_us:
                yield env.timeout(job.t_us - now_us)
                now_us = job.t_us
            if not self._plant.halls.is_fitted(self._hall):
                continue
            number = job.job * HALLS_MOST + self._hall
            agenda.append((priority, name, number, self._arrived(job, number), None, "sim"))

    def _arrived(self, job: Job, number: int) -> Fact:
        halls, hall = self._plant.halls, self._hall
        if job.racks > halls.job_racks_count(hall):
            return JobRefused(number, f"it needs {job.racks} racks, the hall has fewer for jobs")
        line = halls.queue[hall]
        if len(line) >= self._most:
            return JobRefused(number, f"{len(line)} jobs wait already")
        starts = not line and halls.powered[hall] and job.racks <= halls.free_count(hall)
        kind = JobStarted if starts else JobQueued
        return kind(
            job.work_s,
            number,
            job.racks,
            job.high_frac,
            job.low_frac,
            job.period_s,
            job.duty_frac,
            job.checkpoint_s,
        )


class Requests(Scheduled):
    """The request load of one hall's inference racks follows a series."""

    def __init__(self, plant: Plant, hall: int, series: Series) -> None:
        """Bring the load of `series` to a hall of `plant`."""
        self._plant, self._hall = plant, hall
        self._name = plant.parts.hall_ids[hall]
        self._series = series
        self._first = False

    def say_first(self) -> Requests:
        """Also say the load that holds when the process starts: for a run that begins."""
        self._first = True
        return self

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """One fact at each change of the load; none for a hall without racks."""
        start_us: int = env.now  # type: ignore[assignment]
        now_us = start_us
        if self._first:
            yield env.timeout(0)
            load_frac = self._series.value_at(now_us)
            agenda.append(
                (Priority.WORKLOAD + 1, self._name, 0, InferenceLoadChanged(load_frac), None, "sim")
            )
        for at_us, row in self._series.changes(start_us):
            yield env.timeout(at_us - now_us)
            now_us = at_us
            if not self._plant.halls.is_fitted(self._hall):
                continue
            agenda.append(
                (Priority.WORKLOAD + 1, self._name, 0, InferenceLoadChanged(row[0]), None, "sim")
            )
