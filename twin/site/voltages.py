"""Voltages at the design load: at each bus, and behind each unit transformer, within limits.

With a `voltage` key a site states the limits. Everything in service draws its nameplate, the grid
stands at nominal voltage, and each voltage is the closed form behind the impedance before it, at
the taps of the document, or where an on-load tap changer comes to rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twin.devices.line import behind_impedance_pu
from twin.devices.transformer_losses import loss_w, low_side_pu, reactive_var
from twin.devices.transformer_parameters import Unit
from twin.devices.transformer_unit import unit_constants
from twin.devices.voltage.taps import Feed, TapChangers, TapChangerSpec
from twin.documents import Path, Source
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.loads import unit_loads_mva
from twin.site.network import Feeder
from twin.site.resolved import MainTransformer, UnitTransformer
from twin.units import V_PER_KV, VA_PER_MVA


@dataclass(frozen=True, slots=True)
class _Branch:
    """A feeder with what it takes from its bus, and its unit transformers with their loads."""

    feeder: Feeder
    pads: tuple[tuple[UnitTransformer, Unit, complex], ...]
    behind_va: complex
    impedance_ohm: complex
    nominal_v: float

    @property
    def taken_va(self) -> complex:
        """Power at its head, with its own losses at nominal voltage."""
        return self.behind_va + abs(self.behind_va / self.nominal_v) ** 2 * self.impedance_ohm


def voltage_faults(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    """Buses and unit transformers that stand out of the limits of the document."""
    if document.voltage is None:
        return
    for main in made.mains:
        if not main.in_service or len([m for m in made.mains if m.bus == main.bus]) > 1:
            continue
        for at, name, voltage_pu in design_voltages_pu(document, made, main):
            yield from _outside(source, document, (at, name), voltage_pu)


def design_voltages_pu(
    document: SiteDocument, made: Expansion, main: MainTransformer
) -> Iterator[tuple[Path, str, float]]:
    """A main transformer's bus, then each unit transformer: place, name, voltage; 0 if none."""
    branches = list(_branches(document, made, main.bus))
    taken_va = sum((branch.taken_va for branch in branches), 0j)
    unit = unit_constants(main.spec)
    bus_pu = _bus_pu(unit, main.oltc, taken_va)
    yield made.paths[main.id], f"bus {main.bus}", bus_pu
    for branch in branches:
        volts_v = branch.nominal_v
        end_v = behind_impedance_pu(
            bus_pu * volts_v,
            _pair(branch.impedance_ohm),
            _pair(branch.behind_va),
        )
        for pad, pad_unit, load_va in branch.pads:
            end_pu = (end_v or 0.0) / volts_v
            low_pu = low_side_pu(pad_unit, load_va.real, load_va.imag, end_pu)
            yield made.paths[pad.id], pad.id, low_pu or 0.0


def _bus_pu(unit: Unit, oltc: TapChangerSpec | None, taken_va: complex) -> float:
    """Voltage behind a main transformer, 0 where it collapses."""
    if oltc is None:
        return low_side_pu(unit, taken_va.real, taken_va.imag) or 0.0
    changer = TapChangers([oltc], [(unit.resistance_pu, unit.reactance_pu)])
    changer.set_feed(0, 0, Feed(unit.ratio_pu, *_pair(taken_va / unit.rated_va)))
    changer.settle(0, 0)
    return changer.voltage_pu(0)


def _pair(value: complex) -> tuple[float, float]:
    return value.real, value.imag


def _branches(document: SiteDocument, made: Expansion, bus: str) -> Iterator[_Branch]:
    unit_mva = unit_loads_mva(document, made)
    kv = next(one.kv for one in document.buses if one.id == bus)
    for feeder in document.feeders:
        if feeder.bus != bus or not feeder.in_service:
            continue
        pads = [pad for pad in made.pads if pad.feeder == feeder.id and pad.in_service]
        loaded = [
            (pad, unit_constants(pad.spec), unit_mva.get(pad.id, 0j) * VA_PER_MVA) for pad in pads
        ]
        behind_va = sum((_taken_va(unit, load_va) for _, unit, load_va in loaded), 0j)
        ohm_per_km = complex(feeder.r_ohm_per_km, feeder.x_ohm_per_km)
        yield _Branch(
            feeder, tuple(loaded), behind_va, ohm_per_km * feeder.length_km, kv * V_PER_KV
        )


def _taken_va(unit: Unit, load_va: complex) -> complex:
    size_va = abs(load_va)
    return load_va + complex(loss_w(unit, size_va), reactive_var(unit, size_va))


def _outside(
    source: Source, document: SiteDocument, place: tuple[Path, str], voltage_pu: float
) -> Iterator[Fault]:
    limits, (at, name) = document.voltage, place
    assert limits is not None
    if limits.min_pu <= voltage_pu <= limits.max_pu:
        return
    low = voltage_pu < limits.min_pu
    yield source.fault(
        (*at, "tap_step_count"),
        f"({name}) stands at {voltage_pu:.3f} pu at its design load",
        allowed=f"{limits.min_pu:g} to {limits.max_pu:g} pu",
        remedy=f"set a {'lower' if low else 'higher'} tap, "
        + ("move load, or take a lower impedance" if low else "or lower the one before it"),
    )
