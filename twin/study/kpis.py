"""The key figures of a plan: what each is, how it is reckoned, which way is better.

A key that ends in brackets is of one phase, crew or account. What only a run of the plant can tell
(hot-spots, ramps, water, availability) is not here. A figure that no plan of this kind has is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import fsum
from typing import Literal

from twin.economics.levelised import ColoCost, colo_usd_per_kw_month, usd_per_kw
from twin.plan.loading import block_mw, load_mw
from twin.plan.money import ACCOUNTS
from twin.study.figures import Figures
from twin.study.lateness import lateness

Speed = Literal["schedule and money", "steady state", "plant run"]
"""Where a figure comes from: dates alone, the hottest hour at nameplate, or a run of the plant."""
Better = Literal["more", "less", "either"]
Value = float | date | None
DATES: Speed = "schedule and money"
STEADY: Speed = "steady state"
PLANT: Speed = "plant run"
KpiRow = tuple[str, str, str, str, Better, Speed]
"""Key, name, unit, definition, which way is better, speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One key figure.

    Attributes:
        key: as rfs_date[P1].
        name: in words.
        unit: of the value; empty for dates and counts.
        means: its definition.
        better: which way.
        speed: where it comes from.
        value: of this plan; None where it has none.
    """

    key: str
    name: str
    unit: str
    means: str
    better: Better
    speed: Speed
    value: Value


def kpi(row: KpiRow, value: Value) -> Kpi:
    """One key figure.

    Args:
        row: all that is said of it.
        value: of this plan or run.
    """
    key, name, unit, means, better, speed = row
    return Kpi(key=key, name=name, unit=unit, means=means, better=better, speed=speed, value=value)


def kpis(found: Figures) -> tuple[Kpi, ...]:
    """Every key figure of a plan, constraint failures first."""
    return (*_rules(found), *_dates(found), *_worth(found), *_power(found), *_crews(found))


def chosen(found: Figures, keys: tuple[str, ...]) -> tuple[Kpi, ...]:
    """Some key figures, in the order asked for.

    Args:
        found: the plan's.
        keys: whole keys, or without brackets for all of a kind.
    """
    every = {one.key: one for one in kpis(found)}
    kinds = {key: key.partition("[")[0] for key in every}
    return tuple(
        one
        for asked in keys
        for key, one in every.items()
        if key == asked or (asked not in every and kinds[key] == asked)
    )


def _rules(found: Figures) -> Iterator[Kpi]:
    means = "failures that disqualify: hard in the plan, or V11 to V13 where it is silent"
    hard_count, soft_count = len(found.hard), len(found.breaches) - len(found.hard)
    yield kpi(("rule_violations[hard]", "hard breaches", "", means, "less", STEADY), hard_count)
    means = "other breaches of V11 to V18"
    yield kpi(("rule_violations[soft]", "other breaches", "", means, "less", STEADY), soft_count)


def _dates(found: Figures) -> Iterator[Kpi]:
    for one in found.handovers:
        means = "day on which the phase's contract starts, with the crews there are"
        ready, phase = found.ready[one.phase], one.phase
        yield kpi((f"rfs_date[{phase}]", f"{phase} ready", "", means, "less", DATES), ready)
    for one in found.handovers:
        means = "target less that day"
        float_days = float((one.target - found.ready[one.phase]).days)
        name = f"{one.phase} float to its target"
        yield kpi((f"float_to_target[{one.phase}]", name, "days", means, "more", DATES), float_days)


def _worth(found: Figures) -> Iterator[Kpi]:
    money, worth = found.money, found.money.appraisal
    npv_usd = money.whole_npv_usd
    rate = money.plan.finance.wacc_frac
    means = f"present value of all flows on the day of notice to proceed at {rate:.4g}, before tax"
    yield kpi(("npv", "NPV", "USD", means, "more", DATES), npv_usd)
    for account in ACCOUNTS:
        means = "part of the NPV"
        account_usd = money.npv_usd(account)
        yield kpi((f"npv[{account}]", f"  {account}", "USD", means, "more", DATES), account_usd)
    after_usd, rate_frac = money.after_tax_npv_usd, worth.returns.rate_frac
    means = "the same after tax, without debt"
    yield kpi(("npv_after_tax", "NPV after tax", "USD", means, "more", DATES), after_usd)
    means = "rate at which the NPV is zero"
    yield kpi(("irr", "IRR", "of 1", means, "more", DATES), rate_frac)
    means = "years until the sum of all flows is not negative any more"
    yield kpi(("payback", "payback", "years", means, "less", DATES), worth.payback_years)
    means = "most money that is out at once"
    yield kpi(("peak_cash", "peak cash", "USD", means, "less", DATES), worth.peak_cash_usd)
    means = "all that came over all that went"
    yield kpi(("moic", "multiple of capital", "", means, "more", DATES), worth.moic_ratio)
    means = "to build, at the price base, contingency included"
    yield kpi(("capital", "capital", "USD", means, "less", DATES), found.capital.total_usd)
    means = "rent that pays for a kilowatt of critical power over the horizon"
    yield kpi(("lcoc_kw", "levelised cost", "USD/kW/month", means, "less", DATES), _lcoc(found))
    means = "rent lost, interest on capital and damages from each target to its date"
    late_usd = lateness(found, {one.phase: one.target for one in found.handovers}).total_usd
    yield kpi(("delay_cost", "cost of delay", "USD", means, "less", DATES), late_usd)


def _lcoc(found: Figures) -> float | None:
    if not found.capital.it_mw:
        return None
    finance = found.plan.document.finance
    cost = ColoCost(
        capex_usd_per_kw=usd_per_kw(found.capital.usd_per_mw),
        rate_frac=finance.wacc_frac,
        life_years=finance.horizon_years,
        opex_usd_per_kw_month=finance.ai_running_usd_per_kw_month,
    )
    return colo_usd_per_kw_month(cost)


def _power(found: Figures) -> Iterator[Kpi]:
    last = found.plants[-1]
    means = "IT power of all halls that are energised at the end"
    yield kpi(("it_mw_delivered", "IT delivered", "MW", means, "more", DATES), _it_mw(found))
    mining_mw = fsum(block_mw(found.plate, last, block) for block in last.blocks)
    means = "nameplate of blocks that are on at the end, with auxiliaries"
    yield kpi(("mining_mw", "mining left", "MW", means, "more", DATES), mining_mw)
    means = "power of each block times calendar months from its last day to its phase's contract"
    dark_mw_months = fsum(one.mw_months for one in found.dark)
    yield kpi(("dark_mw_months", "dark", "MW months", means, "less", DATES), dark_mw_months)
    means = "energy at nameplate over contracted power, until the last phase is ready"
    used_frac = _used_frac(found)
    yield kpi(("alloc_utilisation", "contract used", "of 1", means, "more", STEADY), used_frac)
    means = "highest load of a main transformer in any plant, over its rating"
    worst = found.worst_loading
    load_pu = worst[1].load_pu if worst else None
    yield kpi(("xfmr_max_pu", "highest load", "pu", means, "less", STEADY), load_pu)
    means = "least that could be carried less what AI asks for, over plants and losses"
    losses = [one for _, one in found.losses if one.ai_mw > 0.0]
    margin_mw = min((one.deliverable_ai_mw - one.ai_mw for one in losses), default=None)
    yield kpi(("n1_margin_mw", "N-1 margin", "MW", means, "more", STEADY), margin_mw)
    means = "most AI that is not carried after the loss of a transformer, all mining shed"
    unserved_mw = max((one.unserved_ai_mw for one in losses), default=None)
    yield kpi(("n1_unserved_mw", "N-1 unserved", "MW", means, "less", STEADY), unserved_mw)
    means = "longest from such a loss to the last miner asleep that overloads what is left"
    relief_s = max((one.relief_s for one in losses), default=None)
    yield kpi(("n1_relief_s", "N-1 relief", "s", means, "less", STEADY), relief_s)


def _it_mw(found: Figures) -> float:
    return fsum(found.plants[-1].halls_mw.values())


def _used_frac(found: Figures) -> float | None:
    """Each plant at nameplate for as long as it stands."""
    contracted_mw = found.plan.site.document.interconnect.contracted_mw
    end = max(found.ready.values(), default=None)
    if end is None or end <= found.plan.document.ntp:
        return None
    bounds = [*(min(one.since, end) for one in found.plants), end]
    spans_days = [(until - since).days for since, until in pairwise(bounds)]
    used = fsum(
        load_mw(found.plate, here) * days
        for here, days in zip(found.plants, spans_days, strict=True)
    )
    return used / contracted_mw / fsum(spans_days)


def _crews(found: Figures) -> Iterator[Kpi]:
    names = {one.id: one.name or one.id for one in found.plan.document.resources}
    for peak in found.peaks:
        means = f"most wanted at once at the earliest dates; there are {peak.capacity_count}"
        key, name = f"crew_peak[{peak.resource}]", f"peak of {names[peak.resource].lower()}"
        yield kpi((key, name, "", means, "less", DATES), peak.count)
