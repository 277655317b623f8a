"""What a sound plan does that it should not: the rules V11 to V15 and V18.

A breach does not stop a run: a twin is there to show what a bad plan does. Each says where, from
which day to which, how large, and what would mend it. Power is judged on levelled dates, crews on
the earliest dates and on levelled ones, outages on levelled dates at their stated hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from twin.documents import Path
from twin.plan.crews import crew_peaks
from twin.plan.document import PlanDocument
from twin.plan.loading import (
    NORMAL_PU,
    Nameplate,
    block_mw,
    contingencies,
    load_mw,
    loadings,
    nameplate,
)
from twin.plan.outages import blackout_hours
from twin.plan.schedule import Schedule
from twin.plan.topology import Topology, topologies
from twin.site import Site

_TOLERANCE_FRAC = 1e-9
Dates = Literal["early", "level"]
_WHEN: Mapping[Dates, str] = {"early": "at the earliest dates", "level": "after levelling"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One rule broken by one subject over one span of time.

    Attributes:
        rule: as V12.
        subject: what breaks it: an asset, a crew, a task.
        what: in words, with its size.
        since, until: its first day, and the day it is over; None where it never is.
        at: what in the plan begins it; empty where it stood so at the start.
        size, limit: the figure that was worst and what it should keep to, in `unit`.
        remedy: what to do.
        dates: which it is judged on: the earliest, or those with the crews there are.
        tasks: that want a crew at once; empty for other rules.
    """

    rule: str
    subject: str
    what: str
    since: date
    until: date | None
    at: Path
    size: float
    limit: float
    unit: str
    remedy: str
    dates: Dates = "level"
    tasks: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Open:
    """A breach that goes on."""

    since: date
    at: Path
    size: float
    remedy: str


