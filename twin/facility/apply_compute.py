"""Handlers of the AI side.

Jobs take and leave racks, racks break, caps and request loads change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.devices.gpu_hall import FAILED
from twin.devices.gpu_power import JobShape
from twin.facility import topics
from twin.facility.backup import cap_hall
from twin.facility.loads import rate_hall, settle_hall
from twin.facts import Fact, compute
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _shape(fact: compute.JobQueued | compute.JobStarted) -> JobShape:
    return JobShape(
        rack_count=fact.rack_count,
        work_s=fact.work_s,
        high_frac=fact.high_frac,
        low_frac=fact.low_frac,
        period_s=fact.period_s,
        duty_frac=fact.duty_frac,
        checkpoint_s=fact.checkpoint_s,
    )


def _queued(plant: Plant, t_us: int, seq: int, subject: str, fact: compute.JobQueued) -> None:
    plant.halls.submit(plant.parts.hall_index[subject], t_us, fact.job, _shape(fact))
    plant.job_seq[fact.job] = seq
    plant.last_job = max(plant.last_job, fact.job)
    plant.touched |= topics.QUEUE


def _started(plant: Plant, t_us: int, seq: int, subject: str, fact: compute.JobStarted) -> None:
    hall = plant.parts.hall_index[subject]
    number = fact.job
    if fact.rack_count:
        plant.halls.submit(hall, t_us, number, _shape(fact))
        plant.last_job = max(plant.last_job, number)
    plant.halls.start(number, t_us)
    plant.job_seq[number] = seq
    plant.repaced.append(number)
    settle_hall(plant, t_us, hall)
    plant.touched |= topics.JOBS if fact.rack_count else topics.JOBS | topics.QUEUE


def _finished(plant: Plant, t_us: int, seq: int, subject: str, fact: compute.JobFinished) -> None:
    plant.halls.finish(fact.job, t_us)
    plant.job_seq.pop(fact.job, None)
    settle_hall(plant, t_us, plant.parts.hall_index[subject])
    plant.touched |= topics.QUEUE | topics.JOBS


def _checkpoint(plant: Plant, t_us: int, seq: int, subject: str, fact: Any) -> None:
    plant.halls.checkpoint(fact.job, t_us)
    plant.repaced.append(fact.job)
    settle_hall(plant, t_us, plant.parts.hall_index[subject])
    plant.touched |= topics.JOBS


def _interrupted(
    plant: Plant, t_us: int, seq: int, subject: str, fact: compute.JobInterrupted
) -> None:
    plant.job_seq[fact.job] = seq
    plant.touched |= topics.QUEUE


def _load(
    plant: Plant, t_us: int, seq: int, subject: str, fact: compute.InferenceLoadChanged
) -> None:
    hall = plant.parts.hall_index[subject]
    plant.halls.set_load(hall, t_us, fact.load_frac)
    settle_hall(plant, t_us, hall)


def _rack_failed(plant: Plant, t_us: int, seq: int, subject: str, fact: compute.RackFailed) -> None:
    hall = plant.parts.hall_index[subject]
    number = plant.halls.fail_rack(hall, t_us, fact.rack_index)
    if number is not None:
        plant.stopped.append((subject, number, seq))
    plant.hazards.fired(plant.parts.hazard_index[subject], t_us)
    rate_hall(plant, t_us, hall)
    plant.control.add_repair(
        t_us + round(fact.repair_s * US_PER_S), seq, "rack", subject, fact.rack_index
    )
    settle_hall(plant, t_us, hall)
    plant.touched |= topics.RACKS | topics.QUEUE | topics.HAZARD | topics.REPAIR


def _rack_repaired(
    plant: Plant, t_us: int, seq: int, subject: str, fact: compute.RackRepaired
) -> None:
    hall = plant.parts.hall_index[subject]
    if plant.halls.rack[hall][fact.rack_index] == FAILED:
        plant.halls.repair_rack(hall, t_us, fact.rack_index)
    rate_hall(plant, t_us, hall)
    plant.control.drop_repair("rack", subject, fact.rack_index)
    settle_hall(plant, t_us, hall)
    plant.touched |= topics.RACKS | topics.QUEUE | topics.HAZARD | topics.REPAIR


def _capped(plant: Plant, t_us: int, seq: int, subject: str, fact: compute.HallCapped) -> None:
    hall = plant.parts.hall_index[subject]
    plant.asked_cap_frac[hall] = fact.cap_frac
    cap_hall(plant, t_us, hall)
    for pad in plant.parts.hall_pads[hall]:
        plant.control.unit_cause[len(plant.parts.main_ids) + pad] = seq
    settle_hall(plant, t_us, hall)
    plant.touched |= topics.JOBS


def _noted(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    """A fact that is only to be known: no column changes."""


COMPUTE: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    compute.JobQueued: _queued,
    compute.JobStarted: _started,
    compute.JobFinished: _finished,
    compute.JobInterrupted: _interrupted,
    compute.JobRefused: _noted,
    compute.CheckpointBegan: _checkpoint,
    compute.CheckpointEnded: _checkpoint,
    compute.InferenceLoadChanged: _load,
    compute.RackFailed: _rack_failed,
    compute.RackRepaired: _rack_repaired,
    compute.HallCapped: _capped,
}
