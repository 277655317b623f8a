"""What-ifs of things and people that come late or are few: W5, W6, W14."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from math import floor, fsum

from twin.plan.crews import crew_steps
from twin.plan.dark import DAYS_PER_MONTH
from twin.study.figures import Figures
from twin.study.kpis import DATES
from twin.study.lateness import lateness
from twin.study.whatif.patch import delayed, feeds, gpus, held, of_phase, phases_needing, put
from twin.study.whatif.question import Amount, Amounts, Bench, Case, Option, Row, Said, WhatIf
from twin.study.whatif.words import millions, npv_change, row, shifts

_DAYS_PER_WEEK = 7.0
_LATE = ("rfs_date", "npv", "npv[mining forgone]", "dark_mw_months", "peak_cash")


# ---------------------------------------------------------------- W5
def _gpus_late(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    """Longer lead times; and with them the blocks held back for as long as racks wait for GPUs."""
    late = delayed(gpus(bench.base.plan.document), amounts["months"] * DAYS_PER_MONTH)
    yield Option(name="late", sets=late)
    case = bench.tried(late)
    if case.figures is not None:
        yield Option(name="late, blocks held", sets=(*late, *_holding(case.figures)))


def _holding(late: Figures) -> Iterator[str]:
    """Blocks of each phase stay on for as long as its racks would wait for what is ordered."""
    plan, level = late.plan.document, late.plan.level
    for phase in plan.phases:
        mine = of_phase(plan, phase.id)
        waits_days = [
            level.start_days(task.id) - max(level.finish_days(link.pred) for link in task.links)
            for task in mine
            if task.kind == "rack" and task.links
        ]
        days = floor(min(waits_days, default=0.0))
        for task in mine:
            if days > 0 and any(effect.op == "block_off" for effect in task.effects):
                yield held(task, level.start(task.id) + timedelta(days=days))


def _say_gpus(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    late = cases[1].sound
    if not gpus(late.plan.document):
        return Said(line="the plan orders no GPUs")
    held_line = ""
    if len(cases) > 2:
        kept_mw_months = fsum(one.mw_months for one in late.dark) - fsum(
            one.mw_months for one in cases[2].sound.dark
        )
        held_line = (
            f"; blocks held meanwhile: {kept_mw_months:.0f} MW-months less dark, "
            f"{npv_change(bench.base, cases[2].sound)}"
        )
    return Said(
        line=f"GPUs {amounts['months']:g} months late: {shifts(bench.base, late)}, "
        f"{npv_change(bench.base, late)}{held_line}",
        rows=_cost_rows(bench.base, cases),
    )


def _cost_rows(base: Figures, cases: Sequence[Case]) -> tuple[Row, ...]:
    """What the delay costs against the plan's own dates, by part."""
    costs = [lateness(one.sound, base.ready) for one in cases]
    bridge_usd = [
        one.sound.money.total_usd("mining forgone") - base.money.total_usd("mining forgone")
        for one in cases
    ]
    free = [
        row(
            f"{one.phase} ready, crews aside", "", DATES,
            [case.sound.plan.early.finish(one.task) for case in cases],
        )
        for one in base.handovers
    ]  # fmt: skip
    return (
        *free,
        row("rent lost", "USD", DATES, [one.rent_usd for one in costs]),
        row("carry", "USD", DATES, [one.carry_usd for one in costs], "interest on capital"),
        row("damages", "USD", DATES, [one.damages_usd for one in costs]),
        row("bridge margin", "USD", DATES, bridge_usd, "of blocks that are on for longer"),
    )


