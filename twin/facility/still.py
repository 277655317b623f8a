"""What a drafted fact becomes when another fact of the same instant came first.

Drivers draft from the plant as it stood; where two facts share a microsecond, the earlier one may have made the later
untrue (a rack failed under the job that was about to start). The engine asks here before it keeps such a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.facility import supply
from twin.facts import Fact
from twin.facts.compute import (
    CheckpointBegan,
    CheckpointEnded,
    JobFinished,
    JobQueued,
    JobStarted,
    RackFailed,
)
from twin.facts.mining import (
    MachineFailed,
    RowsBooted,
    RowsHashing,
    RowsOverheated,
    RowsRecovered,
    RowsReleased,
    RowsSlept,
    RowsThrottled,
)
from twin.facts.power import TieClosed

if TYPE_CHECKING:
    from twin.facility.plant import Plant

_MOVES = (
    RowsBooted,
    RowsHashing,
    RowsOverheated,
    RowsRecovered,
    RowsReleased,
    RowsSlept,
    RowsThrottled,
)


def still_true(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    """The fact, what it turned into, or None when it no longer happens."""
    if isinstance(fact, JobStarted):
        return _start(plant, subject, fact)
    if isinstance(fact, JobFinished | CheckpointBegan | CheckpointEnded):
        job = plant.halls.jobs.get(fact.job)
        return fact if job is not None and job.racks else None
    if isinstance(fact, _MOVES):
        rows = [plant.parts.row_index[name] for name in fact.rows]
        return fact if all(plant.rows.due_us[row] <= t_us for row in rows) else None
    if isinstance(fact, MachineFailed):
        return fact if plant.rows.healthy_count(plant.parts.row_index[subject]) > 0 else None
    if isinstance(fact, RackFailed):
        return fact if fact.rack_index in plant.racks_up(plant.parts.hall_index[subject]) else None
    if isinstance(fact, TieClosed):
        return fact if not supply.why_not_close(plant, subject) else None
    return fact


def _start(plant: Plant, subject: str, fact: JobStarted) -> Fact | None:
    hall = plant.parts.hall_index[subject]
    halls = plant.halls
    waiting = halls.jobs.get(fact.job)
    needs = fact.rack_count or (waiting.shape.rack_count if waiting else 0)
    if halls.powered[hall] and 0 < needs <= halls.free_count(hall):
        return fact if waiting is None or not waiting.racks else None
    if not fact.rack_count:
        return None
    return JobQueued(
        fact.work_s,
        fact.job,
        fact.rack_count,
        fact.high_frac,
        fact.low_frac,
        fact.period_s,
        fact.duty_frac,
        fact.checkpoint_s,
    )
