"""What makes a plan invalid beside wrong types: the rules V5 to V10, V16 and V19.

Each is about the document and its site alone; what a sound plan does to the plant is a breach, and
breaches do not stop a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from twin.documents import Path, Source
from twin.errors import Fault
from twin.plan.dist import Dist, largest
from twin.plan.document import PlanDocument
from twin.plan.network import Moment, Network
from twin.plan.tasks import Task
from twin.site import Site
from twin.units import W_PER_KW, W_PER_MW

SPAN_DAYS_MAX, SUM_DAYS_MAX = 36_525.0, 365_250.0
_IT_TOLERANCE_FRAC = 0.01
_LADDER = ("cx_l1", "cx_l2", "cx_l3", "cx_l4", "cx_l5", "burnin", "acceptance")

Rule = Callable[[Source, PlanDocument, Site, Network], Iterator[Fault]]


def rule_faults(source: Source, plan: PlanDocument, site: Site, network: Network) -> list[Fault]:
    """Every fault of a plan whose ids all resolve and whose network has no ring."""
    return [fault for rule in RULES for fault in rule(source, plan, site, network)]


def order_faults(source: Source, plan: PlanDocument) -> Iterator[Fault]:
    """Items that are never ordered, or ordered twice, or before notice to proceed (V16)."""
    if plan.horizon_end <= plan.ntp:
        yield source.fault(
            ("horizon_end",),
            "is before the plan begins",
            value=str(plan.horizon_end),
            allowed=f"after {plan.ntp}",
            remedy="set it later",
        )
    yield from _spans(source, plan)
    for index, item in enumerate(plan.procurement):
        at: Path = ("procurement", index)
        yield from _once(source, at, "order", item.order_after, item.order_on)
        if item.order_on is not None and item.order_on < plan.ntp and not item.pre_ntp:
            yield source.fault(
                (*at, "order_on"),
                "is ordered before notice to proceed",
                value=item.order_on.isoformat(),
                allowed=f"from {plan.ntp} on",
                remedy="order it later, or say pre_ntp: true where that money may be spent",
            )
    for index, permit in enumerate(plan.permits):
        yield from _once(source, ("permits", index), "apply", permit.apply_after, permit.apply_on)


def _spans(source: Source, plan: PlanDocument) -> Iterator[Fault]:
    """Lengths and dates that no plan has: a calendar ends."""
    whole_days = 0.0
    for at, dist, first in _lengths(plan):
        most_days = largest(dist)
        late_days = (first - plan.ntp).days if first is not None else 0
        if max(most_days, late_days) > SPAN_DAYS_MAX:
            yield source.fault(
                at,
                "takes longer than any plan, or begins later",
                value=f"{max(most_days, late_days):g} days",
                allowed=f"at most {SPAN_DAYS_MAX:g} days, a hundred years",
                remedy="give it in days",
            )
        else:
            whole_days += max(most_days, 0.0) + max(late_days, 0)
    lags_days = (link.lag_days for task in plan.tasks for link in task.links)
    whole_days += sum(lag for lag in lags_days if lag > 0.0)
    if whole_days > SUM_DAYS_MAX:
        what, allowed = "add up to longer than any plan", f"at most {SUM_DAYS_MAX:g} days"
        yield source.fault(
            ("tasks",), what, value=f"{whole_days:g} days", allowed=allowed, remedy="shorten them"
        )


def _lengths(plan: PlanDocument) -> Iterator[tuple[Path, Dist, date | None]]:
    """How long everything takes, where that is written, and the day it may not begin before."""
    for n, task in enumerate(plan.tasks):
        yield ("tasks", n, "duration_days"), task.duration_days, task.earliest_start
    for n, item in enumerate(plan.procurement):
        yield ("procurement", n, "lead_time_days"), item.lead_time_days, item.order_on
    for n, permit in enumerate(plan.permits):
        yield ("permits", n, "duration_days"), permit.duration_days, permit.apply_on


def _once(source: Source, at: Path, verb: str, after: object, on: object) -> Iterator[Fault]:
    if (after is None) == (on is None):
        said = "is never" if after is None else "is twice"
        done = {"order": "ordered", "apply": "applied for"}[verb]
        allowed = f"{verb}_after or {verb}_on"
        yield source.fault(at, f"{said} {done}", allowed=allowed, remedy="give one of them")


def _hall_power(
    source: Source, plan: PlanDocument, site: Site, _network: Network
) -> Iterator[Fault]:
    """V5: racks and other IT of a hall are its IT power; halls of a phase are the phase's."""
    other_kw = {hall.id: hall.other_it_kw for hall in site.halls}
    racks_kw = {one.hall: one.count * one.spec.max_kw for one in site.racks}
    for index, hall in enumerate(plan.halls):
        there_mw = (racks_kw[hall.id] + other_kw[hall.id]) * W_PER_KW / W_PER_MW
        if abs(there_mw - hall.it_mw) > _IT_TOLERANCE_FRAC * hall.it_mw:
            yield source.fault(
                ("halls", index, "it_mw"),
                f"is not what the racks and other IT of {hall.id} draw in the site",
                value=hall.it_mw,
                allowed=f"{there_mw:.4g} MW within 1 %",
                remedy="change the racks of the site, or this figure",
            )
    for index, phase in enumerate(plan.phases):
        halls_mw = sum(hall.it_mw for hall in plan.halls if hall.phase == phase.id)
        if halls_mw and abs(halls_mw - phase.it_mw) > _IT_TOLERANCE_FRAC * phase.it_mw:
            yield source.fault(
                ("phases", index, "it_mw"),
                "is not the sum of its halls",
                value=phase.it_mw,
                allowed=f"{halls_mw:.4g} MW within 1 %",
                remedy="change the phase or its halls",
            )


