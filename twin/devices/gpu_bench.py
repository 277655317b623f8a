"""One hall of GPU racks alone: the same columns as in a site, driven by a table of inputs.

A job that comes takes all racks that are not kept for inference and starts as soon as they are
free.
"""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.gpu_hall import FAILED
from twin.devices.gpu_power import HallSpec, JobShape
from twin.devices.gpu_rack import GpuHalls
from twin.devices.training_job import TrainingJob, done_at_s, reached_after_us
from twin.errors import Fault, RequestError
from twin.units import W_PER_KW

_SHAPE = {"high_frac": 1.0, "low_frac": 0.5, "period_s": 2.0, "duty_frac": 0.8, "checkpoint_s": 0.0}


class GpuRackBench:
    """A hall of racks on its own, one rack unless its spec says more."""

    KIND: ClassVar[str] = "gpu_rack"
    SPEC: ClassVar[type[BaseModel]] = HallSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("powered_frac", "1 with supply, 0 without; 1 if not given"),
        column("cap_w", "most that a rack may draw, not below idle; its maximum if not given"),
        column("load_frac", "load of the inference racks, idle to maximum; 0 if not given"),
        column("failed_count", "racks that are failed, lowest number first; 0 if not given"),
        column("work_s", "another value above 0 brings a job of that length; 0 if not given"),
        column("high_frac", "plateau of that job, idle to maximum; 1 if not given"),
        column("low_frac", "trough of that job; 0.5 if not given"),
        column("period_s", "length of its iteration; 2 if not given"),
        column("duty_frac", "share of an iteration on the plateau; 0.8 if not given"),
        column("checkpoint_s", "work between its checkpoints, 0 is none; 0 if not given"),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("power_w", "mean draw of all its IT"),
        column("high_w", "the same at the plateau of its jobs"),
        column("low_w", "the same at their trough"),
        column("served_w", "draw of jobs and inference"),
        column("unserved_w", "requested and not delivered: capped or dark"),
        column("liquid_w", "heat to liquid"),
        column("air_w", "heat to air"),
        column("energy_j", "drawn since the start"),
        column("served_j", "drawn by jobs and inference"),
        column("unserved_j", "requested and not delivered"),
        column("done_s", "work done by its running jobs"),
        column("rate_frac", "work per second of its running jobs"),
        column("waiting_count", "jobs in line"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: HallSpec, t_us: int) -> None:
        self._spec = spec
        self._halls = GpuHalls([spec], t_us)
        self._work_s = 0.0
        self._next_number = 1

    @classmethod
    def start(cls, spec: HallSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """A hall at an instant; it has no memory but its jobs, so steady and cold are the same."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give the hall other inputs; jobs that may start then do."""
        halls, rack = self._halls, self._spec.rack
        self._check(inputs)
        self._set_failed(t_us, round(inputs.get("failed_count", 0.0)))
        (halls.power_on if inputs.get("powered_frac", 1.0) else halls.power_off)(0, t_us)
        most_w = rack.max_kw * W_PER_KW
        halls.cap(0, t_us, inputs.get("cap_w", most_w) / most_w)
        halls.set_load(0, t_us, inputs.get("load_frac", 0.0))
        work_s = inputs.get("work_s", 0.0)
        if work_s != self._work_s:
            self._work_s = work_s
            self._submit(t_us, inputs)
        self._grant(t_us)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        halls, running = self._halls, self._running()
        high_w, low_w = self._swing_w(running)
        return {
            "power_w": halls.it_w[0],
            "high_w": high_w,
            "low_w": low_w,
            "served_w": float(halls.served_w[0]),
            "unserved_w": float(halls.unserved_w[0]),
            "liquid_w": halls.liquid_w(0),
            "air_w": halls.air_w(0),
            "energy_j": halls.energy_at_j(0, t_us),
            "served_j": halls.served_at_j(0, t_us),
            "unserved_j": halls.unserved_at_j(0, t_us),
            "done_s": sum(done_at_s(job, t_us) for job in running),
            "rate_frac": sum(job.rate_frac for job in running),
            "waiting_count": float(len(halls.queue[0])),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next finish or shown checkpoint if the inputs stay."""
        assert t_us >= self._halls.anchor_us[0], t_us
        found: list[Crossing] = []
        for job in self._running():
            after_us = reached_after_us(job, job.shape.work_s)
            if after_us is not None:
                found.append(_reached(f"done {job.number}", job.anchor_us, after_us))
            due_us = self._halls.next_checkpoint_us(job.number)
            if due_us is not None:
                found.append(_reached(f"checkpoint {job.number}", due_us, 0.0))
        return min(found, key=lambda crossing: crossing.t_us, default=None)

    def cross(self, crossing: Crossing) -> None:
        """Let a job finish, or its checkpoint begin or end; then the next job starts."""
        what, number = crossing.limit.split()
        if what == "done":
            self._halls.finish(int(number), crossing.t_us)
        else:
            self._halls.checkpoint(int(number), crossing.t_us)
        self._grant(crossing.t_us)

    def _running(self) -> list[TrainingJob]:
        return [self._halls.jobs[number] for number in self._halls.running(0)]

    def _swing_w(self, running: list[TrainingJob]) -> tuple[float, float]:
        rest_w = self._halls.it_w[0] - sum(job.draw_w for job in running)
        high_w = low_w = rest_w
        for job in running:
            how, count = self._halls.pace_of(job.number), job.shape.rack_count
            high_w += count * (how.write_w if job.writing else how.high_w)
            low_w += count * (how.write_w if job.writing else how.low_w)
        return high_w, low_w

    def _submit(self, t_us: int, inputs: Inputs) -> None:
        count = self._spec.racks_count - self._spec.inference_count
        if self._work_s <= 0.0 or count == 0:
            return
        wave = {name: inputs.get(name, usual) for name, usual in _SHAPE.items()}
        shape = JobShape(rack_count=count, work_s=self._work_s, **wave)
        self._halls.submit(0, t_us, self._next_number, shape)
        self._next_number += 1

    def _grant(self, t_us: int) -> None:
        while (number := self._halls.next_start(0)) is not None:
            self._halls.start(number, t_us)

    def _set_failed(self, t_us: int, failed_count: int) -> None:
        for rack_index, state in enumerate(list(self._halls.rack[0])):
            if rack_index < failed_count and state != FAILED:
                self._halls.fail_rack(0, t_us, rack_index)
            elif rack_index >= failed_count and state == FAILED:
                self._halls.repair_rack(0, t_us, rack_index)

    def _check(self, inputs: Inputs) -> None:
        limits = {"load_frac": 1.0, "high_frac": 1.0, "low_frac": 1.0, "duty_frac": 1.0}
        limits["failed_count"] = float(self._spec.racks_count)
        faults = [
            Fault(
                what="input out of range",
                path=name,
                value=str(inputs[name]),
                allowed=f"0 to {most}",
            )
            for name, most in limits.items()
            if not 0.0 <= inputs.get(name, 0.0) <= most
        ]
        if faults:
            raise RequestError(faults)


def _reached(limit: str, anchor_us: int, after_us: float) -> Crossing:
    return Crossing(limit=limit, direction="rising", anchor_us=anchor_us, after_us=after_us)
