"""What-ifs of money spent on firm AI capacity: W13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from twin.plan import Topology
from twin.plan.loading import Contingency
from twin.study.figures import Figures
from twin.study.kpis import STEADY
from twin.study.whatif.patch import put
from twin.study.whatif.question import Amount, Amounts, Bench, Case, Detail, Option, Said, WhatIf
from twin.study.whatif.words import sum_of
from twin.units import KW_PER_MW


def _fifth(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    """As many more transformers as the money buys, on the buses whose loss leaves least room."""
    site = bench.base.plan.site
    count = min(floor(amounts["money"] / amounts["transformer"]), len(site.transformers))
    if not count or not bench.base.worst_losses:
        return
    worst = [one.lost for _, one in sorted(bench.base.losses, key=_room_mw) if one.ai_mw > 0.0]
    ranked = list(dict.fromkeys(worst))[:count]
    written = {one.id: one for one in site.document.transformers}
    sets: list[str] = []
    for name in ranked:
        entry = written[name].model_dump(mode="json", exclude_unset=True)
        sets.append(put("site.transformers[+]", {**entry, "id": f"WHATIF-{name}"}))
        sets.append(put(f"site.buses[{written[name].bus}].parallel_allowed", value=True))
    yield Option(name=f"{count} more transformer{'s' if count > 1 else ''}", sets=tuple(sets))


def _room_mw(pair: tuple[Topology, Contingency]) -> float:
    return pair[1].deliverable_ai_mw - pair[1].ai_mw


def _firm_mw(found: Figures) -> float | None:
    """Room for more AI that is left after any loss in any plant, nothing where there is no AI."""
    return min((_room_mw(pair) for pair in found.losses if pair[1].ai_mw > 0.0), default=None)


def _cooled_mw(found: Figures) -> float | None:
    """AI that the halls could cool with one dry cooler of each out, at nameplate."""
    halls = [one for one in found.plan.site.halls if one.id in found.plants[-1].halls_mw]
    plants = [one.cooling for one in halls if one.cooling is not None]
    if not plants or any(one.towers is not None for one in plants):
        return None
    kw = sum(one.coolers.unit_kw * (one.coolers.units_count - 1) for one in plants)
    return kw / KW_PER_MW


def _say_money(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    money_usd, firm_mw = amounts["money"], _firm_mw(bench.base)
    if firm_mw is None:
        return Said(line="the plan ends without AI that a transformer could fail")
    battery_mw = money_usd / amounts["battery"] / amounts["hours"] / KW_PER_MW
    chilled_mw = money_usd / amounts["chiller"] / KW_PER_MW
    it_mw = sum(bench.base.plants[-1].halls_mw.values())
    cooled_mw = _cooled_mw(bench.base)
    gained_mw = {
        f"battery for {amounts['hours']:g} h": battery_mw,
        "chillers": chilled_mw if cooled_mw is not None and cooled_mw < it_mw else 0.0,
    }
    if len(cases) > 1 and cases[1].figures is not None:
        more_mw = _firm_mw(cases[1].figures)
        gained_mw[cases[1].option.name] = (firm_mw if more_mw is None else more_mw) - firm_mw
    prices = {
        name: money_usd / (mw * KW_PER_MW) if mw > 0.0 else None for name, mw in gained_mw.items()
    }
    told = ", ".join(
        f"{name} {gained_mw[name]:+.1f} MW" + (f" at {usd:,.0f} USD/kW" if usd else "")
        for name, usd in prices.items()
    )
    room = "" if cooled_mw is None else f", {cooled_mw:.1f} MW can be cooled with a cooler out"
    return Said(
        line=f"{sum_of(money_usd)} USD on firm AI, now {firm_mw:.1f} MW of room after the worst "
        f"loss beside {it_mw:.1f} MW of IT: {told}{room}",
        details=(
            Detail(
                title="firmed AI capacity for the same money",
                speed=STEADY,
                heads=("on", "MW more", "USD/kW"),
                rows=tuple((name, gained_mw[name], prices[name]) for name in gained_mw),
            ),
        ),
        notes=(
            "firm: carried after any loss in any plant, all mining shed; IT with its cooling",
            "chillers firm something only where a dry cooler that fails would leave IT uncooled",
            *(f"invalid: {fault}" for one in cases[1:] for fault in one.faults),
        ),
    )


FIRMING = (
    WhatIf(
        id="W13",
        question="{money} USD on batteries, chillers or a further transformer",
        amounts=(
            Amount(name="money", default=5_000_000, low=1, high=1e10, means="USD", assumed=False),
            Amount(name="battery", default=300, low=1, high=100_000, means="USD/kWh of a battery"),
            Amount(name="hours", default=2, low=0.01, high=1000, means="h that it must hold"),
            Amount(name="chiller", default=900, low=1, high=1e6, means="USD/kW of cooling"),
            Amount(
                name="transformer", default=3_500_000, low=1, high=1e10,
                means="USD for one with its bay and breakers",
            ),
        ),
        options=_fifth,
        kpis=("n1_margin_mw", "xfmr_max_pu"),
        say=_say_money,
        may_be_invalid=True,
    ),
)  # fmt: skip
