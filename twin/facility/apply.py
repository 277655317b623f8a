"""`apply(fact)`: the only thing that changes the plant, one handler for each kind of fact.

A handler changes columns, marks what must be settled and says which topics it touched. It never
decides what should
happen next: that is a driver's business, and becomes another fact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from twin.facility import loads, steady, topics
from twin.facility.apply_backup import BACKUP
from twin.facility.apply_compute import COMPUTE
from twin.facility.apply_cooling import COOLING
from twin.facility.apply_grid import GRID
from twin.facility.apply_mining import MINING
from twin.facility.apply_outside import OUTSIDE
from twin.facility.apply_plan import PLANNED
from twin.facility.apply_power import POWER
from twin.facility.apply_protection import PROTECTION
from twin.facts import Fact, operator
from twin.facts import control as said

if TYPE_CHECKING:
    from twin.facility.plant import Plant

Handler = Callable[["Plant", int, int, str, Any], None]


def _run_started(plant: Plant, t_us: int, seq: int, subject: str, fact: said.RunStarted) -> None:
    plant.start_seq = plant.weather_seq = plant.switch_seq = seq
    plant.control.topic_seq[topics.START] = seq
    steady.start(plant, t_us, fact.dry_bulb_c)
    plant.touched |= topics.EVERYTHING


def _accepted(plant: Plant, t_us: int, seq: int, subject: str, fact: said.CommandAccepted) -> None:
    command = fact.command
    plant.control.commanded_us[fact.by] = t_us
    if isinstance(command, said.CurtailRows):
        loads.hold_rows(plant, t_us, seq, command.rows, fact.by)
    elif isinstance(command, said.RestoreRows):
        loads.release_rows(plant, t_us, seq, command.rows, fact.by)
    else:
        plant.accepted.append((seq, command))
    plant.touched |= topics.COMMAND


def _refused(plant: Plant, t_us: int, seq: int, subject: str, fact: said.CommandRefused) -> None:
    plant.control.commanded_us[fact.by] = t_us
    plant.touched |= topics.COMMAND


def _remembered(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.PolicyRemembered
) -> None:
    control = plant.control
    control.memory_json[subject] = fact.memory_json
    control.memory_seq[subject] = seq
    control.wake_us.pop(subject, None)
    if fact.wake_us:
        control.wake_us[subject] = fact.wake_us
    control.look_us.pop(subject, None)
    if fact.every_us:
        control.look_us[subject] = (t_us, fact.every_us)
    plant.touched |= topics.MEMORY


def _parameter(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.ParameterChanged
) -> None:
    plant.parameters[fact.path] = fact.value_json
    plant.touched |= topics.PARAMETER


def _noted(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    """What people say to each other changes no column."""


HANDLERS: dict[type[Fact], Handler] = {
    said.RunStarted: _run_started,
    said.CommandAccepted: _accepted,
    said.CommandRefused: _refused,
    said.PolicyRemembered: _remembered,
    said.ParameterChanged: _parameter,
    **POWER,
    **MINING,
    **COMPUTE,
    **BACKUP,
    **COOLING,
    **PROTECTION,
    **GRID,
    **OUTSIDE,
    **PLANNED,
    operator.AlarmAcknowledged: _noted,
    operator.OperatorNoted: _noted,
}