def _room(source: Source, plan: PlanDocument, _site: Site, _network: Network) -> Iterator[Fault]:
    """V6: halls fit on their area, and its floor carries them."""
    areas = {area.id: area for area in plan.areas}
    taken_m2 = dict.fromkeys(areas, 0.0)
    for index, hall in enumerate(plan.halls):
        area = areas[hall.area]
        taken_m2[area.id] += hall.floor_m2
        if taken_m2[area.id] > area.area_m2:
            free_m2 = area.area_m2 - taken_m2[area.id] + hall.floor_m2
            yield source.fault(
                ("halls", index, "floor_m2"),
                f"does not fit on {area.id} beside the halls before it",
                value=hall.floor_m2,
                allowed=f"at most {max(0.0, free_m2):.4g} m2",
                remedy="put it on another area, or make it smaller",
            )
        if hall.floor_kpa > area.floor_kpa:
            yield source.fault(
                ("halls", index, "floor_kpa"),
                f"is more than the floor of {area.id} carries",
                value=f"{hall.floor_kpa:g} kPa",
                allowed=f"at most {area.floor_kpa:g} kPa",
                remedy="strengthen the floor, or put the hall elsewhere",
            )


def _feeds(source: Source, plan: PlanDocument, site: Site, _network: Network) -> Iterator[Fault]:
    """V7: a hall that promises more than N has feeds from two buses."""
    bus_of = {feeder.id: feeder.bus for feeder in site.feeders}
    feeds = {hall.id: {bus_of[feed.feeder] for feed in hall.feeds} for hall in site.halls}
    for index, hall in enumerate(plan.halls):
        if hall.redundancy_target != "N" and len(feeds[hall.id]) < 2:
            yield source.fault(
                ("halls", index, "redundancy_target"),
                f"asks for two sources, and all feeds of {hall.id} hang on one bus",
                value=hall.redundancy_target,
                allowed="N, or feeds from two buses",
                remedy="give the hall of the site a feed from another bus",
            )


def _hall_order(
    source: Source, plan: PlanDocument, _site: Site, network: Network
) -> Iterator[Fault]:
    """V9: a hall is energised, then has capacity, then its contract starts."""
    made: dict[tuple[str, str], Moment] = {
        (effect.op, effect.target): (task.id, effect.at)
        for task in plan.tasks
        for effect in task.effects
    }
    halls_of = {phase.contract: _halls(plan, phase.id) for phase in plan.phases if phase.contract}
    for index, task in enumerate(plan.tasks):
        for nth, effect in enumerate(task.effects):
            before: list[tuple[str, str]] = []
            if effect.op == "hall_it_capacity":
                before = [("hall_energize", effect.target)]
            elif effect.op == "contract_start":
                before = [("hall_it_capacity", hall) for hall in halls_of.get(effect.target, ())]
            for what in before:
                at: Path = ("tasks", index, "effects", nth)
                mine: Moment = (task.id, effect.at)
                yield from _after(source, network, at, what, (made.get(what), mine))


def _halls(plan: PlanDocument, phase: str) -> list[str]:
    return [hall.id for hall in plan.halls if hall.phase == phase]


def _after(
    source: Source,
    network: Network,
    at: Path,
    what: tuple[str, str],
    moments: tuple[Moment | None, Moment],
) -> Iterator[Fault]:
    """An effect that comes before, or may come before, what it stands on."""
    (first, second), words = moments, f"{what[0]} of {what[1]}"
    if first is None:
        remedy = f"give a task the effect {words}"
        yield source.fault(at, f"comes without {words} before it", remedy=remedy)
    elif not network.holds(first, second):
        yield source.fault(
            at,
            f"does not wait for {words}",
            value=second[0],
            remedy=f"link {second[0]} to {first[0]} or to what comes after it",
        )


def _ladder(source: Source, plan: PlanDocument, _site: Site, network: Network) -> Iterator[Fault]:
    """V10: within a phase commissioning climbs its levels one after the other."""
    for index, task in enumerate(plan.tasks):
        if task.kind not in _LADDER:
            continue
        for other in _rung_below(plan, task):
            if not network.holds((other.id, "finish"), (task.id, "start")):
                yield source.fault(
                    ("tasks", index, "links"),
                    f"{task.kind} does not wait for {other.kind} of its phase",
                    value=task.id,
                    remedy=f"link {task.id} to {other.id}",
                )


def _rung_below(plan: PlanDocument, task: Task) -> list[Task]:
    """Tasks of its phase on the next lower level that has any."""
    mine = [one for one in plan.tasks if one.phase == task.phase and one.kind in _LADDER]
    ranks = {_LADDER.index(one.kind) for one in mine}
    below = max((rank for rank in ranks if rank < _LADDER.index(task.kind)), default=None)
    return [one for one in mine if below is not None and _LADDER.index(one.kind) == below]


def _money(source: Source, plan: PlanDocument, _site: Site, _network: Network) -> Iterator[Fault]:
    """V19: one currency, one price base."""
    for part in ("power", "colo"):
        for index, contract in enumerate(getattr(plan, part)):
            if contract.currency not in (None, plan.currency):
                yield source.fault(
                    (part, index, "currency"),
                    "is another currency than the plan's",
                    value=contract.currency,
                    allowed=plan.currency,
                    remedy="restate its prices",
                )
    for index, item in enumerate(plan.procurement):
        if item.price_base not in (None, plan.finance.price_base):
            yield source.fault(
                ("procurement", index, "price_base"),
                "is another price base than the plan's",
                value=str(item.price_base),
                allowed=str(plan.finance.price_base),
                remedy="restate its price",
            )


RULES: tuple[Rule, ...] = (_hall_power, _room, _feeds, _hall_order, _ladder, _money)
