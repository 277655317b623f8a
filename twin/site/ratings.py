"""Ratings beside each other: voltages that meet, loads a unit can carry, numbers in wrong units.

A plan may overload what it likes, that is what a twin is for; a fault is only what can't be meant:
a unit loaded past twice its rating at nameplate, a voltage that does not fit its bus, kW as W.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, sqrt

from twin.devices.asic_power import AsicSpec
from twin.devices.transformer_spec import rated_mva
from twin.documents import Path, Source
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.loads import unit_loads_mva
from twin.site.network import Feeder
from twin.site.resolved import UnitTransformer
from twin.units import V_PER_KV, VA_PER_MVA

# A value, the least and the most it may be.
Limits = tuple[float, float, float]

# Nameplate load over rating beyond which a document is not believed: no unit carries twice its
# rating even for the half hour of a short-time emergency (IEC 60076-7, distribution).
IMPOSSIBLE_PU = 2.0
_VOLTAGE_MISFIT = 0.1
_PAD_PER_FEEDER = 10.0
_MACHINE_W = (100.0, 30_000.0)
_MACHINE_J_PER_TH = (4.0, 200.0)
_RACK_KW = (0.5, 2000.0)
_CONTRACT_PER_MAINS = 10.0


def rating_faults(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    """Voltages that do not meet, machines and racks beyond belief, impossible loads."""
    yield from _voltages(source, document, made)
    yield from _machines(source, made)
    yield from _loads(source, document, made)
    yield from _supplies(source, document, made)
    yield from _gensets(source, document, made)
    yield from _contract(source, document, made)


def _it_kw(document: SiteDocument, made: Expansion) -> dict[str, float]:
    """The largest IT of each hall."""
    halls = {hall.id: hall for hall in document.halls}
    return {
        racks.hall: racks.count * racks.spec.max_kw + halls[racks.hall].other_it_kw
        for racks in made.racks
    }


def _supplies(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    """A supply carries its hall's IT at its largest, also without one module where that is said."""
    halls = {hall.id: hall for hall in document.halls}
    it_kw = _it_kw(document, made)
    for supply in made.supplies:
        if (*made.paths[supply.id], "modules_count") in source.dropped:
            continue
        load_kw = it_kw.get(supply.hall, 0.0)
        spare = int(halls[supply.hall].redundancy == "N+1")
        each_kw = supply.spec.rated_kw / supply.modules_count
        carries_kw = each_kw * (supply.modules_count - spare)
        if carries_kw < load_kw:
            without = " without one of its modules" if spare else ""
            yield source.fault(
                (*made.paths[supply.id], "modules_count"),
                f"carries {carries_kw:g} kW{without}, less than the IT of {supply.hall}",
                value=supply.modules_count,
                allowed=f"{ceil(load_kw / each_kw) + spare} and more, for {load_kw:g} kW",
                remedy="add modules, or promise redundancy: N",
            )


