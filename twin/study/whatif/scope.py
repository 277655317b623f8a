"""What-ifs of what is built and in which steps: W10, W11."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, fsum

from twin.plan import PlanDocument
from twin.plan.tasks import Link, Task
from twin.site import Hall, HallRacks
from twin.study.figures import Figures
from twin.study.kpis import DATES, STEADY
from twin.study.whatif.patch import gpus, linked, of_phase, put, with_effect
from twin.study.whatif.question import Amount, Amounts, Bench, Case, Detail, Option, Said, WhatIf
from twin.study.whatif.words import npv_change, row, shifts, sum_of
from twin.units import KW_PER_MW


# ---------------------------------------------------------------- W10
def _one_phase(bench: Bench, _amounts: Amounts) -> Iterator[Option]:
    plan = bench.base.plan.document
    if len(plan.phases) > 1:
        yield Option(name="in one phase", sets=tuple(_together(plan)))


def _together(plan: PlanDocument) -> Iterator[str]:
    """All phases begin with the first, and all contracts with the last that is accepted."""
    first = {task.id for task in of_phase(plan, plan.phases[0].id)}
    openers = list(with_effect(plan, "contract_start"))
    for task in plan.tasks:
        links = list(task.links)
        if task.phase != plan.phases[0].id:
            links = [_without_lag(link) if link.pred in first else link for link in links]
        if task in openers:
            others = (link for one in openers if one.id != task.id for link in one.links)
            links += [link for link in others if link not in links]
        if links != list(task.links):
            yield linked(task, links)
    ordered = [one.order_on for one in gpus(plan) if one.order_on is not None]
    for item in gpus(plan):
        if item.order_on is not None and item.order_on != min(ordered):
            yield put(f"procurement[{item.id}].order_on", min(ordered).isoformat())


def _without_lag(link: Link) -> Link:
    return Link(pred=link.pred, type=link.type) if link.lag_days > 0.0 else link


def _say_phases(bench: Bench, cases: Sequence[Case], _amounts: Amounts) -> Said:
    if len(cases) < 2:
        return Said(line="the plan has one phase")
    base, one = bench.base, cases[1].sound
    cash_usd = one.money.appraisal.peak_cash_usd - base.money.appraisal.peak_cash_usd
    peaks = [max((p.count / p.capacity_count for p in c.sound.peaks), default=0.0) for c in cases]
    return Said(
        line=f"{sum(phase.it_mw for phase in base.plan.document.phases):.1f} MW in one phase "
        f"instead of {len(base.plan.document.phases)}: {shifts(base, one)}, "
        f"{npv_change(base, one)}, peak cash {sum_of(cash_usd)} more, crews wanted "
        f"{peaks[1]:.1f} times over instead of {peaks[0]:.1f}",
        notes=("contracts begin with the last acceptance; GPUs are ordered with the first",),
    )


# ---------------------------------------------------------------- W11
@dataclass(frozen=True, slots=True, kw_only=True)
class Racked:
    """A hall with other racks.

    Attributes:
        hall: the site's.
        racks: that it has.
        rack_kw: of each new one.
        count: of new ones.
    """

    hall: Hall
    racks: HallRacks
    rack_kw: float
    count: int

    @property
    def it_mw(self) -> float:
        """Its IT power with them."""
        return (self.count * self.rack_kw + self.hall.other_it_kw) / KW_PER_MW

    @property
    def cdu_ratio(self) -> float | None:
        """Heat into liquid over what the needed distribution units carry."""
        plant = self.hall.cooling
        if plant is None:
            return None
        heat_kw = self.count * self.rack_kw * self.racks.spec.liquid_frac
        return heat_kw / (plant.cdu.needed_count * plant.cdu.rated_kw)

    @property
    def flow_ratio(self) -> float | None:
        """Flow that a rack needs at the units' own litres a kilowatt, over its share."""
        plant = self.hall.cooling
        if plant is None:
            return None
        need = self.rack_kw * self.racks.spec.liquid_frac * plant.cdu.flow_l_per_min
        need /= plant.cdu.rated_kw
        return need * self.count / (plant.cdu.needed_count * plant.cdu.flow_l_per_min)


_Count = Callable[[Hall, HallRacks, float], int]


def _same_count(_hall: Hall, racks: HallRacks, _rack_kw: float) -> int:
    return racks.count


def _same_power(_hall: Hall, racks: HallRacks, rack_kw: float) -> int:
    return floor(racks.count * racks.spec.max_kw / rack_kw)


_WAYS: tuple[tuple[str, _Count], ...] = (
    ("as many racks", _same_count),
    ("as much power", _same_power),
)


def _racked(base: Figures, rack_kw: float, count: _Count) -> list[Racked]:
    """The plan's halls with other racks."""
    halls = {one.id: one for one in base.plan.site.document.halls}
    racks = {one.hall: one for one in base.plan.site.racks}
    return [
        Racked(
            hall=halls[one.id],
            racks=racks[one.id],
            rack_kw=rack_kw,
            count=count(halls[one.id], racks[one.id], rack_kw),
        )
        for one in base.plan.document.halls
    ]


