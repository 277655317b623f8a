"""What-ifs of mining as a bridge: W3, W8, W9."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import fsum

from twin.economics.bridge import hedged_margins
from twin.plan.bridge import hashprice_usd_per_ph_day, month_shares
from twin.plan.dark import DAYS_PER_MONTH, Dark
from twin.plan.tasks import Link
from twin.study.figures import Figures
from twin.study.kpis import DATES
from twin.study.whatif.bridge import bridge_period, last_days
from twin.study.whatif.patch import first_on_site, linked, put, with_effect
from twin.study.whatif.question import (
    Amount,
    Amounts,
    Bench,
    Case,
    Detail,
    Option,
    Row,
    Said,
    WhatIf,
)
from twin.study.whatif.words import millions, npv_change, row, sum_of, until
from twin.units import H_PER_MONTH

_NO_BLOCK = "no block leaves"


# ---------------------------------------------------------------- W3
def _at_civil_start(bench: Bench, _amounts: Amounts) -> Iterator[Option]:
    sets = tuple(_early(bench.base))
    if sets:
        yield Option(name="off at civil start", sets=sets)


def _early(base: Figures) -> Iterator[str]:
    """Blocks leave when work on the ground of their phase begins."""
    plan = base.plan.document
    for task in with_effect(plan, "block_off"):
        ground = first_on_site(plan, task.phase)
        if ground is not None and ground.id != task.id:
            yield linked(task, [Link(pred=ground.id, type="SS")])


def _say_lost(_bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    if len(cases) < 2:
        return Said(line=_NO_BLOCK)
    held = amounts["hashprice"]
    planned, early = (sum(one.mw_months for one in case.sound.dark) for case in cases)
    at_path = [_forgone_usd(case.sound, None) for case in cases]
    at_held = [_forgone_usd(case.sound, held) for case in cases]
    path_usd, held_usd = ([fsum(one.values()) for one in each] for each in (at_path, at_held))
    models = list(at_held[0])
    return Said(
        line=f"{planned:.0f} MW-months dark as planned, {early:.0f} if blocks go at civil start; "
        f"forgone {sum_of(path_usd[0])} against {sum_of(path_usd[1])} on the plan's market, "
        f"{sum_of(held_usd[0])} against {sum_of(held_usd[1])} at a hashprice held at {held:g}",
        rows=(
            row("forgone while dark", "USD", DATES, path_usd, "on the plan's market"),
            *(
                row(f"  of it {model}", "USD", DATES, [one[model] for one in at_path])
                for model in models
            ),
            row(f"forgone at {held:g} USD/PH/day", "USD", DATES, held_usd, "held, no halving"),
            *(
                row(f"  of it {model}, held", "USD", DATES, [one[model] for one in at_held])
                for model in models
            ),
        ),
    )


def _forgone_usd(found: Figures, held_usd_per_ph_day: float | None) -> dict[str, float]:
    """Hedged margin of each model while its blocks are dark.

    Args:
        found: the plan's figures.
        held_usd_per_ph_day: hashprice throughout; the plan's market where None.
    """
    sums_usd: dict[str, list[float]] = defaultdict(list)
    for one in found.dark:
        for model, usd in _dark_usd(found, one, held_usd_per_ph_day):
            sums_usd[model].append(usd)
    return {model: fsum(parts) for model, parts in sums_usd.items()}


def _dark_usd(
    found: Figures, dark: Dark, held_usd_per_ph_day: float | None
) -> Iterator[tuple[str, float]]:
    bridge, plan = found.purse.bridge, found.plan.document
    count = len(bridge.monthly_usd[dark.block])
    for month, share in month_shares(count, dark.since_days, dark.until_days):
        middle_days = (month + 0.5) * DAYS_PER_MONTH
        price = held_usd_per_ph_day
        margins = hedged_margins(
            bridge.groups[dark.block],
            hashprice_usd_per_ph_day(plan, middle_days) if price is None else price,
            plan.market.power_usd_per_mwh,
            share * H_PER_MONTH,
            pool_fee_frac=plan.market.pool_fee_frac,
        )
        yield from ((one.model, one.margin_usd) for one in margins)


# ---------------------------------------------------------------- W8
def _removals(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    plan = bench.base.plan.document
    leaving = list(with_effect(plan, "block_off"))
    if not leaving:
        return
    sold = tuple(_salvage(bench.base, amounts))
    yield Option(name="bridge, sold when off", sets=sold)
    yield Option(name="off at civil start", sets=(*sold, *_early(bench.base)))
    now = tuple(linked(task, []) for task in leaving)
    yield Option(name="sold now", sets=(*sold, *now))


def _salvage(base: Figures, amounts: Amounts) -> Iterator[str]:
    """What each model brings by its hash rate, falling from the price base on."""
    th_per_s = {row.model: row.spec.th_per_s for row in base.plan.site.rows}
    yield put(
        "market.salvage",
        [{"model": one, "each_usd": th * amounts["salvage"]} for one, th in th_per_s.items()],
    )
    yield put("market.salvage_drift_per_year", -amounts["fall"])


def _say_removal(_bench: Bench, cases: Sequence[Case], _amounts: Amounts) -> Said:
    if len(cases) < 2:
        return Said(line=_NO_BLOCK)
    bridge, early, now = (one.sound for one in cases[1:])
    return Said(
        line=f"against mining until just before power is needed: off at civil start "
        f"{npv_change(bridge, early)}, sold now {npv_change(bridge, now)}"
    )


# ---------------------------------------------------------------- W9
def _markets(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    plan = bench.base.plan.document
    fall_ratio = amounts["hashprice"] / hashprice_usd_per_ph_day(plan, 0.0)
    base_usd_per_ph_day = plan.market.hashprice_usd_per_ph_day * fall_ratio
    fallen = put("market.hashprice_usd_per_ph_day", base_usd_per_ph_day)
    yield Option(name=f"{amounts['hashprice']:g} at the start", sets=(fallen,))
    halved = put("market.next_halving", plan.ntp.isoformat())
    yield Option(name="halving at the start", sets=(halved,))


def _say_market(_bench: Bench, cases: Sequence[Case], _amounts: Amounts) -> Said:
    found = [bridge_period(one.sound) for one in cases]
    lasts = [last_days(one.sound) for one in cases]
    models = list(lasts[0])
    ranked = sorted(models, key=lambda model: lasts[1][model].breakeven_usd_per_mwh)
    fallen = cases[1].option.name
    order = ", then ".join(
        f"{model} ({until(lasts[1][model].day)}, breakeven "
        f"{lasts[1][model].breakeven_usd_per_mwh:.1f} USD/MWh)"
        for model in ranked
    )
    return Said(
        line=f"{fallen}: first off {order or 'nothing'}; mined "
        f"{found[1].mined_mwh:,.0f} MWh until the last phase is ready instead of "
        f"{found[0].mined_mwh:,.0f}, margin {millions(found[1].margin_usd - found[0].margin_usd)} "
        "million, power block unused "
        f"{found[1].short_mwh:,.0f} MWh instead of {found[0].short_mwh:,.0f}",
        rows=_market_rows(cases),
        details=(
            Detail(
                title="breakeven on the day of notice to proceed [USD/MWh], and last day that pays",
                speed=DATES,
                heads=("machines", *(one.option.name for one in cases)),
                rows=tuple(
                    (
                        model,
                        *(
                            f"{each[model].breakeven_usd_per_mwh:.1f}, {until(each[model].day)}"
                            for each in lasts
                        ),
                    )
                    for model in models
                ),
            ),
        ),
        notes=("machines run when their breakeven is above market.power_usd_per_mwh, hedged",),
    )


def _market_rows(cases: Sequence[Case]) -> tuple[Row, ...]:
    found = [bridge_period(one.sound) for one in cases]
    return (
        row("mined", "MWh", DATES, [one.mined_mwh for one in found], "till all phases are ready"),
        row("bridge margin", "USD", DATES, [one.margin_usd for one in found], "of it, hedged"),
        row(
            "block unused", "MWh", DATES, [one.short_mwh for one in found],
            "contracted blocks less what miners and halls draw at nameplate",
        ),
        row(
            "block unused", "USD", DATES, [one.short_usd for one in found],
            "at the block's price: owed where it can't be sold back",
        ),
    )  # fmt: skip


MINING = (
    WhatIf(
        id="W3",
        question="how much hash revenue is lost while building?",
        amounts=(
            Amount(
                name="hashprice", default=28.68, low=0, high=10_000,
                means="USD/PH/day, held, for the second reckoning", assumed=False,
            ),
        ),
        options=_at_civil_start,
        kpis=("dark_mw_months", "npv[mining forgone]", "npv"),
        say=_say_lost,
    ),
    WhatIf(
        id="W8",
        question="bridge, early removal, or machines sold now",
        amounts=(
            Amount(
                name="salvage", default=5.0, low=0, high=1000,
                means="USD a TH/s that used machines bring at the price base",
            ),
            Amount(name="fall", default=0.4, low=0, high=5, means="a year, of its logarithm"),
        ),
        options=_removals,
        kpis=("npv", "npv[mining forgone]", "npv[machines sold]", "dark_mw_months", "rfs_date"),
        say=_say_removal,
    ),
    WhatIf(
        id="W9",
        question="hashprice is {hashprice} USD/PH/day at the start, or the halving comes then",
        amounts=(
            Amount(
                name="hashprice", default=20.0, low=0.01, high=10_000,
                means="USD/PH/day at notice to proceed; it drifts and halves from there",
                assumed=False,
            ),
        ),
        options=_markets,
        kpis=("npv[mining forgone]", "npv"),
        say=_say_market,
    ),
)  # fmt: skip
