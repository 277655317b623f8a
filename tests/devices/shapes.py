"""Racks and jobs that several tests use."""

from __future__ import annotations

from twin.devices.gpu_power import JobShape, RackSpec

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
