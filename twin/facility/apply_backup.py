"""Handlers of backup power: what a supply does, and that it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.facility import topics
from twin.facility.loads import settle_hall
from twin.facts import Fact, backup

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _settled(plant: Plant, t_us: int, seq: int, supply: int, before: int) -> None:
    """A supply may feed its load otherwise: what the hall draws, and whether it has supply."""
    if plant.ups.state[supply] != before:
        plant.ups_cause[supply] = seq
    settle_hall(plant, t_us, plant.parts.hall_ups.index(supply))
    plant.touched |= topics.BACKUP | topics.TOPOLOGY


def _stepped(plant: Plant, t_us: int, seq: int, subject: str, fact: backup.UpsStepped) -> None:
    supply = plant.parts.ups_index[subject]
    before = plant.ups.state[supply]
    plant.ups.cross(supply, t_us, fact.limit)
    _settled(plant, t_us, seq, supply, before)


def _reset(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    supply = plant.parts.ups_index[subject]
    before = plant.ups.state[supply]
    plant.ups.reset(supply, t_us)
    _settled(plant, t_us, seq, supply, before)


def _told(plant: Plant, t_us: int, seq: int, subject: str, fact: backup.UpsStateChanged) -> None:
    supply = plant.parts.ups_index[subject]
    plant.ups_told[supply] = plant.ups.state[supply]
    plant.ups_cause[supply] = seq
    plant.touched |= topics.BACKUP


BACKUP: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    backup.UpsStateChanged: _told,
    backup.UpsStepped: _stepped,
    backup.UpsReset: _reset,
}
