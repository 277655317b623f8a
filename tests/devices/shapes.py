"""Racks, jobs and halls that several tests use."""

from __future__ import annotations

from twin.devices.gpu_power import HallSpec, JobShape, RackSpec
from twin.devices.gpu_rack import GpuHalls

S = 1_000_000
WAVE_W = 0.8 * 132e3 + 0.2 * 81e3
NVL72 = RackSpec(model="NVL72", gpus_count=72, idle_kw=30.0, typical_kw=110.0, max_kw=132.0)


def shape_of(high=1.0, low=0.5, duty=0.8, checkpoint_s=1200.0, work_s=36_000.0, racks=1):
    return JobShape(
        rack_count=racks,
        work_s=work_s,
        high_frac=high,
        low_frac=low,
        period_s=2.0,
        duty_frac=duty,
        checkpoint_s=checkpoint_s,
    )


def hall(racks=4, **spec):
    halls = GpuHalls([HallSpec(rack=NVL72, racks_count=racks, **spec)], 0)
    halls.power_on(0, 0)
    return halls


def run(halls, number, t_us=0, **shape):
    halls.submit(0, t_us, number, shape_of(checkpoint_s=shape.pop("checkpoint_s", 0.0), **shape))
    halls.start(number, t_us)
    return halls.jobs[number]