def _other_racks(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    for name, count in _WAYS:
        found = _racked(bench.base, amounts["kw"], count)
        if found:
            yield Option(name=name, sets=tuple(_sets(bench.base.plan.document, found)))


def _sets(plan: PlanDocument, found: Sequence[Racked]) -> Iterator[str]:
    """Racks, and the power of halls, phases, contracts and effects that follows from them."""
    now_mw = {one.hall.id: one.it_mw for one in found}
    for one in found:
        at = f"site.halls[{one.hall.id}].racks[0]"
        yield put(f"{at}.max_kw", one.rack_kw)
        yield put(
            f"{at}.typical_kw", one.racks.spec.typical_kw / one.racks.spec.max_kw * one.rack_kw
        )
        yield put(f"{at}.count", one.count)
        yield put(f"halls[{one.hall.id}].it_mw", now_mw[one.hall.id])
    for phase in plan.phases:
        mine = [hall.id for hall in plan.halls if hall.phase == phase.id]
        if not mine:
            continue
        it_mw = fsum(now_mw[hall] for hall in mine)
        yield put(f"phases[{phase.id}].it_mw", it_mw)
        if phase.contract is not None:
            yield put(f"colo[{phase.contract}].it_kw", it_mw * KW_PER_MW)
    for task in plan.tasks:
        yield from _effects(plan, task, now_mw)


def _effects(plan: PlanDocument, task: Task, now_mw: dict[str, float]) -> Iterator[str]:
    was_mw = {hall.id: hall.it_mw for hall in plan.halls}
    for nth, effect in enumerate(task.effects):
        if effect.op in {"hall_energize", "hall_it_capacity"} and effect.target in now_mw:
            assert isinstance(effect.value, int | float), "checked with the document"
            share = effect.value / was_mw[effect.target]
            yield put(f"tasks[{task.id}].effects[{nth}].value", now_mw[effect.target] * share)


def _say_racks(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    if len(cases) < 2:
        return Said(line="the plan has no hall")
    base = bench.base
    now = [
        Racked(hall=one.hall, racks=one.racks, rack_kw=one.racks.spec.max_kw, count=one.racks.count)
        for one in _racked(base, 1.0, _same_count)
    ]
    every = [now, *(_racked(base, amounts["kw"], count) for _, count in _WAYS)]
    works_usd = [_rework_usd(halls, amounts) for halls in every]
    faults_count = [float(len(one.faults)) for one in cases]
    many, power = (_told(*one) for one in zip(cases[1:], every[1:], works_usd[1:], strict=True))
    return Said(
        line=f"racks of {amounts['kw']:g} kW: as many of them {many}; as much power {power}",
        rows=(
            row("IT", "MW", STEADY, [fsum(one.it_mw for one in halls) for halls in every]),
            row("racks", "", STEADY, [float(sum(one.count for one in halls)) for halls in every]),
            row("faults of the site", "", STEADY, faults_count, "ratings that it is not built for"),
            row("distribution units", "of 1", STEADY, [_most(h, "cdu_ratio") for h in every],
                "heat into liquid over those needed, the fullest hall"),
            row("flow of a rack", "of 1", STEADY, [_most(h, "flow_ratio") for h in every],
                "needed over its share"),
            row("busway of a rack", "of 1", STEADY,
                [max(one.rack_kw for one in h) / amounts["busway"] for h in every]),
            row("re-work", "USD", DATES, works_usd, "distribution units and busway too small"),
        ),
        details=tuple(_faults_of(one) for one in cases[1:] if one.faults),
    )  # fmt: skip


def _most(halls: Sequence[Racked], name: str) -> float | None:
    found = [ratio for one in halls if (ratio := getattr(one, name)) is not None]
    return max(found, default=None)


def _rework_usd(halls: Sequence[Racked], amounts: Amounts) -> float:
    """Distribution units and busway that are too small, built again for all the IT of the hall."""
    parts = [
        one.it_mw * KW_PER_MW * amounts["units"] for one in halls if (one.cdu_ratio or 0.0) > 1.0
    ]
    parts += [
        one.it_mw * KW_PER_MW * amounts["lines"] for one in halls if one.rack_kw > amounts["busway"]
    ]
    return fsum(parts)


def _told(case: Case, halls: Sequence[Racked], rework_usd: float) -> str:
    over = [
        name
        for name, broken in (
            ("distribution units", (_most(halls, "cdu_ratio") or 0.0) > 1.0),
            ("flow", (_most(halls, "flow_ratio") or 0.0) > 1.0),
        )
        if broken
    ]
    said = f"{len(case.faults)} ratings of the site" if case.faults else "no rating of the site"
    broken = f" and {' and '.join(over)}" if over else ""
    return f"break {said}{broken}, re-work {sum_of(rework_usd)} USD"


def _faults_of(case: Case) -> Detail:
    return Detail(
        title=f"what the site is not built for with {case.option.name}",
        speed=STEADY,
        heads=("where", "what", "allowed"),
        rows=tuple((one.path, one.what, one.allowed) for one in case.faults),
    )


SCOPE = (
    WhatIf(
        id="W10",
        question="one phase, or the plan's",
        amounts=(),
        options=_one_phase,
        kpis=("npv", "peak_cash", "rfs_date", "float_to_target", "crew_peak", "dark_mw_months"),
        say=_say_phases,
    ),
    WhatIf(
        id="W11",
        question="the tenant brings racks of {kw} kW",
        amounts=(
            Amount(name="kw", default=190, low=1, high=2000, means="kW a rack", assumed=False),
            Amount(name="busway", default=160, low=1, high=10_000, means="kW a rack that it feeds"),
            Amount(name="units", default=600, low=0, high=1e5, means="USD/kW of distribution unit"),
            Amount(name="lines", default=400, low=0, high=1e5, means="USD/kW of boards and busway"),
        ),
        options=_other_racks,
        kpis=("npv", "rule_violations", "xfmr_max_pu"),
        say=_say_racks,
        may_be_invalid=True,
    ),
)  # fmt: skip
