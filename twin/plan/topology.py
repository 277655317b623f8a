"""The plants a plan passes through: what is on, energised and connected after each effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from twin.documents import Path
from twin.plan.document import PlanDocument
from twin.plan.effects import Dated, dated, tie_between
from twin.plan.schedule import Schedule, day_of
from twin.plan.tasks import Effect
from twin.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """What is in service from an instant on.

    Attributes:
        since: its first day.
        at: where the effect that began it is written; empty for the start.
        blocks: mining blocks that are on.
        halls_mw: IT power of the halls that are energised, under load bank or for a tenant.
        protected: halls whose redundancy has been proven.
        ties: ties in service.
        transformers: main transformers in service.
    """

    since: date
    at: Path
    blocks: frozenset[str]
    halls_mw: Mapping[str, float]
    protected: frozenset[str]
    ties: frozenset[str]
    transformers: frozenset[str]


def topologies(plan: PlanDocument, site: Site, schedule: Schedule) -> list[Topology]:
    """The plant before the first effect and after each instant that has some.

    Args:
        plan: the plan.
        site: the site it converts.
        schedule: its dates.
    """
    found = [_at_start(plan, site)]
    for instant in _instants(dated(plan, schedule)):
        since = day_of(plan.ntp, instant[0].after_days)
        here = replace(found[-1], since=since, at=instant[0].at)
        for one in instant:
            here = _after(here, one.effect, site)
        found.append(here)
    return found


def _at_start(plan: PlanDocument, site: Site) -> Topology:
    it_mw = {hall.id: hall.it_mw for hall in plan.halls}
    return Topology(
        since=plan.ntp,
        at=(),
        blocks=frozenset(block.id for block in site.blocks if block.in_service),
        halls_mw={hall.id: it_mw.get(hall.id, 0.0) for hall in site.halls if hall.in_service},
        protected=frozenset(hall.id for hall in site.halls if hall.in_service),
        ties=frozenset(tie.id for tie in site.ties if tie.in_service),
        transformers=frozenset(one.id for one in site.transformers if one.in_service),
    )


def _instants(effects: list[Dated]) -> Iterator[list[Dated]]:
    """Effects in groups of the same instant."""
    group: list[Dated] = []
    for one in effects:
        if group and one.after_days != group[0].after_days:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _after(here: Topology, effect: Effect, site: Site) -> Topology:
    change = CHANGES.get(effect.op)
    return change(here, effect, site) if change is not None else here


def _block_off(here: Topology, effect: Effect, _site: Site) -> Topology:
    return replace(here, blocks=here.blocks - {effect.target})


def _block_on(here: Topology, effect: Effect, _site: Site) -> Topology:
    return replace(here, blocks=here.blocks | {effect.target})


def _hall_power(here: Topology, effect: Effect, _site: Site) -> Topology:
    assert isinstance(effect.value, int | float), "checked with the document"
    return replace(here, halls_mw={**here.halls_mw, effect.target: float(effect.value)})


def _tie(here: Topology, effect: Effect, site: Site) -> Topology:
    tie = tie_between(site, effect.target, str(effect.value))
    assert tie is not None, "checked with the document"
    return replace(here, ties=here.ties | {tie.id})


def _transformer(here: Topology, effect: Effect, _site: Site) -> Topology:
    return replace(here, transformers=here.transformers | {effect.target})


def _redundancy(here: Topology, effect: Effect, _site: Site) -> Topology:
    promised = effect.value != "N"
    kept = here.protected | {effect.target} if promised else here.protected - {effect.target}
    return replace(here, protected=kept)


CHANGES: Mapping[str, Callable[[Topology, Effect, Site], Topology]] = {
    "block_off": _block_off,
    "block_on": _block_on,
    "hall_energize": _hall_power,
    "hall_it_capacity": _hall_power,
    "bus_tie_add": _tie,
    "transformer_add": _transformer,
    "redundancy": _redundancy,
}
"""What an effect does to the plant; a contract and an area change nothing in it."""
