"""What protects a site: columns that never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twin.devices.line import LineSpec
from twin.devices.protection.elements import TripUnit
from twin.devices.protection.fault import SourceSpec
from twin.devices.protection.thermal_relay import ThermalRelaySpec
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.voltage.sag import InrushSpec
from twin.site.relay import RelayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardParts:
    """Relays of a site, and the impedances that its faults flow through.

    Attributes:
        ids: breakers and ties with a relay; every other column is by relay.
        index: of each id.
        units: elements, opening included.
        pickups_a: least current that each sees.
        volts_v: nominal voltage where each stands.
        stands: kind of place, and index of the feeder, tie or main transformer.
        of_feeder, of_tie, of_low, of_high: relay of each feeder, tie, side of a main transformer;
            empty without protection.
        alert_va: load of each main transformer up to which no relay but a feeder's sees anything.
        over_bits: bits of `Network.over` that call for a look at the relays.
        inrush: what transformers draw as they are energised; the time constant counts for all.
        rush_relays: relays that no harmonic of an inrush blocks.
        charted: relays that the document names.
        thermal_relays, thermal_specs: relays with a thermal overload relay beside them, and those.
        looks_always: whether some relay sees currents below the rating of a main transformer.
        source, mains, lines, units_behind: grid, main transformers, cables of feeders, unit
            transformers, as fault currents are calculated.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    units: tuple[TripUnit, ...]
    pickups_a: tuple[float, ...]
    volts_v: tuple[float, ...]
    stands: tuple[tuple[RelayKind, int], ...]
    of_feeder: tuple[int, ...]
    of_tie: tuple[int, ...]
    of_low: tuple[int, ...]
    of_high: tuple[int, ...]
    alert_va: tuple[float, ...]
    over_bits: int
    looks_always: bool
    inrush: InrushSpec
    rush_relays: tuple[int, ...]
    charted: tuple[int, ...]
    thermal_relays: tuple[int, ...]
    thermal_specs: tuple[ThermalRelaySpec, ...]
    source: SourceSpec
    mains: tuple[TransformerSpec, ...]
    lines: tuple[LineSpec | None, ...]
    units_behind: tuple[TransformerSpec, ...]
