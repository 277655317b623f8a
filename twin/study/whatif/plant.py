"""What-ifs of what the plant carries: W1, W7, W13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twin.devices.transformer_ageing import ageing_rate_ratio
from twin.devices.transformer_equations import fixed_of, targets_k
from twin.devices.transformer_unit import unit_constants
from twin.plan import Topology
from twin.plan.loading import NORMAL_PU, Contingency
from twin.site import MainTransformer
from twin.study.figures import Figures
from twin.study.kpis import STEADY
from twin.study.whatif.patch import put, with_effect
from twin.study.whatif.question import Amount, Amounts, Bench, Case, Detail, Option, Said, WhatIf
from twin.study.whatif.words import row, sum_of
from twin.units import PER_PERCENT

_DAYS_PER_WEEK = 7.0
_H_PER_DAY = 24.0
_LEAD_WEEKS = {"low": 80.0, "mode": 128.0, "high": 210.0}
"""Of a substation's power transformer: mean 128, range 80 to 210, second quarter of 2025 [S]."""


# ---------------------------------------------------------------- W1
def _reuses(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    plan, units = bench.base.plan.document, bench.base.plan.site.transformers
    yield Option(
        name=f"derated by {amounts['derate']:g} %",
        sets=tuple(
            text for one in units for text in _derated(one, 1.0 - amounts["derate"] * PER_PERCENT)
        ),
    )
    first = next(with_effect(plan, "hall_energize"), None)
    if first is None:
        return
    lead_days = {name: weeks * _DAYS_PER_WEEK for name, weeks in _LEAD_WEEKS.items()}
    bought = {
        "id": "WHATIF-XFMR",
        "name": "New main transformers",
        "qty": len(units),
        "unit": "each",
        "lead_time_days": {"kind": "pert", **lead_days},
        "order_on": plan.ntp.isoformat(),
        "unit_cost_usd": amounts["price"],
    }
    needs = [*first.needs_items, "WHATIF-XFMR"]
    new = (put("procurement[+]", bought), put(f"tasks[{first.id}].needs_items", needs))
    yield Option(name="bought new", sets=new)


def _derated(one: MainTransformer, share_frac: float) -> Iterator[str]:
    """A worn unit: at a share of its rating it is as hot as a sound one at all of it."""
    stage = unit_constants(one.spec).stages[-1]
    thermal, ratio = stage.thermal, stage.loss_ratio
    oil_ratio = ((1.0 + ratio) / (1.0 + ratio * share_frac**2)) ** thermal.oil_exponent_ratio
    at = f"site.transformers[{one.id}]"
    yield put(f"{at}.oil_rise_k", thermal.oil_rise_k * oil_ratio)
    yield put(f"{at}.gradient_k", thermal.gradient_k / share_frac**thermal.winding_exponent_ratio)


def _say_reuse(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    hottest = [_hottest(one.sound) for one in cases]
    share = 1.0 - amounts["derate"] * PER_PERCENT
    allowed_pu = [_load_pu(cases[0]), _load_pu(cases[1]) / share, *map(_load_pu, cases[2:])]
    spots_c = [spot_c for _, spot_c, _ in hottest]
    fits = "can" if max(allowed_pu[:2]) <= NORMAL_PU else "can't all"
    line = (
        f"{len(bench.base.plan.site.transformers)} main transformers {fits} be used again: "
        f"{allowed_pu[0]:.2f} pu and {spots_c[0]:.0f} °C as rated, "
        f"{allowed_pu[1]:.2f} pu of what it may carry and {spots_c[1]:.0f} °C derated by "
        f"{amounts['derate']:g} %"
    )
    if len(cases) > 2:
        base, new = bench.base, cases[2].sound
        weeks = [
            (new.ready[phase] - day).days / _DAYS_PER_WEEK for phase, day in base.ready.items()
        ]
        avoided_usd = new.capital.total_usd - base.capital.total_usd
        line += f"; reuse avoids {sum_of(avoided_usd)} USD and {max(weeks):.0f} weeks"
    return Said(
        line=line,
        rows=(
            row("highest load", "pu", STEADY, allowed_pu, "of what a worn unit may carry"),
            row("hottest of them", "", STEADY, [name for name, *_ in hottest]),
            row("its hot-spot", "°C", STEADY, spots_c, "settled at the design dry bulb"),
            row(
                "loss of life", "h/day", STEADY, [_H_PER_DAY * rate for *_, rate in hottest],
                "while that lasts; 24 h a day at the reference temperature",
            ),
        ),
        details=(_carried(cases),),
        notes=(
            "derating stands for what a health index would allow; the site keeps no such index",
            "cable and pads of blocks stay theirs: a hall brings its own unit transformers",
        ),
    )  # fmt: skip


def _load_pu(case: Case) -> float:
    worst = case.sound.worst_loading
    return worst[1].load_pu if worst else 0.0


def _hottest(found: Figures) -> tuple[str, float, float]:
    """The main transformer with the hottest spot in any plant, that [°C], and how fast it ages."""
    units = {one.id: one for one in found.plan.site.transformers}
    ambient_c = found.plan.site.document.design_dry_bulb_c
    spots = {
        one.transformer: _hotspot_c(units[one.transformer], one.load_pu, ambient_c)
        for _, one in sorted(found.loadings, key=lambda pair: pair[1].load_pu)
    }
    name = max(spots, key=lambda one: spots[one])
    return name, spots[name], ageing_rate_ratio(spots[name], units[name].spec.paper)


def _hotspot_c(one: MainTransformer, load_pu: float, ambient_c: float) -> float:
    """Settled hot-spot at a load, all its cooling on."""
    unit = unit_constants(one.spec)
    oil_k, first_k, second_k = targets_k(fixed_of(unit.stages[-1]), load_pu * unit.rated_va)
    return ambient_c + oil_k + first_k - second_k


def _carried(cases: Sequence[Case]) -> Detail:
    """The highest load of each main transformer in each case."""
    most = [
        {
            name: max(one.load_pu for _, one in case.sound.loadings if one.transformer == name)
            for name in {one.transformer for _, one in case.sound.loadings}
        }
        for case in cases
    ]
    return Detail(
        title="highest load of each [pu]",
        speed=STEADY,
        heads=("transformer", *(case.option.name for case in cases)),
        rows=tuple((name, *(column.get(name) for column in most)) for name in sorted(most[0])),
    )


# ---------------------------------------------------------------- W7
def _as_it_is(_bench: Bench, _amounts: Amounts) -> Iterator[Option]:
    yield from ()


def _say_losses(bench: Bench, _cases: Sequence[Case], _amounts: Amounts) -> Said:
    base = bench.base
    if not base.losses:
        return Said(line="no main transformer is in service")
    worst = max((one for _, one in base.losses), key=lambda one: one.before_shed.load_pu)
    with_ai = [one for _, one in base.losses if one.ai_mw > 0.0]
    unserved_mw = max((one.unserved_ai_mw for one in with_ai), default=0.0)
    relief_s = max((one.relief_s for _, one in base.losses), default=0.0)
    margin_mw = min((one.deliverable_ai_mw - one.ai_mw for one in with_ai), default=None)
    room = "" if margin_mw is None else f", {margin_mw:.1f} MW of room for AI at the least"
    return Said(
        line=f"worst loss of one of {len({one.lost for _, one in base.losses})} transformers in "
        f"{len(base.plants)} plants: {worst.before_shed.transformer} at "
        f"{worst.before_shed.load_pu:.2f} pu after {worst.lost}, {unserved_mw:.1f} MW of AI "
        f"unserved, {relief_s:.0f} s to relief{room}",
        details=(
            Detail(
                title="the worst loss in each plant, in its hottest hour",
                speed=STEADY,
                heads=("from", "lost", "worst", "pu", "pu, AI only", "AI MW", "unserved MW", "s"),
                rows=tuple(
                    (
                        here.since, one.lost, one.before_shed.transformer,
                        one.before_shed.load_pu, one.after_shed.ai_pu, one.ai_mw,
                        one.unserved_ai_mw, one.relief_s,
                    )
                    for here, one in _worst_of_each(base)
                ),
            ),
        ),
    )  # fmt: skip


def _worst_of_each(base: Figures) -> Iterator[tuple[Topology, Contingency]]:
    """The loss that leaves AI worst off in each plant, and mining then."""
    for here in base.plants:
        found = [one for there, one in base.losses if there is here]
        if found:
            yield here, max(found, key=lambda one: (one.unserved_ai_mw, one.before_shed.load_pu))


PLANT = (
    WhatIf(
        id="W1",
        question="which main transformers can be used again, derated by {derate} %?",
        amounts=(
            Amount(name="derate", default=10, low=0, high=60, means="% of each rating"),
            Amount(name="price", default=2_000_000, low=0, high=1e9, means="USD for a new one"),
        ),
        options=_reuses,
        kpis=("rfs_date", "npv", "capital"),
        say=_say_reuse,
    ),
    WhatIf(
        id="W7",
        question="what if a transformer trips on the worst day of each plant?",
        amounts=(),
        options=_as_it_is,
        kpis=("n1_margin_mw", "n1_unserved_mw", "n1_relief_s"),
        say=_say_losses,
    ),
)  # fmt: skip
