"""Ids: each once in a plan (V1), each reference to something that is there (V2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from twin.documents import Path, Source
from twin.documents.near import among, meant
from twin.errors import Fault
from twin.plan.document import PlanDocument
from twin.plan.tasks import Effect

LISTS = (
    *("phases", "areas", "halls", "tasks", "procurement", "permits", "resources", "blackouts"),
    *("power", "colo", "ancillary", "random", "risks", "triggers", "constraints"),
)
"""Parts of a plan whose entries have ids."""

Reference = tuple[Path, str, str]
"""Where an id is named, the id, and what it must be."""

# What an effect is done to: a kind of asset of the site, or a part of the plan.
TARGETS: Mapping[str, str] = {
    "block_off": "block",
    "block_on": "block",
    "hall_energize": "hall",
    "hall_it_capacity": "hall",
    "redundancy": "hall",
    "bus_tie_add": "bus",
    "transformer_add": "transformer",
    "contract_start": "contract",
    "area_status": "area",
}


def name_faults(source: Source, plan: PlanDocument) -> Iterator[Fault]:
    """Ids given twice (V1)."""
    first: dict[str, Path] = {}
    for part in LISTS:
        for index, entry in enumerate(getattr(plan, part)):
            at: Path = (part, index, "id")
            if entry.id in first:
                line = source.line(source.written(first[entry.id]))
                what = f"is the id of another entry, at line {line}"
                yield source.fault(at, what, value=entry.id, remedy="take another id")
            first.setdefault(entry.id, at)


def reference_faults(
    source: Source, plan: PlanDocument, kind_of: Mapping[str, str] | None
) -> Iterator[Fault]:
    """References to what is not there (V2).

    Args:
        source: the plan's text.
        plan: its model.
        kind_of: every asset of the site and its kind; None where the site is not known.
    """
    there = _there(plan, kind_of)
    for at, name, what in references(plan):
        known = there.get(what)
        if known is not None and name not in known:
            yield _missing(source, at, name, known, what)


def references(plan: PlanDocument) -> Iterator[Reference]:
    """Every id that a plan names, where, and what it must be."""
    for find in (_of_tasks, _of_supplies, _of_halls, _of_money):
        yield from find(plan)


def _there(plan: PlanDocument, kind_of: Mapping[str, str] | None) -> dict[str, list[str]]:
    there = {
        "task": [one.id for one in plan.tasks],
        "item": [one.id for one in plan.procurement],
        "permit": [one.id for one in plan.permits],
        "resource": [one.id for one in plan.resources],
        "blackout": [one.id for one in plan.blackouts],
        "phase": [one.id for one in plan.phases],
        "area": [one.id for one in plan.areas],
        "contract": [one.id for one in plan.colo],
    }
    there["task or item"] = there["task"] + there["item"]
    if kind_of is not None:
        for kind in ("block", "hall", "bus", "transformer"):
            there[kind] = [name for name, its in kind_of.items() if its == kind]
        there["asset"] = list(kind_of)
    return there


def _of_tasks(plan: PlanDocument) -> Iterator[Reference]:
    for index, task in enumerate(plan.tasks):
        at: Path = ("tasks", index)
        yield (*at, "phase"), task.phase, "phase"
        yield from _each(task.links, (*at, "links"), "pred", "task")
        yield from _each(task.resources, (*at, "resources"), "resource", "resource")
        yield from _listed(task.needs_items, (*at, "needs_items"), "item")
        yield from _listed(task.needs_permits, (*at, "needs_permits"), "permit")
        for nth, outage in enumerate(task.outages):
            yield from _listed(outage.assets, (*at, "outages", nth, "assets"), "asset")
            yield from _listed(outage.blackout, (*at, "outages", nth, "blackout"), "blackout")
        for nth, effect in enumerate(task.effects):
            yield from _of_effect(effect, (*at, "effects", nth))


def _of_effect(effect: Effect, at: Path) -> Iterator[Reference]:
    yield (*at, "target"), effect.target, TARGETS[effect.op]
    if effect.op == "bus_tie_add" and isinstance(effect.value, str):
        yield (*at, "value"), effect.value, "bus"


def _of_supplies(plan: PlanDocument) -> Iterator[Reference]:
    for index, item in enumerate(plan.procurement):
        if item.order_after is not None:
            yield ("procurement", index, "order_after"), item.order_after, "task"
        if item.alt is not None:
            yield ("procurement", index, "alt"), item.alt, "item"
    for index, permit in enumerate(plan.permits):
        if permit.apply_after is not None:
            yield ("permits", index, "apply_after"), permit.apply_after, "task"


def _of_halls(plan: PlanDocument) -> Iterator[Reference]:
    for index, hall in enumerate(plan.halls):
        at: Path = ("halls", index)
        yield (*at, "id"), hall.id, "hall"
        yield (*at, "phase"), hall.phase, "phase"
        yield (*at, "area"), hall.area, "area"


def _of_money(plan: PlanDocument) -> Iterator[Reference]:
    for index, phase in enumerate(plan.phases):
        if phase.contract is not None:
            yield ("phases", index, "contract"), phase.contract, "contract"
    for index, reserve in enumerate(plan.ancillary):
        yield from _listed(reserve.blocks, ("ancillary", index, "blocks"), "block")
    for index, risk in enumerate(plan.risks):
        yield from _listed(risk.on, ("risks", index, "on"), "task or item")
    for index, trigger in enumerate(plan.triggers):
        for name in trigger.named:
            yield ("triggers", index, "when"), name, "task or item"


def _listed(names: Iterable[str], at: Path, what: str) -> Iterator[Reference]:
    for nth, name in enumerate(names):
        yield (*at, nth), name, what


def _each(entries: Iterable[object], at: Path, field: str, what: str) -> Iterator[Reference]:
    for nth, entry in enumerate(entries):
        yield (*at, nth, field), getattr(entry, field), what


def _missing(source: Source, at: Path, name: str, known: list[str], what: str) -> Fault:
    return source.fault(
        at,
        f"names a {what} that is not there",
        value=name,
        allowed=among(name, known) or f"there is no {what}",
        remedy=meant(name, known, f"add the {what} or name another"),
    )
