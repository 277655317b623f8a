"""What an accepted command sets in motion.

Breakers move, ties close, caps take effect, drills fail things.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, short_circuits, topics
from twin.facts import COMMANDS, Command, Fact
from twin.facts.backup import GensetsHeld, GensetsPermitted, UpsReset
from twin.facts.compute import HallCapped
from twin.facts.control import (
    AnyCommand,
    CapHall,
    CauseFault,
    CloseBreaker,
    CloseTie,
    CurtailRows,
    DispatchBattery,
    FailEquipment,
    FailTransformer,
    JamBreaker,
    OpenBreaker,
    OpenTie,
    ParameterChanged,
    PermitGensets,
    ResetUps,
    RestoreRows,
    RunGensets,
    SetParameter,
)
from twin.facts.cooling import EquipmentFailed
from twin.facts.grid import BatteryDispatched
from twin.facts.operator import (
    DryBulbHeld,
    FacilityWaterHeld,
    FacilityWaterReleased,
    HeldReleased,
    HoldDryBulb,
    HoldFacilityWater,
    HoldPrice,
    PriceHeld,
    ReleaseFacilityWater,
    ReleaseHeld,
)
from twin.facts.power import BreakerClosed, BreakerOpened, TieClosed, TieOpened, TransformerFailed
from twin.facts.protection import BreakerJammed, FaultBegan


class Execution(Timed):
    """Turns what the arbiter accepted in this round into facts of the next."""

    wakes_on: ClassVar[int] = topics.COMMAND
    rearms_on: ClassVar[int] = 0

    def __init__(self, plant: Plant) -> None:
        """Act on `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """Never on its own."""
        return None

    def react(self, t_us: int, agenda: Agenda) -> None:
        """One fact a command.

        Rows are told by the acceptance itself and change when they are due.
        """
        for seq, command in self._plant.take_accepted():
            if isinstance(command, CauseFault):
                done = short_circuit(self._plant, command)
            else:
                one = fact_of(command)
                done = [one] if one is not None else []
            for n, (subject, fact) in enumerate(done):
                agenda.append((Priority.SWITCH, subject, n, fact, seq, "sim"))


def fact_of(command: AnyCommand) -> tuple[str, Fact] | None:
    """Subject and fact of a command that acts at once.

    None for those whose effect comes due later.
    """
    make = _ACTS.get(type(command))
    return None if make is None else (getattr(command, command.SUBJECT), make(command))


def short_circuit(plant: Plant, command: CauseFault) -> list[tuple[str, Fact]]:
    """A fault, after the breakers that should clear it are jammed if that is asked for."""
    asset, repair_s, why = command.asset, command.repair_s, command.reason
    ohm = command.resistance_ohm
    if command.power_va:
        ohm = short_circuits.resistance_ohm_of(plant, asset, command.power_va)
    current_a = round(short_circuits.at_fault_a(plant, asset, ohm), 3)
    names = short_circuits.clearing(plant, asset) if command.breaker_fails else []
    jammed: list[tuple[str, Fact]] = [(name, BreakerJammed(repair_s, why)) for name in names]
    return [*jammed, (asset, FaultBegan(current_a, ohm, repair_s, why))]


_LATER = frozenset({CurtailRows, RestoreRows})
_ACTS: dict[type[Command], Callable[[Any], Fact]] = {
    CapHall: lambda command: HallCapped(command.cap_frac),
    OpenBreaker: lambda command: BreakerOpened(command.reason),
    CloseBreaker: lambda command: BreakerClosed(command.reason),
    OpenTie: lambda command: TieOpened(command.reason),
    CloseTie: lambda command: TieClosed(command.reason),
    FailTransformer: lambda command: TransformerFailed(command.repair_s, command.reason),
    SetParameter: lambda command: ParameterChanged(command.path, command.value_json),
    ResetUps: lambda _command: UpsReset(),
    DispatchBattery: lambda command: BatteryDispatched(
        command.charge_w - command.discharge_w, command.reason, command.event
    ),
    FailEquipment: lambda command: EquipmentFailed(
        command.repair_s, command.units_count, command.reason
    ),
    JamBreaker: lambda command: BreakerJammed(command.repair_s, command.reason),
    RunGensets: lambda command: GensetsHeld(command.run, command.reason),
    PermitGensets: lambda command: GensetsPermitted(command.permitted, command.reason),
    HoldDryBulb: lambda command: DryBulbHeld(command.dry_bulb_c),
    HoldPrice: lambda command: PriceHeld(command.price_usd_per_mwh),
    ReleaseHeld: lambda _command: HeldReleased(),
    HoldFacilityWater: lambda command: FacilityWaterHeld(command.supply_c, command.reason),
    ReleaseFacilityWater: lambda command: FacilityWaterReleased(command.reason),
}
assert _LATER | {CauseFault} | set(_ACTS) == set(COMMANDS), "every command acts, at once or later"
