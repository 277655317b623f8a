"""What each main transformer carries in a topology, and after it loses any one of them.

Everything that is on draws its nameplate, a hall that of its hottest hour, at the load's own power
factor; losses on the way are left out. The live feeds of a hall share it. After a loss the bus that
died is fed through one tie from one live neighbour, break before make, never in parallel: of the
ties in service the one that leaves AI best off, and mining then. Mining can be shed, AI can't.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from twin.devices.transformer_spec import rated_mva
from twin.plan.topology import Topology
from twin.site import Row, Site
from twin.site.loads import unit_loads_mva
from twin.units import W_PER_KW, W_PER_MW

NORMAL_PU = 1.0
_SAME_DIGITS = 9
Feeding = Mapping[str, tuple[str, ...]]
"""Each bus, and the transformers that carry it; none where it is dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameplate:
    """Loads and ratings of a site, as far as they never change.

    Attributes:
        block_mva: each block, and what it takes from each bus.
        hall_mva: each hall in its hottest hour, with all its racks.
        hall_it_mw: its IT with all its racks.
        hall_buses: the buses that feed it.
        rated_mva: of each main transformer, with all its cooling.
        buses: every bus, fed or not.
        bus_of: the bus of each main transformer.
        parallel: buses that several transformers may carry at once.
        ties: the two buses of each tie.
        transfer_s: of each tie.
        shed_s: of each block, until its slowest machines sleep.
    """

    block_mva: Mapping[str, Mapping[str, complex]]
    hall_mva: Mapping[str, complex]
    hall_it_mw: Mapping[str, float]
    hall_buses: Mapping[str, tuple[str, ...]]
    rated_mva: Mapping[str, float]
    buses: tuple[str, ...]
    bus_of: Mapping[str, str]
    parallel: frozenset[str]
    ties: Mapping[str, tuple[str, str]]
    transfer_s: Mapping[str, float]
    shed_s: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """What a main transformer carries.

    Attributes:
        load_pu: of its rating, with everything on.
        ai_pu: with all mining shed.
    """

    transformer: str
    load_pu: float
    ai_pu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contingency:
    """The loss of one main transformer in one topology.

    Attributes:
        lost: the transformer.
        tie: that feeds its bus then; None where the bus stays dead.
        before_shed: the worst loaded of the others before anything is shed.
        after_shed: the worst loaded with all mining shed.
        ai_mw: AI load of the site in its hottest hour.
        deliverable_ai_mw: how much of such a load could be carried, spread over the halls as now.
        dark_mw: AI whose every feed is dead.
        relief_s: until miners that overload it are asleep; 0 where nothing is overloaded.
    """

    lost: str
    tie: str | None
    before_shed: Loading
    after_shed: Loading
    ai_mw: float
    deliverable_ai_mw: float
    dark_mw: float
    relief_s: float

    @property
    def unserved_ai_mw(self) -> float:
        """AI that can't be carried after all mining is shed."""
        return self.dark_mw + max(0.0, self.ai_mw - self.dark_mw - self.deliverable_ai_mw)


def nameplate(site: Site) -> Nameplate:
    """Loads and ratings of a site with everything that it describes in service."""
    unit_mva = unit_loads_mva(site.document, site)
    bus_of_feeder = {feeder.id: feeder.bus for feeder in site.feeders}
    block_mva: dict[str, dict[str, complex]] = {block.id: {} for block in site.blocks}
    hall_mva: dict[str, complex] = {hall.id: 0j for hall in site.halls}
    hall_buses: dict[str, list[str]] = {hall.id: [] for hall in site.halls}
    for pad in site.unit_transformers:
        bus, load_mva = bus_of_feeder[pad.feeder], unit_mva.get(pad.id, 0j)
        if pad.owner in block_mva:
            taken_mva = block_mva[pad.owner]
            taken_mva[bus] = taken_mva.get(bus, 0j) + load_mva
        elif pad.owner in hall_mva:
            hall_mva[pad.owner] += load_mva
            hall_buses[pad.owner].append(bus)
    other_kw = {hall.id: hall.other_it_kw for hall in site.halls}
    it_kw = {one.hall: one.count * one.spec.max_kw + other_kw[one.hall] for one in site.racks}
    return Nameplate(
        block_mva=block_mva,
        hall_mva=hall_mva,
        hall_it_mw={hall: kw * W_PER_KW / W_PER_MW for hall, kw in it_kw.items()},
        hall_buses={hall: tuple(dict.fromkeys(buses)) for hall, buses in hall_buses.items()},
        rated_mva={one.id: rated_mva(one.spec) for one in site.transformers},
        buses=tuple(bus.id for bus in site.buses),
        bus_of={one.id: one.bus for one in site.transformers},
        parallel=frozenset(bus.id for bus in site.buses if bus.parallel_allowed),
        ties={tie.id: tie.between for tie in site.ties},
        transfer_s={tie.id: tie.transfer_s for tie in site.ties},
        shed_s={row.block: row.spec.shed_s for row in sorted(site.rows, key=_shed_s)},
    )


def _shed_s(row: Row) -> float:
    return row.spec.shed_s


def loadings(plate: Nameplate, here: Topology) -> list[Loading]:
    """What each main transformer in service carries with nothing lost."""
    return _loadings(plate, here, _feeding(plate, here.transformers))


def contingencies(plate: Nameplate, here: Topology) -> list[Contingency]:
    """The loss of each main transformer in service, one at a time."""
    return [_contingency(plate, here, lost) for lost in sorted(here.transformers)]


