"""The whole state of a plant as plain values, and back: what a keyframe holds.

What can be worked out from these values (flows, liveness, targets) is left out and worked out
again, to the last bit. A snapshot begins with a mark of the columns it holds: one that another
version took is recognised and not used, since the facts can always be folded again.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from twin.devices.ambient import AmbientFilters
from twin.devices.asic_row import AsicRows
from twin.devices.backup.battery import Batteries
from twin.devices.backup.genset import Gensets
from twin.devices.backup.genset_engines import Engines
from twin.devices.backup.transfer import TransferSwitches
from twin.devices.backup.ups import UpsUnits
from twin.devices.cooling.containers import Containers
from twin.devices.cooling.loop import Loops
from twin.devices.cooling.miner_loop import MinerLoops
from twin.devices.cooling.pads import Pads
from twin.devices.gpu_rack import GpuHalls
from twin.devices.training_job import TrainingJob
from twin.devices.transformer import Transformers
from twin.devices.voltage.ride_through import RideThroughs
from twin.facility.conductors import FeederConductors
from twin.facility.control_state import Control
from twin.facility.duties import Duties
from twin.facility.grid_side import GridSide
from twin.facility.guard import Guard
from twin.facility.hazards import Hazards
from twin.facility.market import Market
from twin.facility.parts import Parts
from twin.facility.plant import Plant
from twin.facility.taps import Taps
from twin.facility.thermal_guard import ThermalGuard

_FAMILIES = (
    *("market", "transformers", "rows", "halls", "ups", "rides", "transfers", "gensets", "loops"),
    *("pads", "miner_loops", "containers", "control", "hazards", "grid", "guard", "taps"),
    *("conductors", "duties", "thermal_guard"),
)
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
    "over_seq",
    "grid_seq",
    "grid_pu",
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
    "broken",
    "idle",
)
_COLUMNS = (
    *("hall_j", "hall_us", "row_supplied", "hall_supplied", "inlet_rated_c"),
    *("ups_told", "ups_cause", "ride_cause", "switch_cause", "switch_told"),
    *("pad_cause", "loop_cause", "cooled_cause", "asked_cap_frac"),
    *("heat_cap_frac", "heat_since_us", "heat_cause"),
    *("heat_tried_frac", "heat_failed_frac", "heat_fails_count"),
    *("genset_told", "genset_cause", "genset_held", "genset_demands_count"),
)
MARK_BYTES = 8
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(strict=False).decode


def _mark() -> bytes:
    """A short hash of the names of all columns, in order."""
    families = (Market, Transformers, AmbientFilters, AsicRows, GpuHalls, UpsUnits, RideThroughs)
    families += (MinerLoops, Containers, TransferSwitches, Gensets, Engines, Loops, Pads)
    families += (Batteries, Taps, FeederConductors, Duties, ThermalGuard)
    names = [family.STATE for family in (*families, Control, Hazards, GridSide, Guard)]
    names += [TrainingJob.__struct_fields__, _VALUES, _TABLES, _COLUMNS]
    return sha256(repr(names).encode()).digest()[:MARK_BYTES]


def snapshot(plant: Plant) -> bytes:
    """The mark of the columns and the state as MessagePack."""
    state: dict[str, Any] = {name: getattr(plant, name).snapshot() for name in _FAMILIES}
    state["ambient"] = plant.transformers.ambient.snapshot()
    state |= {name: getattr(plant, name) for name in _VALUES + _TABLES + _COLUMNS}
    return _MARK + _encode(state)


def fits(state: bytes) -> bool:
    """Whether a snapshot holds the columns that this version knows."""
    return state[:MARK_BYTES] == _MARK


def restored(parts: Parts, state: bytes) -> Plant:
    """A plant in the state of a snapshot that `fits`; reads nothing but the two arguments."""
    assert fits(state), "ask `fits` before: another version took this snapshot"
    values = _decode(state[MARK_BYTES:])
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


_MARK = _mark()