# ---------------------------------------------------------------- W6
def _feeds_late(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    plan = bench.base.plan.document
    items, days = feeds(plan), amounts["weeks"] * _DAYS_PER_WEEK
    if not items:
        return
    yield Option(name="late", sets=delayed(items, days))
    rented_usd = amounts["rent"] * days / DAYS_PER_MONTH * len(phases_needing(plan, items))
    feed = {
        "id": "WHATIF-FEED",
        "name": "Rented substations until the plan's own arrive",
        "lead_time_days": {"kind": "fixed", "value": 0.0},
        "order_on": plan.ntp.isoformat(),
        "unit_cost_usd": rented_usd,
    }
    yield Option(name="temporary feed", sets=(put("procurement[+]", feed),))


def _say_feeds(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    if len(cases) < 2:
        return Said(line="the plan orders no transformer, substation or switchgear")
    base, late, rented = bench.base, cases[1].sound, cases[2].sound
    names = ", ".join(one.id for one in feeds(base.plan.document))
    return Said(
        line=f"{names} {amounts['weeks']:g} weeks late: {shifts(base, late)}, "
        f"{npv_change(base, late)}; a temporary feed instead: {npv_change(base, rented)}",
        rows=_cost_rows(base, cases),
        notes=("a temporary feed keeps the plan's dates, and its rent is paid as capital",),
    )


# ---------------------------------------------------------------- W14
def _crew(base: Figures) -> str:
    """The crew that most people are wanted of beyond those there are."""
    over = {one.resource: one.count - one.capacity_count for one in base.peaks}
    return max(over, key=lambda name: over[name], default="")


def _crews(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    name = _crew(bench.base)
    if not name:
        return
    most = next(one.count for one in bench.base.peaks if one.resource == name)
    count = round(amounts["people"])
    yield Option(name=f"{count} only", sets=(put(f"resources[{name}].capacity", count),))
    yield Option(name="as many as asked for", sets=(put(f"resources[{name}].capacity", most),))


def _say_crews(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    base, name = bench.base, _crew(bench.base)
    if not name:
        return Said(line="no task of the plan asks for a crew")
    crew = next(one for one in base.plan.document.resources if one.id == name)
    few, all_of = cases[1].sound, cases[2].sound
    overtime_usd = [_overtime_usd(one.sound, name, amounts["premium"]) for one in cases]
    return Said(
        line=f"{round(amounts['people'])} of {crew.name.lower() or name}, the plan has "
        f"{crew.capacity}: against as many as asked for {shifts(all_of, few)}, "
        f"{npv_change(all_of, few)}; against the plan {shifts(base, few)}; overtime that would "
        f"keep the earliest dates instead {millions(overtime_usd[1])} million",
        rows=(
            row(
                "overtime", "USD", DATES, overtime_usd,
                f"hours of {name} beyond its number at the earliest dates, with a premium",
            ),
        ),
    )  # fmt: skip


def _overtime_usd(found: Figures, name: str, premium_frac: float) -> float:
    """What is wanted of a crew beyond its number at the earliest dates, paid with a premium."""
    crew = next(one for one in found.plan.document.resources if one.id == name)
    over_days = fsum(
        max(0, count - crew.capacity) * (until - since)
        for (since, count), (until, _) in pairwise(crew_steps(found.plan.early)[name])
    )
    return over_days * crew.day_rate_usd * (1.0 + premium_frac)


SUPPLY = (
    WhatIf(
        id="W5",
        question="GPUs come {months} months late",
        amounts=(
            Amount(name="months", default=4, low=0, high=60, means="months", assumed=False),
        ),
        options=_gpus_late,
        kpis=_LATE,
        say=_say_gpus,
    ),
    WhatIf(
        id="W6",
        question="transformers and switchgear come {weeks} weeks late",
        amounts=(
            Amount(name="weeks", default=26, low=0, high=520, means="weeks", assumed=False),
            Amount(
                name="rent", default=120_000, low=0, high=1e8,
                means="USD a month and phase for a rented substation",
            ),
        ),
        options=_feeds_late,
        kpis=_LATE,
        say=_say_feeds,
    ),
    WhatIf(
        id="W14",
        question="{people} people only of the crew that is shortest",
        amounts=(
            Amount(name="people", default=36, low=1, high=10_000, means="people", assumed=False),
            Amount(
                name="premium", default=0.5, low=0, high=5, means="of the day rate, for overtime"
            ),
        ),
        options=_crews,
        kpis=("rfs_date", "float_to_target", "npv"),
        say=_say_crews,
    ),
)  # fmt: skip