def changing_losses(
    plate: Nameplate, plants: Iterable[Topology]
) -> Iterator[tuple[date, Contingency]]:
    """The loss of each main transformer in each plant that differs in it from the one before.

    Args:
        plate: the site's.
        plants: that a plan passes through, in order.
    """
    before: list[Contingency] = []
    for here in plants:
        now = contingencies(plate, here)
        if now != before:
            yield from ((here.since, one) for one in now)
        before = now


def load_mw(plate: Nameplate, here: Topology) -> float:
    """Everything that is on, at nameplate and in the hottest hour."""
    mining = sum(mva.real for one in here.blocks for mva in plate.block_mva[one].values())
    return mining + ai_mw(plate, here)


def ai_mw(plate: Nameplate, here: Topology) -> float:
    """The energised halls with their overhead, in the hottest hour."""
    return sum(_hall_mva(plate, here, hall).real for hall in here.halls_mw)


def block_mw(plate: Nameplate, here: Topology, block: str) -> float:
    """What a block draws, 0 when it is off."""
    if block not in here.blocks:
        return 0.0
    return sum(mva.real for mva in plate.block_mva[block].values())


def _hall_mva(plate: Nameplate, here: Topology, hall: str) -> complex:
    return plate.hall_mva[hall] * (here.halls_mw[hall] / plate.hall_it_mw[hall])


def _feeding(plate: Nameplate, alive: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Which live transformers carry each bus by themselves; one where they may not parallel."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(plate.buses, ())
    for name in sorted(alive):
        bus = plate.bus_of[name]
        if not found[bus] or bus in plate.parallel:
            found[bus] = (*found[bus], name)
    return found


def _loadings(plate: Nameplate, here: Topology, feeding: Feeding) -> list[Loading]:
    mining = dict.fromkeys(feeding, 0j)
    for block in here.blocks:
        for bus, mva in plate.block_mva[block].items():
            mining[bus] += mva
    ai = dict.fromkeys(feeding, 0j)
    for hall in here.halls_mw:
        live = [bus for bus in plate.hall_buses[hall] if feeding.get(bus)]
        for bus in live:
            ai[bus] += _hall_mva(plate, here, hall) / len(live)
    carried: dict[str, tuple[complex, complex]] = {}
    for bus, units in feeding.items():
        total_mva = sum(plate.rated_mva[unit] for unit in units)
        for unit in units:
            share = plate.rated_mva[unit] / total_mva
            all_mva, ai_mva = carried.get(unit, (0j, 0j))
            more_mva = (mining[bus] + ai[bus]) * share
            carried[unit] = (all_mva + more_mva, ai_mva + ai[bus] * share)
    return [
        Loading(
            transformer=unit,
            load_pu=abs(all_mva) / plate.rated_mva[unit],
            ai_pu=abs(ai_mva) / plate.rated_mva[unit],
        )
        for unit, (all_mva, ai_mva) in sorted(carried.items())
    ]


def _contingency(plate: Nameplate, here: Topology, lost: str) -> Contingency:
    """The best of the ways to feed the bus that died: by its other unit, a tie, or not at all."""
    alone = _feeding(plate, here.transformers - {lost})
    bus = plate.bus_of[lost]
    ways: list[tuple[str | None, Feeding]] = [(None, alone)]
    if not alone[bus]:
        for tie in sorted(here.ties):
            ends = plate.ties[tie]
            other = ends[1] if ends[0] == bus else ends[0]
            if bus in ends and alone.get(other):
                ways.append((tie, {**alone, bus: alone[other]}))
    found = [_judged(plate, here, lost, way) for way in ways]
    return min(
        found,
        key=lambda one: (
            one.dark_mw,
            round(one.after_shed.ai_pu, _SAME_DIGITS),
            one.tie is None,
            one.before_shed.load_pu,
        ),
    )


def _judged(
    plate: Nameplate, here: Topology, lost: str, way: tuple[str | None, Feeding]
) -> Contingency:
    tie, feeding = way
    carried = _loadings(plate, here, feeding)
    nothing = Loading(transformer="", load_pu=0.0, ai_pu=0.0)
    worst_ai = max(carried, key=lambda one: one.ai_pu, default=nothing)
    halls = [
        (hall, any(feeding.get(bus) for bus in plate.hall_buses[hall])) for hall in here.halls_mw
    ]
    dark_mw = sum(_hall_mva(plate, here, hall).real for hall, live in halls if not live)
    total_mw = ai_mw(plate, here)
    fed_mw = total_mw - dark_mw
    return Contingency(
        lost=lost,
        tie=tie,
        before_shed=max(carried, key=lambda one: one.load_pu, default=nothing),
        after_shed=worst_ai,
        ai_mw=total_mw,
        deliverable_ai_mw=fed_mw / worst_ai.ai_pu if worst_ai.ai_pu > 0.0 else fed_mw,
        dark_mw=dark_mw,
        relief_s=_relief_s(plate, here, way, carried),
    )


def _relief_s(
    plate: Nameplate,
    here: Topology,
    way: tuple[str | None, Feeding],
    carried: list[Loading],
) -> float:
    """From the loss to the last block asleep on units that are overloaded after it."""
    tie, feeding = way
    over = {one.transformer for one in carried if one.load_pu > NORMAL_PU}
    buses = {bus for bus, units in feeding.items() if over.intersection(units)}
    behind = [block for block in here.blocks if buses.intersection(plate.block_mva[block])]
    slowest_s = max((plate.shed_s[block] for block in behind), default=0.0)
    waits_s = plate.transfer_s[tie] if tie is not None and over else 0.0
    return waits_s + slowest_s
