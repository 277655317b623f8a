"""Handlers of the power path: switches move, transformers fail, supply goes and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.devices.breaker import CONTINUOUS_DUTY
from twin.facility import backup, limits, loads, overcurrent, sags, supply, topics
from twin.facts import Fact, power
from twin.facts.outside import GridVoltageChanged
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def rewire(plant: Plant, t_us: int, seq: int) -> None:
    """Switches moved or units broke: flows, hazards, and whose load it changed."""
    before_va = _carried_va(plant)
    plant.rewire(t_us, seq)
    loads.rate_transformers(plant, t_us)
    plant.control.topic_seq[topics.TOPOLOGY] = seq
    _blame(plant, seq, before_va)


def _carried_va(plant: Plant) -> list[float]:
    live = plant.net.live_main + plant.net.live_pad
    loads_va = plant.transformers.load_va
    return [load_va if on else 0.0 for load_va, on in zip(loads_va, live, strict=True)]


def _blame(plant: Plant, seq: int, before_va: list[float]) -> None:
    """Note the fact as the cause of whatever the units it loaded or unloaded will meet."""
    for unit, load_va in enumerate(_carried_va(plant)):
        if load_va != before_va[unit]:
            plant.control.unit_cause[unit] = seq


def _grid(plant: Plant, t_us: int, seq: int, subject: str, fact: GridVoltageChanged) -> None:
    was_live = plant.grid_pu > 0.0
    plant.grid_pu = fact.voltage_pu
    plant.grid_seq = seq
    sags.follow(plant, t_us, seq)
    if was_live != (fact.voltage_pu > 0.0):
        rewire(plant, t_us, seq)
    else:
        backup.follow_feeds(plant, t_us, seq)
        loads.settle_halls(plant, t_us)
    plant.taps.follow(plant, t_us)
    plant.touched |= topics.GRID | topics.TOPOLOGY


def _stepped(plant: Plant, t_us: int, seq: int, subject: str, fact: power.TapMoved) -> None:
    """Another voltage behind a transformer: regulators go on, supplies in a sag feel it."""
    tap = plant.parts.main_tap[plant.parts.main_index[subject]]
    plant.taps.cross(tap, t_us)
    assert plant.taps.tap_count[tap] == fact.tap_index, subject
    if plant.grid_pu != 1.0 or plant.guard.faults:
        sags.follow(plant, t_us, seq)
        plant.touched |= topics.GRID
    plant.touched |= topics.TAPS


def _let_go(plant: Plant, t_us: int, seq: int, subject: str, fact: power.RideThroughFailed) -> None:
    ride = sags.ride_of(plant, subject)
    plant.rides.trip(ride, fact.limit)
    plant.ride_cause[ride] = seq
    plant.touched |= topics.TOPOLOGY | topics.GRID
    plant.control.topic_seq[topics.TOPOLOGY] = seq


def _exceeded(plant: Plant, t_us: int, seq: int, subject: str, fact: power.DutyExceeded) -> None:
    plant.duties.trip(plant.parts.duty_of(subject), t_us, CONTINUOUS_DUTY)
    plant.touched |= topics.DUTY


def _duty_ended(plant: Plant, t_us: int, seq: int, subject: str, fact: power.DutyEnded) -> None:
    plant.duties.reset(plant.parts.duty_of(subject), t_us)
    plant.touched |= topics.DUTY


def _failed(plant: Plant, t_us: int, seq: int, subject: str, fact: power.TransformerFailed) -> None:
    plant.failed_units[subject] = seq
    if fact.by_hazard:
        plant.hazards.fired(plant.parts.hazard_index[subject], t_us)
    plant.control.add_repair(t_us + round(fact.repair_s * US_PER_S), seq, "transformer", subject, 0)
    rewire(plant, t_us, seq)
    plant.touched |= topics.HAZARD | topics.REPAIR


def _repaired(
    plant: Plant, t_us: int, seq: int, subject: str, fact: power.TransformerRepaired
) -> None:
    plant.failed_units.pop(subject, None)
    plant.control.drop_repair("transformer", subject, 0)
    rewire(plant, t_us, seq)
    plant.control.unit_cause[plant.parts.unit_index[subject]] = seq
    plant.touched |= topics.HAZARD | topics.REPAIR


def _alarmed(plant: Plant, seq: int) -> None:
    plant.touched |= topics.THERMAL | topics.ALARM
    plant.control.topic_seq[topics.ALARM] = seq


def _tripped(
    plant: Plant, t_us: int, seq: int, subject: str, fact: power.TransformerTripped
) -> None:
    limits.latch(plant, t_us, seq, subject, fact.limit, raised=True)
    plant.control.tripped[subject] = seq
    _alarmed(plant, seq)
    plant.touched |= topics.TOPOLOGY
    plant.control.topic_seq[topics.TOPOLOGY] = seq


def _reset(plant: Plant, t_us: int, seq: int, subject: str, fact: power.TransformerReset) -> None:
    limits.latch(plant, t_us, seq, subject, fact.limit, raised=False)
    if not any(f"{subject} {limit}" in plant.control.alarms for limit in limits.TRIPS):
        plant.control.tripped.pop(subject, None)
        plant.control.unit_cause[plant.parts.unit_index[subject]] = seq
    _alarmed(plant, seq)
    plant.touched |= topics.TOPOLOGY
    plant.control.topic_seq[topics.TOPOLOGY] = seq


def _stage(
    plant: Plant, t_us: int, seq: int, subject: str, fact: power.CoolingStageChanged
) -> None:
    limits.change_stage(plant, t_us, subject, fact.stage_index)
    plant.touched |= topics.THERMAL


def _alarm(plant: Plant, t_us: int, seq: int, subject: str, fact: power.AlarmRaised) -> None:
    limits.latch(plant, t_us, seq, subject, fact.limit, raised=True)
    _alarmed(plant, seq)


def _clear(plant: Plant, t_us: int, seq: int, subject: str, fact: power.AlarmCleared) -> None:
    limits.latch(plant, t_us, seq, subject, fact.limit, raised=False)
    _alarmed(plant, seq)


def _overload(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.overloads[subject] = seq
    plant.touched |= topics.RATING
    plant.control.topic_seq[topics.RATING] = seq


def _relieved(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.overloads.pop(subject, None)
    plant.touched |= topics.RATING
    plant.control.topic_seq[topics.RATING] = seq


def _open(plant: Plant, t_us: int, seq: int, subject: str, fact: power.BreakerOpened) -> None:
    plant.open_breakers[subject] = seq
    if fact.by_protection:
        plant.protection_opened[subject] = seq
    overcurrent.note_opened(plant, t_us, seq, subject)
    rewire(plant, t_us, seq)


def _close(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.open_breakers.pop(subject, None)
    plant.protection_opened.pop(subject, None)
    overcurrent.note_closed(plant, t_us, subject)
    for _, _, bus, closer in list(plant.control.transfers):
        if closer == subject:
            plant.control.drop_transfer(bus)
    rewire(plant, t_us, seq)
    main = supply.main_of(plant, subject)
    if main is not None:
        plant.control.unit_cause[plant.parts.main_index[main]] = seq


def _tie_open(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.closed_ties.pop(subject, None)
    overcurrent.note_opened(plant, t_us, seq, subject)
    rewire(plant, t_us, seq)


def _tie_close(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.closed_ties[subject] = seq
    overcurrent.note_closed(plant, t_us, subject)
    for _, _, bus, closer in list(plant.control.transfers):
        if closer == subject:
            plant.control.drop_transfer(bus)
    rewire(plant, t_us, seq)
    plant.touched |= topics.TRANSFER


def _transfer(plant: Plant, t_us: int, seq: int, subject: str, fact: power.TransferStarted) -> None:
    plant.control.add_transfer(t_us + round(fact.wait_s * US_PER_S), seq, subject, fact.tie)
    plant.touched |= topics.TRANSFER


def _no_transfer(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.control.drop_transfer(subject)
    plant.refused_transfers[subject] = seq
    plant.touched |= topics.TRANSFER


def _supply_told(plant: Plant, t_us: int, seq: int, subject: str, before_va: list[float]) -> None:
    hall = plant.parts.hall_index.get(subject)
    if hall is not None:
        loads.rate_hall(plant, t_us, hall)
    else:
        loads.rate_transformers(plant, t_us)
        plant.touched |= topics.TRANSFER
    _blame(plant, seq, before_va)


def _lost(plant: Plant, t_us: int, seq: int, subject: str, fact: power.SupplyLost) -> None:
    before_va = _carried_va(plant)
    loads.lose_supply(plant, t_us, seq, subject, fact.rows)
    _supply_told(plant, t_us, seq, subject, before_va)
    plant.touched |= topics.ROWS | topics.JOBS | topics.RACKS | topics.HAZARD


def _returned(plant: Plant, t_us: int, seq: int, subject: str, fact: power.SupplyReturned) -> None:
    before_va = _carried_va(plant)
    loads.return_supply(plant, t_us, seq, subject, fact.rows)
    _supply_told(plant, t_us, seq, subject, before_va)
    plant.touched |= topics.ROWS | topics.JOBS | topics.QUEUE | topics.HAZARD


def _delayed(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.control.delayed_restarts[subject] = seq
    plant.touched |= topics.TRANSFER  # whoever delayed it looks again


POWER: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    GridVoltageChanged: _grid,
    power.TapMoved: _stepped,
    power.DutyExceeded: _exceeded,
    power.DutyEnded: _duty_ended,
    power.TransformerFailed: _failed,
    power.TransformerRepaired: _repaired,
    power.TransformerTripped: _tripped,
    power.TransformerReset: _reset,
    power.CoolingStageChanged: _stage,
    power.AlarmRaised: _alarm,
    power.AlarmCleared: _clear,
    power.OverloadBegan: _overload,
    power.OverloadEnded: _relieved,
    power.BreakerOpened: _open,
    power.BreakerClosed: _close,
    power.TieOpened: _tie_open,
    power.TieClosed: _tie_close,
    power.TransferStarted: _transfer,
    power.TransferRefused: _no_transfer,
    power.SupplyLost: _lost,
    power.SupplyReturned: _returned,
    power.RestartDelayed: _delayed,
    power.RideThroughFailed: _let_go,
}
