"""What tasks change in the plant, dated; and that each change makes sense (V8).

An effect commissions, retires, re-rates or connects what the site describes. Its value says how far
where there is a choice: MW of a hall, the other bus of a tie, a redundancy, a status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from twin.documents import Path, Source
from twin.errors import Fault
from twin.plan.document import PlanDocument
from twin.plan.schedule import Schedule
from twin.plan.tasks import AreaStatus, Effect, EffectOp, Redundancy
from twin.site import Site
from twin.site.network import Tie

_TEXTS = {"redundancy": get_args(Redundancy), "area_status": get_args(AreaStatus)}
_POWERS = ("hall_energize", "hall_it_capacity")
_Setting = tuple[float, str, str]
"""A day, what is set on it, and of which asset."""
_SWITCHES = ("block_off", "block_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An effect with the day it happens on.

    Attributes:
        after_days: days after notice to proceed.
        task: id of the task that has it.
        at: where it is written.
    """

    after_days: float
    task: str
    effect: Effect
    at: Path


def dated(plan: PlanDocument, schedule: Schedule) -> list[Dated]:
    """Every effect in the order in which they happen; at one instant that of the network.

    Args:
        plan: the plan.
        schedule: its dates.
    """
    found = list[tuple[float, int, int, Dated]]()
    for index, task in enumerate(plan.tasks):
        place = schedule.network.index_of[task.id]
        for nth, effect in enumerate(task.effects):
            at: Path = ("tasks", index, "effects", nth)
            after_days = when_days(schedule, task.id, effect)
            one = Dated(after_days=after_days, task=task.id, effect=effect, at=at)
            found.append((after_days, place, nth, one))
    return [one for *_, one in sorted(found, key=lambda entry: entry[:3])]


def when_days(schedule: Schedule, task: str, effect: Effect) -> float:
    """When a task has an effect, in days after notice to proceed."""
    return schedule.start_days(task) if effect.at == "start" else schedule.finish_days(task)


def days_of(plan: PlanDocument, schedule: Schedule, op: EffectOp) -> dict[str, float]:
    """When each target has an effect of one kind, the last where it has several [days]."""
    return {
        effect.target: when_days(schedule, task.id, effect)
        for task in plan.tasks
        for effect in task.effects
        if effect.op == op
    }


def tie_between(site: Site, first: str, second: str) -> Tie | None:
    """The tie between two buses, None where the site has none."""
    return next((tie for tie in site.ties if {first, second} == set(tie.between)), None)


def value_faults(source: Source, plan: PlanDocument, site: Site) -> Iterator[Fault]:
    """Effects whose value is missing, of another kind, or names no tie of the site."""
    hall_mw = {hall.id: hall.it_mw for hall in plan.halls}
    for index, task in enumerate(plan.tasks):
        for nth, effect in enumerate(task.effects):
            at: Path = ("tasks", index, "effects", nth, "value")
            if effect.op in _POWERS:
                yield from _power(source, at, effect, hall_mw.get(effect.target))
            elif effect.op in _TEXTS:
                yield from _text(source, at, effect)
            elif effect.op == "bus_tie_add":
                yield from _tie(source, at, effect, site)
            elif effect.value is not None:
                yield source.fault(
                    at, f"says nothing for {effect.op}", value=effect.value, remedy="leave it out"
                )


def _power(source: Source, at: Path, effect: Effect, most_mw: float | None) -> Iterator[Fault]:
    if most_mw is None:
        what, remedy = "is about a hall that the plan does not list", "list it under halls"
        yield source.fault((*at[:-1], "target"), what, value=effect.target, remedy=remedy)
    elif not isinstance(effect.value, int | float) or not 0 < effect.value <= most_mw:
        yield source.fault(
            at,
            f"is not the IT power of {effect.target} from then on",
            value="nothing" if effect.value is None else effect.value,
            allowed=f"above 0 to {most_mw:g} MW",
            remedy="give it in MW",
        )


def _text(source: Source, at: Path, effect: Effect) -> Iterator[Fault]:
    if effect.value not in _TEXTS[effect.op]:
        allowed = " or ".join(_TEXTS[effect.op])
        yield source.fault(
            at, f"is no {effect.op}", value=effect.value, allowed=allowed, remedy="name one"
        )


def _tie(source: Source, at: Path, effect: Effect, site: Site) -> Iterator[Fault]:
    if isinstance(effect.value, str) and tie_between(site, effect.target, effect.value):
        return
    ties = [" and ".join(tie.between) for tie in site.ties if effect.target in tie.between]
    yield source.fault(
        at,
        f"names no bus that the site ties to {effect.target}",
        value=effect.value,
        allowed=", ".join(ties) or "the site has no tie there",
        remedy="add the tie to the site with in_service: false, or name another bus",
    )


def order_faults(
    source: Source, plan: PlanDocument, site: Site, schedule: Schedule
) -> Iterator[Fault]:
    """V8 and contradictions: what is off is not switched off, what is there is not added.

    Args:
        source: the plan's text.
        plan: its model.
        site: the site it converts.
        schedule: its earliest dates.
    """
    on = {block.id: block.in_service for block in site.blocks}
    there = {one.id for one in site.transformers if one.in_service}
    there |= {tie.id for tie in site.ties if tie.in_service}
    said: dict[_Setting, object] = {}
    for one in dated(plan, schedule):
        effect = one.effect
        if effect.op in _SWITCHES:
            wanted = effect.op == "block_on"
            if on[effect.target] == wanted:
                word = "on" if wanted else "off"
                what = f"switches a block {word} that is {word} already"
                remedy = "take one of the two out, or put the opposite between them"
                yield source.fault(one.at, what, value=effect.target, remedy=remedy)
            on[effect.target] = wanted
        elif effect.op in {"transformer_add", "bus_tie_add"}:
            yield from _added(source, one, site, there)
        yield from _contradiction(source, one, said)


def _added(source: Source, one: Dated, site: Site, there: set[str]) -> Iterator[Fault]:
    name = one.effect.target
    if one.effect.op == "bus_tie_add":
        tie = tie_between(site, name, str(one.effect.value))
        name = tie.id if tie else name
    if name in there:
        yield source.fault(
            one.at,
            f"adds {name}, which is in service already",
            value=name,
            remedy="take it out, or write in_service: false at it in the site",
        )
    there.add(name)


def _contradiction(source: Source, one: Dated, said: dict[_Setting, object]) -> Iterator[Fault]:
    """Two effects that set one thing differently at one instant."""
    op = "block" if one.effect.op in _SWITCHES else one.effect.op
    key = (one.after_days, op, one.effect.target)
    outcome = (one.effect.op, one.effect.value)
    if key in said and said[key] != outcome and op != "bus_tie_add":
        what = f"contradicts another effect on {one.effect.target} at the same instant"
        yield source.fault(one.at, what, value=one.effect.value, remedy="keep one of them")
    said[key] = outcome
