"""Jobs on racks finish, write checkpoints, start on free racks and tell what was lost."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import ClassVar

import simpy

from twin.devices.training_job import finish_us
from twin.drivers.contract import Agenda, Priority, Process, Timed
from twin.facility import Plant, topics
from twin.facts import Fact
from twin.facts.compute import (
    CheckpointBegan,
    CheckpointEnded,
    JobFinished,
    JobInterrupted,
    JobStarted,
)


class Jobs(Timed):
    """One process for all running jobs: the next finish or checkpoint is the smallest of a heap.

    An entry carries the job's version and is dropped when the job's pace has changed since.
    """

    wakes_on: ClassVar[int] = topics.QUEUE | topics.RACKS
    rearms_on: ClassVar[int] = topics.JOBS | topics.RACKS | topics.QUEUE

    def __init__(self, plant: Plant) -> None:
        """Watch the jobs of `plant`."""
        self._plant = plant
        self._heap: list[tuple[int, int, int]] = []

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """Take in the jobs that run already, then wait for the next instant."""
        jobs = self._plant.halls.jobs
        self._heap = [entry for number in jobs if (entry := self._entry(number)) is not None]
        heapify(self._heap)
        return super().process(env, agenda)

    def due_us(self, t_us: int) -> int | None:
        """The next finish or checkpoint of a job whose pace has not changed since."""
        heap, jobs = self._heap, self._plant.halls.jobs
        if self._plant.repaced:
            for number in self._plant.take_repaced():
                entry = self._entry(number)
                if entry is not None:
                    heappush(heap, entry)
        while heap:
            _, number, version = heap[0]
            job = jobs.get(number)
            if job is not None and job.version == version and job.racks:
                return heap[0][0]
            heappop(heap)
        return None

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every job that is done, or at a checkpoint, by now."""
        heap, plant = self._heap, self._plant
        jobs, names = plant.halls.jobs, plant.parts.hall_ids
        while heap and heap[0][0] <= t_us:
            _, number, version = heappop(heap)
            job = jobs.get(number)
            if job is None or job.version != version or not job.racks:
                continue
            fact: Fact
            done_us = finish_us(job)
            if done_us is not None and done_us <= t_us:
                fact = JobFinished(number)
            else:
                fact = CheckpointEnded(number) if job.writing else CheckpointBegan(number)
            agenda.append(
                (
                    Priority.JOBS,
                    names[job.hall_index],
                    number,
                    fact,
                    plant.job_seq.get(number),
                    "sim",
                )
            )

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Say what stopped, and start the next job that fits.

        One a hall and round, for racks go as facts apply.
        """
        plant = self._plant
        if plant.stopped:
            for subject, number, seq in plant.take_stopped():
                lost_s = round(plant.halls.jobs[number].lost_s, 3)
                agenda.append(
                    (Priority.JOBS, subject, number, JobInterrupted(lost_s, number), seq, "sim")
                )
        halls = plant.halls
        for hall, line in enumerate(halls.queue):
            number = halls.next_start(hall) if line else None
            if number is not None:
                name = plant.parts.hall_ids[hall]
                job = halls.jobs[number]
                left_s = round(job.shape.work_s - job.done_s, 3)
                fact = JobStarted(left_s, number)
                agenda.append(
                    (Priority.JOBS + 1, name, number, fact, plant.job_seq.get(number), "sim")
                )

    def _entry(self, number: int) -> tuple[int, int, int] | None:
        halls = self._plant.halls
        job = halls.jobs.get(number)
        if job is None or not job.racks:
            return None
        done_us = finish_us(job)
        due_us = halls.next_checkpoint_us(number) or done_us
        if done_us is not None and due_us is not None and done_us < due_us:
            due_us = done_us
        return None if due_us is None else (due_us, number, job.version)
