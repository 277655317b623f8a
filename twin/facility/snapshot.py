"""The whole state of a plant as plain values, and back: what a keyframe holds.

What can be worked out from these values (flows, liveness, targets) is left out and worked out again, to the last bit.
"""

from __future__ import annotations

from typing import Any

import msgspec

from twin.facility.parts import Parts
from twin.facility.plant import Plant

_FAMILIES = ("market", "transformers", "rows", "halls", "control", "hazards")
_VALUES = (
    "t_us",
    "last_seq",
    "import_j",
    "loss_j",
    "flows_us",
    "last_job",
    "start_seq",
    "weather_seq",
    "switch_seq",
)
_TABLES = (
    "open_breakers",
    "protection_opened",
    "closed_ties",
    "failed_units",
    "refused_transfers",
    "overloads",
    "parameters",
    "job_seq",
)
_COLUMNS = ("hall_j", "hall_us", "row_supplied", "hall_supplied", "inlet_rated_c")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(strict=False).decode


def snapshot(plant: Plant) -> bytes:
    """The state as MessagePack."""
    state: dict[str, Any] = {name: getattr(plant, name).snapshot() for name in _FAMILIES}
    state["ambient"] = plant.transformers.ambient.snapshot()
    state |= {name: getattr(plant, name) for name in _VALUES + _TABLES + _COLUMNS}
    return _encode(state)


def restored(parts: Parts, state: bytes) -> Plant:
    """A plant in the state of a snapshot; reads nothing but the two arguments."""
    values = _decode(state)
    plant = Plant(parts, values["t_us"])
    plant.transformers.ambient.restore(values["ambient"])
    for name in _FAMILIES:
        getattr(plant, name).restore(values[name])
    for name in _VALUES + _TABLES:
        setattr(plant, name, values[name])
    for name in _COLUMNS:
        getattr(plant, name)[:] = values[name]
    plant.rebuild()
    return plant