_Reading = tuple[str, float, float, str]
"""A subject, its figure, its limit, and what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """A rule read in every topology."""

    rule: str
    unit: str
    words: str
    read: Callable[[Nameplate, Topology], Iterable[_Reading]]


def breaches(plan: PlanDocument, site: Site, early: Schedule, level: Schedule) -> list[Breach]:
    """Every breach of a plan, by rule and then by date.

    Args:
        plan: a plan without faults.
        site: the site it converts.
        early: its earliest dates.
        level: its dates with the crews there are.
    """
    found = [*_crew_breaches(plan, early, "early"), *met(plan, site, level)]
    return sorted(found, key=lambda one: (int(one.rule[1:]), one.since, one.subject))


def met(plan: PlanDocument, site: Site, schedule: Schedule) -> list[Breach]:
    """Breaches that a plan meets when it goes by one schedule.

    Args:
        plan: a plan without faults.
        site: the site it converts.
        schedule: the dates that it goes by, with the crews there are.
    """
    plants = topologies(plan, site, schedule)
    found = [breach for watch in _watches(plan, site) for breach in _watched(watch, plants, site)]
    found += _crew_breaches(plan, schedule, "level")
    return found + list(_outage_breaches(plan, schedule))


def _watches(plan: PlanDocument, site: Site) -> tuple[_Watch, ...]:
    contracted_mw = site.document.interconnect.contracted_mw
    poi = site.document.interconnect.id

    def _power(plate: Nameplate, here: Topology) -> Iterable[_Reading]:
        remedy = "switch a block off before it, or contract more"
        return ((poi, load_mw(plate, here), contracted_mw, remedy),)

    def _bus(plate: Nameplate, here: Topology) -> Iterator[_Reading]:
        for one in loadings(plate, here):
            remedy = f"switch a block of {plate.bus_of[one.transformer]} off before it"
            yield one.transformer, one.load_pu, NORMAL_PU, remedy

    def _loss(plate: Nameplate, here: Topology) -> Iterator[_Reading]:
        for one in contingencies(plate, here):
            held = f"through {one.tie}" if one.tie else "with no tie to its bus"
            worst = one.after_shed.transformer
            remedy = f"{worst} carries too much AI {held}: add a tie or a unit before it"
            limit = one.ai_mw - one.unserved_ai_mw
            yield f"loss of {one.lost}", one.ai_mw, limit, remedy

    def _reserve(plate: Nameplate, here: Topology) -> Iterator[_Reading]:
        for one in plan.ancillary:
            on_mw = sum(block_mw(plate, here, block) for block in one.blocks)
            yield one.id, one.mw, on_mw, "sell less, or name blocks that stay on"

    return (
        _Watch(rule="V11", unit="MW", words="{subject} is asked for", read=_power),
        _Watch(rule="V12", unit="pu", words="{subject} carries", read=_bus),
        _Watch(rule="V13", unit="MW", words="{subject} leaves AI asking for", read=_loss),
        _Watch(rule="V18", unit="MW", words="{subject} is sold for", read=_reserve),
    )


def _watched(watch: _Watch, plants: list[Topology], site: Site) -> Iterator[Breach]:
    """Breaches of one rule: from the topology that begins each to the one that ends it."""
    plate = nameplate(site)
    going: dict[str, _Open] = {}
    limits: dict[str, float] = {}
    for here in plants:
        for subject, size, limit, remedy in watch.read(plate, here):
            broken = size > limit * (1.0 + _TOLERANCE_FRAC) + _TOLERANCE_FRAC
            one = going.get(subject)
            if broken and one is None:
                going[subject] = _Open(since=here.since, at=here.at, size=size, remedy=remedy)
                limits[subject] = limit
            elif broken and one is not None and size - limit > one.size - limits[subject]:
                one.size, limits[subject] = size, limit
            elif not broken and one is not None:
                yield _breach(watch, subject, going.pop(subject), limits[subject], here.since)
    for subject, one in going.items():
        yield _breach(watch, subject, one, limits[subject], None)


def _breach(watch: _Watch, subject: str, one: _Open, limit: float, until: date | None) -> Breach:
    words = watch.words.format(subject=subject)
    return Breach(
        rule=watch.rule,
        subject=subject,
        what=f"{words} {one.size:.2f} of {limit:.2f} {watch.unit}",
        since=one.since,
        until=until,
        at=one.at,
        size=one.size,
        limit=limit,
        unit=watch.unit,
        remedy=one.remedy,
    )


def _crew_breaches(plan: PlanDocument, schedule: Schedule, dates: Dates) -> Iterator[Breach]:
    """V14: more of a crew wanted at once than there are."""
    place = {one.id: index for index, one in enumerate(plan.resources)}
    for peak in crew_peaks(schedule):
        if peak.count <= peak.capacity_count:
            continue
        yield Breach(
            rule="V14",
            subject=peak.resource,
            what=f"{peak.resource} is wanted {peak.count} times {_WHEN[dates]}, there are "
            f"{peak.capacity_count}: {', '.join(peak.tasks)}",
            since=peak.since,
            until=peak.until,
            at=("resources", place[peak.resource], "capacity"),
            size=peak.count,
            limit=peak.capacity_count,
            unit="",
            remedy="take the levelled dates, or hire more",
            dates=dates,
            tasks=peak.tasks,
        )


def _outage_breaches(plan: PlanDocument, schedule: Schedule) -> Iterator[Breach]:
    """V15: something is dead while nothing may be."""
    for index, task in enumerate(plan.tasks):
        for nth, outage in enumerate(task.outages):
            day = schedule.start(task.id) + timedelta(days=outage.day)
            for name, hours in blackout_hours(outage, day, plan.blackouts):
                if hours:
                    yield Breach(
                        rule="V15",
                        subject=task.id,
                        what=f"{', '.join(outage.assets)} off for {outage.hours} h from "
                        f"{outage.start_hour:02d}:00, {hours} of them in {name}",
                        since=day,
                        until=day + timedelta(days=1 + (outage.start_hour + outage.hours) // 24),
                        at=("tasks", index, "outages", nth),
                        size=float(hours),
                        limit=0.0,
                        unit="h",
                        remedy="move it to the night, or to a day outside",
                    )
