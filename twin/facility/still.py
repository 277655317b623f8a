"""What a drafted fact becomes when another fact of the same instant came first.

Drivers draft from the plant as it stood; where two facts share a microsecond, the earlier one may
have made the later untrue (a rack failed under the job that was about to start). The engine asks
here before it keeps a fact that is not alone in its round.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from twin.devices.asic_power import BOOT, HASH, HELD, SLEEP, THROTTLE, TUNE
from twin.facility import obeying, restart, supply
from twin.facts import Fact, compute, control, cooling, grid, mining, power, protection

if TYPE_CHECKING:
    from twin.facility.plant import Plant

Check = Callable[["Plant", int, str, Any], Fact | None]


def still_true(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    """The fact, what it turned into, or None when it no longer happens."""
    check = _CHECKS.get(type(fact))
    return fact if check is None else check(plant, t_us, subject, fact)


def _start(plant: Plant, t_us: int, subject: str, fact: compute.JobStarted) -> Fact | None:
    hall = plant.parts.hall_index[subject]
    halls = plant.halls
    waiting = halls.jobs.get(fact.job)
    needs = fact.rack_count or (waiting.shape.rack_count if waiting else 0)
    if halls.powered[hall] and 0 < needs <= halls.free_count(hall):
        return fact if waiting is None or not waiting.racks else None
    if not fact.rack_count:
        return None
    return compute.JobQueued(
        fact.work_s,
        fact.job,
        fact.rack_count,
        fact.high_frac,
        fact.low_frac,
        fact.period_s,
        fact.duty_frac,
        fact.checkpoint_s,
    )


def _runs(plant: Plant, t_us: int, subject: str, fact: Any) -> Fact | None:
    job = plant.halls.jobs.get(fact.job)
    return fact if job is not None and job.racks else None


def _moves(plant: Plant, t_us: int, subject: str, fact: Any) -> Fact | None:
    """Those of the rows that are due and still come to what the fact says."""
    rows, index = plant.rows, plant.parts.row_index
    stage = _STAGES[type(fact)]
    due = [name for name in fact.rows if rows.due_us[index[name]] <= t_us]
    left = tuple(name for name in due if rows.coming(index[name]) == stage)
    if not left:
        return None
    return fact if left == fact.rows else msgspec.structs.replace(fact, rows=left)


def _machine(plant: Plant, t_us: int, subject: str, fact: Any) -> Fact | None:
    return fact if plant.rows.healthy_count(plant.parts.row_index[subject]) > 0 else None


def _rack(plant: Plant, t_us: int, subject: str, fact: compute.RackFailed) -> Fact | None:
    return fact if fact.rack_index in plant.halls.working(plant.parts.hall_index[subject]) else None


def _unit(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    return None if subject in plant.failed_units else fact


def _equipment(plant: Plant, t_us: int, subject: str, fact: cooling.EquipmentFailed) -> Fact | None:
    """No more units fail than are whole."""
    whole_count = plant.parts.equipment[subject].units_count - plant.broken.get(subject, 0)
    if whole_count <= 0:
        return None
    failed_count = min(fact.units_count, whole_count)
    return msgspec.structs.replace(fact, units_count=failed_count)


def _stage(plant: Plant, t_us: int, subject: str, fact: grid.StageTripped) -> Fact | None:
    """A stage whose frequency came back at the same instant does not trip."""
    crossing = plant.grid.relays.next_crossing(plant.parts.grid.stage_ids.index(subject), t_us)
    return fact if crossing is not None and crossing.t_us <= t_us else None


def _order(plant: Plant, t_us: int, subject: str, fact: grid.OrderJudged) -> Fact:
    """An order is judged by what the instant of its deadline came to."""
    (order,) = (one for one in plant.grid.orders if one.number == fact.number)
    kept = obeying.is_kept(plant, order)
    return msgspec.structs.replace(fact, import_w=plant.net.import_w, met=kept)


def _relay(plant: Plant, t_us: int, subject: str, fact: protection.RelayTripped) -> Fact | None:
    """A relay whose current ended, or whose breaker opened, at the same instant does not trip."""
    relay = plant.parts.guard.index[subject]
    crossing = plant.guard.relays.next_crossing(relay, t_us)
    due = crossing is not None and crossing.t_us <= t_us and crossing.limit == fact.limit
    return fact if due else None


def _stepped(plant: Plant, t_us: int, subject: str, fact: power.TapMoved) -> Fact | None:
    """A voltage that came back at the same instant needs no step."""
    tap = plant.parts.main_tap[plant.parts.main_index[subject]]
    return fact if plant.taps.due_us[tap] <= t_us else None


def _exceeded(plant: Plant, t_us: int, subject: str, fact: power.DutyExceeded) -> Fact | None:
    """A load that fell at the same instant was not above its share for long enough."""
    place = plant.parts.duty_of(subject)
    return fact if plant.duties.is_over(place) else None


def _untied(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    return fact if subject in plant.closed_ties else None


def _tie(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    return None if supply.why_not_close(plant, subject) else fact


def _breaker(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    return None if supply.why_not_close_breaker(plant, subject) else fact


def _opened(plant: Plant, t_us: int, subject: str, fact: Fact) -> Fact | None:
    return None if subject in plant.open_breakers else fact


def _energised(plant: Plant, t_us: int, subject: str, fact: power.SupplyReturned) -> Fact | None:
    """A block that lost its voltage at the same instant is not energised."""
    pads = {plant.parts.row_pad[plant.parts.row_index[name]] for name in fact.rows}
    return fact if all(restart.could_live(plant, pad) for pad in pads) else None


def _accepted(plant: Plant, t_us: int, subject: str, fact: control.CommandAccepted) -> Fact | None:
    """A row that is held already, or held no more, is not told twice; nothing fails twice."""
    command = fact.command
    if isinstance(command, control.FailTransformer | control.FailEquipment):
        why = _why_not_fail(plant, command)
        return control.CommandRefused(command, fact.by, why) if why else fact
    if isinstance(command, control.CauseFault | control.JamBreaker):
        told = any(_is_same(command, other) for _, other in plant.accepted)
        why = f"{getattr(command, command.SUBJECT)} was told so at this instant already"
        return control.CommandRefused(command, fact.by, why) if told else fact
    if not isinstance(command, control.CurtailRows | control.RestoreRows):
        return fact
    wanted = isinstance(command, control.CurtailRows)
    holds, index = plant.control.holds, plant.parts.row_index
    new = any((fact.by in holds[index[name]]) != wanted for name in command.rows)
    return fact if new else None


def _is_same(one: control.CauseFault | control.JamBreaker, other: control.AnyCommand) -> bool:
    """Whether two orders are of a kind and about one asset."""
    return type(one) is type(other) and getattr(one, one.SUBJECT) == getattr(other, one.SUBJECT)


def _why_not_fail(plant: Plant, command: control.FailTransformer | control.FailEquipment) -> str:
    """What an order of the same instant leaves to fail, in words where it leaves nothing."""
    earlier = [other for _, other in plant.accepted]
    if isinstance(command, control.FailTransformer):
        name = command.transformer
        same = [one for one in earlier if isinstance(one, control.FailTransformer)]
        told = name in plant.failed_units or name in [one.transformer for one in same]
        return f"{name} fails at this instant already" if told else ""
    group = plant.parts.equipment[command.group]
    gone_count = plant.broken.get(command.group, 0) + sum(
        one.units_count
        for one in earlier
        if isinstance(one, control.FailEquipment) and one.group == command.group
    )
    whole = gone_count < group.units_count
    return "" if whole else f"all of {command.group} have failed at this instant already"


_STAGES: dict[type[Fact], int] = {
    mining.RowsBooted: TUNE,
    mining.RowsHashing: HASH,
    mining.RowsOverheated: HELD,
    mining.RowsRecovered: BOOT,
    mining.RowsReleased: HASH,
    mining.RowsSlept: SLEEP,
    mining.RowsThrottled: THROTTLE,
}
_CHECKS: dict[type[Fact], Check] = {
    compute.JobStarted: _start,
    **dict.fromkeys((compute.JobFinished, compute.CheckpointBegan, compute.CheckpointEnded), _runs),
    **dict.fromkeys(_STAGES, _moves),
    mining.MachineFailed: _machine,
    compute.RackFailed: _rack,
    power.TransformerFailed: _unit,
    cooling.EquipmentFailed: _equipment,
    grid.StageTripped: _stage,
    grid.OrderJudged: _order,
    power.BreakerOpened: _opened,
    power.BreakerClosed: _breaker,
    power.TieClosed: _tie,
    power.TieOpened: _untied,
    protection.RelayTripped: _relay,
    power.TapMoved: _stepped,
    power.DutyExceeded: _exceeded,
    power.SupplyReturned: _energised,
    control.CommandAccepted: _accepted,
}
