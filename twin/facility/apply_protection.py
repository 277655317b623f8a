"""Handlers of protection: faults begin and are mended, relays trip, breakers stick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.devices.breaker import NEVER_US
from twin.facility import backup, loads, overcurrent, sags, short_circuits, thermal_guard, topics
from twin.facts import Fact
from twin.facts import protection as said
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _began(plant: Plant, t_us: int, seq: int, subject: str, fact: said.FaultBegan) -> None:
    guard = plant.guard
    guard.faults[subject] = seq
    guard.fault_ohm[subject] = fact.resistance_ohm
    plant.control.add_repair(t_us + round(fact.repair_s * US_PER_S), seq, "fault", subject, 0)
    _disturb(plant, t_us, seq)
    plant.touched |= topics.REPAIR


def _repaired(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    """What opened for this fault may close again: mains by the transfer scheme, feeders at once."""
    guard, control = plant.guard, plant.control
    guard.faults.pop(subject, None)
    guard.fault_ohm.pop(subject, None)
    control.drop_repair("fault", subject, 0)
    for name in [name for name, asset in guard.locked_for.items() if asset == subject]:
        del guard.locked[name], guard.locked_for[name]
        if name in plant.parts.feeder_ids:
            guard.reclosing[name] = seq
        elif name in plant.open_breakers:
            plant.protection_opened[name] = seq
            control.unit_cause[plant.parts.main_index[name.rsplit("-", 1)[0]]] = seq
    _disturb(plant, t_us, seq)
    plant.refused_transfers.clear()
    plant.touched |= topics.REPAIR


def _disturb(plant: Plant, t_us: int, seq: int) -> None:
    """What faults let flow changed: voltages, and who feels them."""
    plant.guard.fault_seq = seq
    short_circuits.follow(plant)
    plant.guard.busy = True
    sags.follow(plant, t_us, seq)
    backup.follow_feeds(plant, t_us, seq)
    loads.settle_halls(plant, t_us)
    overcurrent.follow(plant, t_us)
    plant.taps.follow(plant, t_us)
    plant.touched |= topics.GRID | topics.TOPOLOGY | topics.PROTECTION


def _tripped(plant: Plant, t_us: int, seq: int, subject: str, fact: said.RelayTripped) -> None:
    relay = plant.parts.guard.index[subject]
    if not plant.guard.relays.tripped_by[relay]:
        plant.guard.relays.trip(relay, t_us, fact.limit)
    thermal_guard.note_tripped(plant, t_us, subject, fact.limit)
    plant.guard.busy = True
    plant.guard.trip_seq[relay] = seq
    plant.touched |= topics.PROTECTION


def _heated(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.ThermalRelayAlarmed
) -> None:
    thermal_guard.note_alarm(plant, t_us, subject, raised=fact.rising)
    plant.touched |= topics.PROTECTION | topics.TOPOLOGY


def _stuck(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.guard.relays.opens_us[plant.parts.guard.index[subject]] = NEVER_US
    plant.touched |= topics.PROTECTION


def _jammed(plant: Plant, t_us: int, seq: int, subject: str, fact: said.BreakerJammed) -> None:
    plant.guard.jammed[subject] = seq
    plant.control.add_repair(t_us + round(fact.repair_s * US_PER_S), seq, "breaker", subject, 0)
    plant.touched |= topics.REPAIR


def _freed(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.guard.jammed.pop(subject, None)
    plant.control.drop_repair("breaker", subject, 0)
    relay = plant.parts.guard.index[subject]
    if plant.guard.relays.tripped_by[relay] and not plant.guard.relays.opened[relay]:
        plant.guard.relays.reset(relay, t_us)
    plant.touched |= topics.REPAIR | topics.PROTECTION


PROTECTION: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    said.FaultBegan: _began,
    said.FaultRepaired: _repaired,
    said.RelayTripped: _tripped,
    said.ThermalRelayAlarmed: _heated,
    said.BreakerFailed: _stuck,
    said.BreakerJammed: _jammed,
    said.BreakerFreed: _freed,
}
