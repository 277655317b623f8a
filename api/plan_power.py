"""A plan's power, breaches and contingencies as a browser is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from api.plan_views import BreachView, HingeView, LossView, PowerView
from api.plan_work import days
from twin.documents import Source
from twin.documents.source import dotted
from twin.plan import Breach, Plan, Schedule, Topology, topologies
from twin.plan.dark import Dark, dark_blocks
from twin.plan.loading import Contingency, Nameplate, changing_losses, loadings, nameplate
from twin.site import Site


def power(plan: Plan, schedule: Schedule) -> Iterator[PowerView]:
    """Nameplate power from each day on that changes it.

    Args:
        plan: the plan.
        schedule: one of its two.
    """
    plate, shares_frac = nameplate(plan.site), _models(plan.site)
    plants = topologies(plan.document, plan.site, schedule)
    dark = list(dark_blocks(plan.document, plan.site, schedule))
    starts = {days(plan, here.since): here for here in plants}
    ends = {end for one in dark for end in (one.since_days, one.until_days)}
    for day in sorted({*starts, *(float(int(end)) for end in ends)}):
        here = starts[max(start for start in starts if start <= day)]
        yield _power(plate, shares_frac, here, day, dark)


def _power(
    plate: Nameplate,
    shares_frac: dict[str, dict[str, float]],
    here: Topology,
    since_days: float,
    dark: list[Dark],
) -> PowerView:
    mining_mw: dict[str, float] = {}
    for block in sorted(here.blocks):
        block_mw = sum(mva.real for mva in plate.block_mva[block].values())
        for model, share in shares_frac[block].items():
            mining_mw[model] = mining_mw.get(model, 0.0) + block_mw * share
    worst = max(loadings(plate, here), key=lambda one: one.load_pu, default=None)
    return PowerView(
        since_days=since_days,
        mining_mw=mining_mw,
        halls_mw={hall: _hall_mw(plate, here, hall) for hall in sorted(here.halls_mw)},
        dark_mw=sum(
            one.power_mw for one in dark if int(one.since_days) <= since_days < one.until_days
        ),
        worst_pu=worst.load_pu if worst else 0.0,
        worst=worst.transformer if worst else "",
    )


def _hall_mw(plate: Nameplate, here: Topology, hall: str) -> float:
    rated_mw = plate.hall_it_mw[hall]
    return plate.hall_mva[hall].real * here.halls_mw[hall] / rated_mw if rated_mw else 0.0


def _models(site: Site) -> dict[str, dict[str, float]]:
    """Of each block, the share of its power that machines of each model take."""
    power_w: dict[str, Counter[str]] = {block.id: Counter() for block in site.blocks}
    for row in site.rows:
        power_w[row.block][row.model] += round(row.count * row.spec.power_w)
    return {
        block: {model: watts / max(1, found.total()) for model, watts in found.items()}
        for block, found in power_w.items()
    }


def breach_views(source: Source, plan: Plan) -> Iterator[BreachView]:
    """Every breach with its line and what it is about."""
    for one in plan.breaches:
        yield BreachView(
            rule=one.rule,
            subject=one.subject,
            what=one.what,
            dates=one.dates,
            since_days=days(plan, one.since),
            until_days=days(plan, one.until) if one.until else None,
            path=dotted(one.at),
            line=source.line(one.at),
            size=one.size,
            limit=one.limit,
            unit=one.unit,
            remedy=one.remedy,
            activities=_about(plan, one),
        )


def _about(plan: Plan, one: Breach) -> list[str]:
    """Tasks that a breach is about: those that want a crew, or the one that begins it."""
    if one.tasks:
        return list(one.tasks)
    if len(one.at) > 1 and one.at[0] == "tasks":
        return [plan.document.tasks[int(one.at[1])].id]
    return []


def losses(plan: Plan) -> Iterator[LossView]:
    """The loss of each main transformer in each plant that differs in it from the one before."""
    plants = topologies(plan.document, plan.site, plan.level)
    for since, one in changing_losses(nameplate(plan.site), plants):
        yield _loss(days(plan, since), one)


def _loss(since_days: float, one: Contingency) -> LossView:
    return LossView(
        since_days=since_days,
        lost=one.lost,
        tie=one.tie,
        worst=one.before_shed.transformer,
        load_pu=one.before_shed.load_pu,
        ai_only_pu=one.after_shed.ai_pu,
        ai_mw=one.ai_mw,
        deliverable_ai_mw=one.deliverable_ai_mw,
        unserved_ai_mw=one.unserved_ai_mw,
        relief_s=one.relief_s,
    )


def hinge_views(plan: Plan) -> Iterator[HingeView]:
    """What N-1 hangs on, in words."""
    for one in plan.hinges:
        worst = one.worst
        yield HingeView(
            task=one.task,
            assets=list(one.assets),
            since_days=days(plan, one.since),
            words=f"without {' and '.join(one.assets)} the loss of {worst.lost} would leave "
            f"{worst.after_shed.transformer} at {worst.after_shed.ai_pu:.2f} pu with AI alone, "
            f"{worst.unserved_ai_mw:.1f} MW of it unserved",
        )