def _gensets(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    """A group carries its halls, and takes the cooling of each at once: racks are walked in."""
    halls = {hall.id: hall for hall in document.halls}
    it_kw = _it_kw(document, made)
    supplied = {supply.hall for supply in made.supplies}
    for group in made.gensets:
        at = (*made.paths[group.id], "units_count")
        if at in source.dropped:
            continue
        named = [hall for hall in group.halls if hall in it_kw]
        whole_kw = {hall: it_kw[hall] * (1.0 + halls[hall].overhead[1].frac) for hall in named}
        carries_kw = group.spec.units_count * group.spec.rated_kw
        load_kw = sum(whole_kw.values())
        if load_kw > carries_kw:
            yield source.fault(
                at,
                f"carries {carries_kw:g} kW, less than its halls in the hottest hour",
                value=group.spec.units_count,
                allowed=f"{ceil(load_kw / group.spec.rated_kw)} and more, for {load_kw:.0f} kW",
                remedy="add engines, or give it fewer halls",
            )
        first_kw = {
            hall: kw - it_kw[hall] if hall in supplied else kw for hall, kw in whole_kw.items()
        }
        largest = max(first_kw, key=lambda hall: first_kw[hall], default="")
        step_kw = group.spec.first_step_frac * carries_kw
        if largest and first_kw[largest] > step_kw:
            yield source.fault(
                at,
                f"takes {step_kw:g} kW at once, less than {largest} brings",
                value=group.spec.units_count,
                allowed=f"{ceil(first_kw[largest] / step_kw * group.spec.units_count)} and more, "
                f"for a block of {first_kw[largest]:.0f} kW",
                remedy="add engines, a ups that walks its load in, or a larger first step",
            )


def feeder_mva(feeder: Feeder, kv: float) -> float:
    """What a feeder carries [MVA]."""
    if feeder.rated_mva is not None:
        return feeder.rated_mva
    return sqrt(3.0) * kv * V_PER_KV * (feeder.rated_a or 0.0) / VA_PER_MVA


def _voltages(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    bus_kv = {bus.id: bus.kv for bus in document.buses}
    feeder_kv = {feeder.id: bus_kv.get(feeder.bus) for feeder in document.feeders}
    poi = document.interconnect
    faulty = source.has_dropped("interconnect")
    for main in made.mains:
        at = made.paths[main.id]
        grid_kv = None if faulty else poi.kv
        yield from _meets(source, (*at, "hv_kv"), main.spec.hv_kv, grid_kv, poi.id)
        yield from _meets(source, (*at, "lv_kv"), main.spec.lv_kv, bus_kv.get(main.bus), main.bus)
    told: set[Path] = set()
    for pad in made.pads:
        at = (*made.paths[pad.id], "hv_kv")
        if at not in told:
            told.add(at)
            yield from _meets(source, at, pad.spec.hv_kv, feeder_kv.get(pad.feeder), pad.feeder)
    for index, tie in enumerate(document.ties):
        one_kv, other_kv = (bus_kv.get(bus) for bus in tie.between)
        if one_kv and other_kv and one_kv != other_kv:
            what = f"joins {one_kv:g} kV and {other_kv:g} kV"
            remedy = "tie buses of one voltage"
            yield source.fault(("ties", index, "between"), what, remedy=remedy)


def _meets(
    source: Source, at: Path, kv: float, other_kv: float | None, name: str
) -> Iterator[Fault]:
    if other_kv is not None and abs(kv / other_kv - 1.0) > _VOLTAGE_MISFIT:
        yield source.fault(
            at,
            f"does not meet {name}",
            value=kv,
            allowed=f"{other_kv:g} kV within {_VOLTAGE_MISFIT:.0%}",
            remedy="give both in kV",
        )


def _machines(source: Source, made: Expansion) -> Iterator[Fault]:
    told: set[Path] = set()
    for row in made.rows:
        at = made.paths[row.id]
        if at not in told:
            told.add(at)
            yield from _machine(source, at, row.spec)
    for racks in made.racks:
        at = made.paths[f"racks of {racks.hall}"]
        yield from _within(source, (*at, "max_kw"), (racks.spec.max_kw, *_RACK_KW), "kW")


def _machine(source: Source, at: Path, spec: AsicSpec) -> Iterator[Fault]:
    j_per_th = spec.power_w / spec.th_per_s
    low, high = _MACHINE_W
    if not low <= spec.power_w <= high:
        yield from _within(source, (*at, "power_w"), (spec.power_w, *_MACHINE_W), "W")
    elif not _MACHINE_J_PER_TH[0] <= j_per_th <= _MACHINE_J_PER_TH[1]:
        low, high = (spec.power_w / limit for limit in reversed(_MACHINE_J_PER_TH))
        what = f"makes {j_per_th:.3g} J/TH of {spec.power_w:g} W"
        allowed, remedy = f"{low:.3g} to {high:.3g} TH/s", "give TH/s, not GH/s or PH/s"
        yield source.fault(
            (*at, "th_per_s"), what, value=spec.th_per_s, allowed=allowed, remedy=remedy
        )


def _within(source: Source, at: Path, limits: Limits, unit: str) -> Iterator[Fault]:
    value, low, high = limits
    if not low <= value <= high:
        allowed = f"{low:g} to {high:g} {unit}"
        yield source.fault(
            at, "is beyond belief", value=value, allowed=allowed, remedy=f"give it in {unit}"
        )


def _loads(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    load_mva = unit_loads_mva(document, made)
    feeder_load_mva: dict[str, float] = {}
    for pad in made.pads:
        pad_mva = abs(load_mva.get(pad.id, 0j))
        feeder_load_mva[pad.feeder] = feeder_load_mva.get(pad.feeder, 0.0) + pad_mva
        what = f"({pad.id}) is loaded with {pad_mva:.3g} MVA by what hangs on it"
        yield from _impossible(source, made.paths[pad.id], pad_mva, pad.rated_mva, what)
    yield from _feeders(source, document, made, feeder_load_mva)


def _feeders(
    source: Source, document: SiteDocument, made: Expansion, feeder_load_mva: dict[str, float]
) -> Iterator[Fault]:
    bus_kv = {bus.id: bus.kv for bus in document.buses}
    largest: dict[str, UnitTransformer] = {}
    for pad in made.pads:
        other = largest.setdefault(pad.feeder, pad)
        if rated_mva(pad.spec) > rated_mva(other.spec):
            largest[pad.feeder] = pad
    for index, feeder in enumerate(document.feeders):
        kv = bus_kv.get(feeder.bus)
        if kv is None:
            continue
        rating_mva = feeder_mva(feeder, kv)
        on_it_mva = feeder_load_mva.get(feeder.id, 0.0)
        what = f"({feeder.id}) is loaded with {on_it_mva:.3g} MVA by what hangs on it"
        yield from _impossible(source, ("feeders", index), on_it_mva, rating_mva, what)
        pad = largest.get(feeder.id)
        if pad is not None and rated_mva(pad.spec) > _PAD_PER_FEEDER * rating_mva:
            rated = rated_mva(pad.spec)
            what = f"({pad.id}) is rated {rated:g} MVA on a feeder of {rating_mva:.3g} MVA"
            yield source.fault(made.paths[pad.id], what, remedy="check MVA and kVA")


def _impossible(
    source: Source, at: Path, load_mva: float, rating_mva: float, what: str
) -> Iterator[Fault]:
    if load_mva > IMPOSSIBLE_PU * rating_mva:
        allowed = f"up to {IMPOSSIBLE_PU * rating_mva:.3g} MVA, twice its rating"
        remedy = "add units or ratings, move load, or check MVA and kVA"
        yield source.fault(at, what, allowed=allowed, remedy=remedy)


def _contract(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    total_mva = sum(rated_mva(main.spec) * main.spec.parallel_count for main in made.mains)
    poi = document.interconnect
    if total_mva and not source.has_dropped("interconnect"):
        ratio = poi.contracted_mw / total_mva
        if not 1.0 / _CONTRACT_PER_MAINS <= ratio <= _CONTRACT_PER_MAINS:
            low, high = total_mva / _CONTRACT_PER_MAINS, total_mva * _CONTRACT_PER_MAINS
            yield source.fault(
                ("interconnect", "contracted_mw"),
                f"does not fit transformers of {total_mva:g} MVA in all",
                value=poi.contracted_mw,
                allowed=f"{low:g} to {high:g} MW",
                remedy="check MW and kW, MVA and kVA",
            )
