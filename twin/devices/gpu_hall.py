"""What halls of GPU racks are at an instant: their state, their draw and their counters.

Here is what is kept and what is read; `gpu_rack` says what happens to it.

Draw is counted in whole watts (`pace` says why): `it_w` follows from the state to the last bit, in
any order. Requested is what jobs on racks and inference would draw with no cap; in a dark hall,
what the jobs first in line would, as many as its working racks hold. Served is what they do draw;
unserved is the difference, so waiting for a free rack or for a repair is not unserved, and idle
draw is neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from twin.devices.contract import Columns
from twin.devices.gpu_power import HallSpec, JobShape, Pace, pace, rack_w
from twin.devices.training_job import TrainingJob, done_at_s
from twin.units import H_PER_YEAR, S_PER_H, US_PER_S, W_PER_KW

FREE, FAILED, SERVING, ABSENT = -1, -2, -3, -4


class HallColumns(Columns):
    """All halls of a site as columns; the index is the hall.

    Attributes:
        it_w: draw of each hall's IT, ready to be read by the balance.
        served_w: draw of its jobs and inference.
        unserved_w: requested and not delivered because of a cap or a lost supply.
        jobs: every job that waits or runs, by number.
        rack: for each hall and rack the job on it, or FREE, FAILED, SERVING, ABSENT.
        bank_w: load banks in each hall, that draw and heat in the place of racks.
        queue: numbers of each hall's waiting jobs, first in line first.
    """

    STATE = (
        "powered",
        "cap_frac",
        "load_frac",
        "anchor_us",
        "energy_j",
        "served_j",
        "unserved_j",
        "useful_rack_s",
        "lost_rack_s",
        "rack",
        "queue",
        "bank_w",
    )

    def __init__(self, specs: Sequence[HallSpec], t_us: int) -> None:
        halls = len(specs)
        self.specs = tuple(specs)
        self.powered = [0] * halls
        self.cap_frac = [1.0] * halls
        self.load_frac = [0.0] * halls
        self.anchor_us = [t_us] * halls
        self.energy_j = [0.0] * halls
        self.served_j = [0.0] * halls
        self.unserved_j = [0.0] * halls
        self.useful_rack_s = [0.0] * halls
        self.lost_rack_s = [0.0] * halls
        self.rack = [empty_racks(spec) for spec in specs]
        self.queue: list[list[int]] = [[] for _ in specs]
        self.bank_w = [0.0] * halls
        self.jobs: dict[int, TrainingJob] = {}
        self.it_w = [0.0] * halls
        self.served_w = [0] * halls
        self.unserved_w = [0] * halls
        self._free: list[list[int]] = [[] for _ in specs]
        # Whether nobody in line was found to fit; forgotten whenever racks or the line change.
        self._stuck = [False] * halls
        self._job_w = [0] * halls
        self._wish_w = [0] * halls
        self._serving_count = [0] * halls
        self._serving_w = [0] * halls
        self._serving_wish_w = [0] * halls
        self._idle_w = [round(spec.rack.idle_kw * W_PER_KW) for spec in specs]
        self._other_w = [0] * halls
        self._job_racks_count = [0] * halls
        for h in range(halls):
            self._recount(h)

    def snapshot(self) -> dict[str, list[Any]]:
        """Copies of the whole state, jobs last, fit for JSON."""
        state = super().snapshot()
        state["rack"] = [list(racks) for racks in self.rack]
        state["queue"] = [list(line) for line in self.queue]
        state["jobs"] = [msgspec.to_builtins(job) for job in self.jobs.values()]
        return state

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; what is derived follows from it to the last bit."""
        super().restore(state)
        self.rack[:] = [list(racks) for racks in state["rack"]]
        self.queue[:] = [list(line) for line in state["queue"]]
        jobs = msgspec.convert(state["jobs"], list[TrainingJob])
        self.jobs.clear()
        self.jobs.update((job.number, job) for job in jobs)
        for h in range(len(self.specs)):
            self._recount(h)

    def running(self, h: int) -> list[int]:
        """Numbers of the jobs that hold racks of a hall, in order."""
        return sorted({number for number in self.rack[h] if number >= 0})

    def free_count(self, h: int) -> int:
        """Racks of a hall that idle."""
        return len(self._free[h])

    def is_fitted(self, h: int) -> bool:
        """Whether any rack of a hall is there."""
        return self.rack[h].count(ABSENT) < len(self.rack[h])

    def working(self, h: int) -> list[int]:
        """Racks of a hall that are there and not failed."""
        return [r for r, state in enumerate(self.rack[h]) if state not in (FAILED, ABSENT)]

    def working_count(self, h: int) -> int:
        """How many racks of a hall are there and not failed."""
        rack = self.rack[h]
        return len(rack) - rack.count(FAILED) - rack.count(ABSENT)

    def job_racks_count(self, h: int) -> int:
        """Racks of a hall that are there and meant for jobs, failed ones too."""
        return self._job_racks_count[h]

    def hazard_per_s(self, h: int) -> float:
        """Rate at which the working racks of a hall that has supply are interrupted [1/s]."""
        spec = self.specs[h].rack
        gpu_count = self.working_count(h) * spec.gpus_count * self.powered[h]
        return gpu_count * spec.interruptions_per_gpu_year / (H_PER_YEAR * S_PER_H)

    def energy_at_j(self, h: int, t_us: int) -> float:
        """Energy that a hall's IT has drawn until an instant from the anchor on [J]."""
        return self.energy_j[h] + self.it_w[h] * ((t_us - self.anchor_us[h]) / US_PER_S)

    def served_at_j(self, h: int, t_us: int) -> float:
        """Energy drawn by jobs and inference until an instant from the anchor on [J]."""
        return self.served_j[h] + self.served_w[h] * ((t_us - self.anchor_us[h]) / US_PER_S)

    def unserved_at_j(self, h: int, t_us: int) -> float:
        """Energy requested and not delivered until an instant from the anchor on [J]."""
        return self.unserved_j[h] + self.unserved_w[h] * ((t_us - self.anchor_us[h]) / US_PER_S)

    def useful_at_rack_s(self, h: int, t_us: int) -> float:
        """Work done and not lost until an instant [rack seconds at full speed]."""
        mine = (job for job in self.jobs.values() if job.hall_index == h)
        going = sum(job.shape.rack_count * done_at_s(job, t_us) for job in mine)
        return self.useful_rack_s[h] + going

    def liquid_w(self, h: int) -> float:
        """Heat that a hall gives to its liquid loop [W]."""
        rack_w = self.it_w[h] - self._other_w[h] * self.powered[h]
        return rack_w * self.specs[h].rack.liquid_frac

    def air_w(self, h: int) -> float:
        """Heat that a hall gives to its air [W]: all that the liquid does not take."""
        return self.it_w[h] - self.liquid_w(h)

    def pace_of(self, number: int) -> Pace:
        """How a job goes, or would go, on one rack under its hall's cap; its swing too."""
        job = self.jobs[number]
        h, spec = job.hall_index, self.specs[job.hall_index].rack
        cap_w = self.cap_frac[h] * spec.max_kw * W_PER_KW
        return pace(spec, job.shape, cap_w, shown=self._shown(h, job.shape))

    def ramp_w_per_s(self, number: int) -> float:
        """How fast a job's racks together leave idle when it starts [W/s]."""
        job = self.jobs[number]
        idle_w = job.shape.rack_count * self._idle_w[job.hall_index]
        return (job.wish_w - idle_w) / self.specs[job.hall_index].rack.ramp_s

    def _shown(self, h: int, shape: JobShape) -> bool:
        least = self.specs[h].explicit_checkpoint_count
        return 0 < least <= shape.rack_count

    def _advance(self, h: int, t_us: int) -> None:
        elapsed_s = (t_us - self.anchor_us[h]) / US_PER_S
        if elapsed_s:
            self.energy_j[h] += self.it_w[h] * elapsed_s
            self.served_j[h] += self.served_w[h] * elapsed_s
            self.unserved_j[h] += self.unserved_w[h] * elapsed_s
            self.anchor_us[h] = t_us

    def _settle(self, h: int) -> None:
        self._stuck[h] = False
        if self.powered[h]:
            served_w = self._job_w[h] + self._serving_w[h]
            idle_w = self._idle_w[h] * len(self._free[h])
            self.it_w[h] = served_w + idle_w + self._other_w[h] + self.bank_w[h]
            self.served_w[h] = served_w
            self.unserved_w[h] = self._wish_w[h] + self._serving_wish_w[h] - served_w
        else:
            self.it_w[h] = 0.0
            self.served_w[h] = 0
            self.unserved_w[h] = self._serving_wish_w[h] + self._dark_wish_w(h)

    def _dark_wish_w(self, h: int) -> int:
        wish_w, room = 0, len(self._free[h])
        for number in self.queue[h]:
            job = self.jobs[number]
            room -= job.shape.rack_count
            if room < 0:
                break
            wish_w += job.wish_w
        return wish_w

    def _recount(self, h: int) -> None:
        rack = self.rack[h]
        spec = self.specs[h]
        tail = spec.racks_count - spec.inference_count
        self._job_racks_count[h] = tail - rack[:tail].count(ABSENT)
        self._other_w[h] = round(spec.other_it_kw * W_PER_KW) if self.is_fitted(h) else 0
        self._free[h] = [r for r, state in enumerate(rack) if state == FREE]
        jobs = [self.jobs[number] for number in self.running(h)]
        self._job_w[h] = sum(job.draw_w for job in jobs)
        self._wish_w[h] = sum(job.wish_w for job in jobs)
        self._serving_count[h] = rack.count(SERVING)
        self._serve(h)

    def _serve(self, h: int) -> None:
        spec, count = self.specs[h].rack, self._serving_count[h]
        wish_w = rack_w(spec, self.load_frac[h])
        cap_w = self.cap_frac[h] * spec.max_kw * W_PER_KW
        self._serving_wish_w[h] = count * round(wish_w)
        self._serving_w[h] = count * round(min(wish_w, cap_w))
        self._settle(h)


def empty_racks(spec: HallSpec) -> list[int]:
    """State of every rack of a new hall: free ones first, the inference racks last."""
    return [FREE] * (spec.racks_count - spec.inference_count) + [SERVING] * spec.inference_count
