"""Halls of GPU racks: who holds which rack, who waits, and what all of it draws.

A hall is identical racks with one supply, one cap and one queue. Jobs run on all their racks or on
none; racks are given lowest number first. The line is first come first served (by job number, so an
interrupted job gets its old place back); a job that fits may pass a first one that doesn't, until
`overtake_count` have. Nothing starts by itself: `next_start` says who may, and a driver makes it a
fact.

A job draws its mean from its first instant: the linear ramp of `ramp_s` is an attribute
(`ramp_w_per_s`), which bills half a ramp too much, 1.5 MJ (0.4 kWh) a rack and start.
"""

from __future__ import annotations

from bisect import insort
from math import ceil

from twin.devices.gpu_hall import ABSENT, FAILED, FREE, HallColumns, empty_racks
from twin.devices.gpu_power import JobShape, pace
from twin.devices.training_job import (
    TrainingJob,
    checkpoint_goal_s,
    done_at_s,
    reached_after_us,
    saved_s,
)
from twin.units import US_PER_S, W_PER_KW


class GpuHalls(HallColumns):
    """All halls of a site and everything that can happen to them; the index is the hall."""

    def submit(self, h: int, t_us: int, number: int, shape: JobShape) -> None:
        """Put a new job in a hall's line; numbers rise in the order that jobs come."""
        spec = self.specs[h]
        assert number not in self.jobs, number
        assert 0 < shape.rack_count <= spec.racks_count - spec.inference_count, number
        how = pace(spec.rack, shape, spec.rack.max_kw * W_PER_KW, shown=self._shown(h, shape))
        self.jobs[number] = TrainingJob(
            number, shape, h, round(shape.rack_count * how.mean_w), how.rate_frac
        )
        line = self.queue[h]
        insort(line, number)
        if line[-1] != number or shape.rack_count <= len(self._free[h]):
            self._stuck[h] = False
        if not self.powered[h]:
            self._advance(h, t_us)
            self._settle(h)

    def next_start(self, h: int) -> int | None:
        """Number of the waiting job that may start now: the first, or one behind that fits."""
        line, room = self.queue[h], len(self._free[h])
        if not line or not room or self._stuck[h] or not self.powered[h]:
            return None
        jobs, spec = self.jobs, self.specs[h]
        first = jobs[line[0]]
        if first.shape.rack_count <= room:
            return first.number
        if first.overtaken_count < spec.overtake_count:
            for number in line[1 : 1 + spec.backfill_count]:
                if jobs[number].shape.rack_count <= room:
                    return number
        self._stuck[h] = True
        return None

    def start(self, number: int, t_us: int) -> None:
        """Give a waiting job its racks, lowest number first.

        The work of a job that was interrupted goes on `restart_s` later.
        """
        job = self.jobs[number]
        h, count = job.hall_index, job.shape.rack_count
        free, line, rack = self._free[h], self.queue[h], self.rack[h]
        assert self.powered[h], number
        assert count <= len(free), number
        assert not job.racks, number
        self._advance(h, t_us)
        job.racks = free[:count]
        del free[:count]
        for r in job.racks:
            rack[r] = number
        if line[0] == number:
            del line[0]
        else:
            self.jobs[line[0]].overtaken_count += 1
            line.remove(number)
        pause_s = self.specs[h].rack.restart_s if job.restart_count else 0.0
        job.anchor_us = t_us + round(pause_s * US_PER_S)
        self._set_pace(job)
        self._job_w[h] += job.draw_w
        self._wish_w[h] += job.wish_w
        self._settle(h)

    def finish(self, number: int, t_us: int) -> None:
        """A job is done and leaves its racks."""
        job = self.jobs.pop(number)
        h = job.hall_index
        self._advance(h, t_us)
        self._release(job)
        self.useful_rack_s[h] += job.shape.rack_count * job.shape.work_s
        self._settle(h)

    def interrupt(self, number: int, t_us: int) -> float:
        """Stop all of a running job, which waits again; the work lost [s], 0 if none ran."""
        job = self.jobs[number]
        if not job.racks:
            return 0.0
        self._advance(job.hall_index, t_us)
        self._stop(job, t_us)
        self._settle(job.hall_index)
        return job.lost_s

    def checkpoint(self, number: int, t_us: int) -> None:
        """Begin a shown checkpoint of a job, or end the one it writes."""
        job = self.jobs[number]
        h = job.hall_index
        self._advance(h, t_us)
        goal_s = None if job.writing else checkpoint_goal_s(job)
        if goal_s is not None:
            job.done_s = goal_s
        job.writing = 1 - job.writing
        job.anchor_us = t_us
        self._job_w[h] -= job.draw_w
        self._set_pace(job)
        self._job_w[h] += job.draw_w
        self._settle(h)

    def next_checkpoint_us(self, number: int) -> int | None:
        """When a shown checkpoint of a running job begins, or the one it writes ends."""
        job = self.jobs[number]
        h = job.hall_index
        if not job.racks or not self._shown(h, job.shape):
            return None
        if job.writing:
            return job.anchor_us + round(self.specs[h].rack.write_s * US_PER_S)
        goal_s = checkpoint_goal_s(job)
        after_us = None if goal_s is None else reached_after_us(job, goal_s)
        return None if after_us is None else job.anchor_us + ceil(after_us)

    def cap(self, h: int, t_us: int, cap_frac: float) -> None:
        """Cap every rack of a hall to a share of its maximum, not below idle; 1 lifts the cap."""
        spec = self.specs[h].rack
        cap_frac = min(1.0, max(cap_frac, spec.idle_kw / spec.max_kw))
        if cap_frac == self.cap_frac[h]:
            return
        self._advance(h, t_us)
        self.cap_frac[h] = cap_frac
        for number in self.running(h):
            job = self.jobs[number]
            if not job.writing:
                job.done_s = done_at_s(job, t_us)
                job.anchor_us = max(job.anchor_us, t_us)
            self._set_pace(job)
        self._recount(h)

    def set_load(self, h: int, t_us: int, load_frac: float) -> None:
        """Set the request load of a hall's inference racks between idle (0) and maximum (1)."""
        if load_frac != self.load_frac[h]:
            self._advance(h, t_us)
            self.load_frac[h] = load_frac
            self._serve(h)

    def power_on(self, h: int, t_us: int) -> None:
        """Give a hall its supply: its racks idle, inference serves, nothing starts by itself."""
        if not self.powered[h]:
            self._advance(h, t_us)
            self.powered[h] = 1
            self._recount(h)

    def power_off(self, h: int, t_us: int) -> list[int]:
        """Take a hall's supply: all its jobs stop. Their numbers; `lost_s` says each one's loss."""
        stopped = self.running(h)
        if self.powered[h]:
            self._advance(h, t_us)
            for number in stopped:
                self._stop(self.jobs[number], t_us)
            self.powered[h] = 0
            self._recount(h)
        return stopped

    def fail_rack(self, h: int, t_us: int, rack_index: int) -> int | None:
        """A rack stops and so does the whole job on it, whose number is returned."""
        number = self.rack[h][rack_index]
        assert number != FAILED, (h, rack_index)
        self._advance(h, t_us)
        if number >= 0:
            self._stop(self.jobs[number], t_us)
        self.rack[h][rack_index] = FAILED
        self._recount(h)
        return number if number >= 0 else None

    def repair_rack(self, h: int, t_us: int, rack_index: int) -> None:
        """A failed rack is back: free, or serving if it is one of the inference racks."""
        assert self.rack[h][rack_index] == FAILED, (h, rack_index)
        self._advance(h, t_us)
        self.rack[h][rack_index] = empty_racks(self.specs[h])[rack_index]
        self._recount(h)

    def install(self, h: int, t_us: int, racks_count: int) -> list[int]:
        """Leave so many racks in a hall, of each use in proportion; numbers of the jobs stopped.

        Racks that come are free or serve, racks that go take their job with them. Failed racks that
        stay are still failed. Load banks leave with the first rack.
        """
        spec, rack = self.specs[h], self.rack[h]
        jobs_most = spec.racks_count - spec.inference_count
        jobs_count = round(racks_count * jobs_most / spec.racks_count)
        kept = (*range(jobs_count), *range(jobs_most, jobs_most + racks_count - jobs_count))
        self._advance(h, t_us)
        goes = set(range(spec.racks_count)).difference(kept)
        stopped = sorted({rack[r] for r in goes if rack[r] >= 0})
        for number in stopped:
            self._stop(self.jobs[number], t_us)
        for r in goes:
            rack[r] = ABSENT
        for r in kept:
            if rack[r] == ABSENT:
                rack[r] = empty_racks(spec)[r]
        if racks_count:
            self.bank_w[h] = 0.0
        self._recount(h)
        return stopped

    def set_bank(self, h: int, t_us: int, bank_w: float) -> None:
        """Put load banks of so many watts into a hall; 0 takes them out."""
        self._advance(h, t_us)
        self.bank_w[h] = bank_w
        self._settle(h)

    def _set_pace(self, job: TrainingJob) -> None:
        if self.cap_frac[job.hall_index] == 1.0 and not job.writing:
            job.draw_w, job.rate_frac = job.wish_w, job.full_rate_frac
        else:
            how, count = self.pace_of(job.number), job.shape.rack_count
            job.draw_w = round(count * (how.write_w if job.writing else how.mean_w))
            job.rate_frac = 0.0 if job.writing else how.rate_frac
        job.version += 1

    def _release(self, job: TrainingJob) -> None:
        h = job.hall_index
        rack, free = self.rack[h], self._free[h]
        for r in job.racks:
            rack[r] = FREE
        if len(job.racks) == 1:
            insort(free, job.racks[0])
        else:
            free += job.racks
            free.sort()
        job.racks = []
        self._job_w[h] -= job.draw_w
        self._wish_w[h] -= job.wish_w

    def _stop(self, job: TrainingJob, t_us: int) -> None:
        done_s = done_at_s(job, t_us)
        kept_s = saved_s(job, done_s)
        job.lost_s = done_s - kept_s
        self.lost_rack_s[job.hall_index] += job.shape.rack_count * job.lost_s
        self._release(job)
        job.done_s, job.draw_w, job.rate_frac, job.writing = kept_s, 0, 0.0, 0
        job.restart_count += 1
        job.version += 1
        insort(self.queue[job.hall_index], job.number)
