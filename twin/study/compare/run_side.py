"""A run as one of several that are compared: its figures are metered from its log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from twin.devices.transformer_spec import trips_c
from twin.run.reading import Run
from twin.run.summary import Summary
from twin.site import Site
from twin.study.compare.side import Failure, Side
from twin.study.kpis import PLANT, Better, Kpi, Value, kpi
from twin.units import PER_PERCENT, US_PER_H, US_PER_S

_OVER_FRAC = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metered:
    """What the figures of a run are read from."""

    run: Run
    site: Site
    summary: Summary

    @property
    def span_h(self) -> float:
        """Its length so far."""
        return (self.summary.end_us - self.summary.start_us) / US_PER_H


def run_side(name: str, run: Run) -> Side:
    """A run as a side.

    Args:
        name: as it was asked for.
        run: open.

    Raises:
        LogError: a batch is damaged.
    """
    inputs = run.line.inputs
    metered = _Metered(run=run, site=inputs.site, summary=run.summary())
    scenario: dict[str, Any] = msgspec.json.decode(inputs.kept.scenario)
    return Side(
        name=name,
        title=metered.summary.title,
        kpis=tuple(_kpis(metered)),
        failures=tuple(sorted(_failures(metered), key=lambda one: not one.hard)),
        documents={
            **scenario,
            "site": inputs.site.document.model_dump(mode="json", by_alias=True),
        },
        dates={},
    )


def _kpis(found: _Metered) -> Iterator[Kpi]:
    yield from _energy(found)
    yield from _money(found)
    yield from _work(found)
    yield from _grid(found)
    yield from _transformers(found)


def _energy(found: _Metered) -> Iterator[Kpi]:
    energy, summary = found.summary.energy, found.summary
    contracted_mwh = found.site.document.interconnect.contracted_mw * found.span_h
    used_frac = energy.import_mwh / contracted_mwh if contracted_mwh else None
    means = "energy used over contracted power times hours"
    yield _kpi(("alloc_utilisation", "contract used", "of 1", means, "more"), used_frac)
    for key, name, mwh in (
        ("import_mwh", "import", energy.import_mwh),
        ("mining_mwh", "mining machines", energy.mining_mwh),
        ("ai_it_mwh", "AI IT", energy.ai_it_mwh),
        ("loss_mwh", "losses", energy.loss_mwh),
    ):
        yield _kpi((key, name, "MWh", "metered from the log", "either"), mwh)
    means = "halls with cooling over their IT"
    yield _kpi(("pue_ai", "PUE of AI", "", means, "less"), summary.pue_ai_ratio)
    means = "import and engines over IT of halls and miners; never an objective by itself"
    yield _kpi(("pue_site", "PUE of the site", "", means, "either"), summary.pue_ratio)
    means = "water over IT of halls and miners"
    yield _kpi(("wue", "WUE", "L/kWh", means, "less"), summary.wue_l_per_kwh)


def _money(found: _Metered) -> Iterator[Kpi]:
    summary, mining = found.summary, found.summary.mining
    energy = summary.energy
    means = "import at the node's price"
    cost_usd = summary.energy_cost_usd
    yield _kpi(("energy_cost", "energy bought", "USD", means, "less"), cost_usd)
    means = "each coin at the price of its time, before the pool's fee"
    yield _kpi(("hash_income", "hash income", "USD", means, "more"), mining.income_usd)
    machines_mwh = energy.mining_mwh + energy.mining_aux_mwh + energy.mining_cooling_mwh
    share = machines_mwh / energy.import_mwh if energy.import_mwh else 0.0
    means = "that less the miners' share of the energy bought, by energy"
    margin_usd = mining.income_usd - share * cost_usd
    yield _kpi(("hash_margin", "hash margin", "USD", means, "more"), margin_usd)
    means = "hashes over those of all machines in service all the time"
    yield _kpi(("mining_uptime", "mining uptime", "of 1", means, "more"), mining.up_frac)
    yield _kpi(("mined_btc", "mined", "BTC", "expected of the hashes", "more"), mining.mined_btc)


def _work(found: _Metered) -> Iterator[Kpi]:
    work = found.summary.work
    asked_mwh = work.served_mwh + work.unserved_mwh
    available_frac = work.served_mwh / asked_mwh if asked_mwh else None
    means = "work served over work asked for, by energy"
    yield _kpi(("ai_availability", "AI availability", "of 1", means, "more"), available_frac)
    means = "asked for and not delivered, because of a cap or a lost supply"
    yield _kpi(("ai_unserved_mwh", "AI unserved", "MWh", means, "less"), work.unserved_mwh)
    means = "jobs that lost a rack or the supply and start again"
    lost_count = work.jobs_interrupted_count
    yield _kpi(("jobs_interrupted", "jobs interrupted", "", means, "less"), lost_count)
    done_count = work.jobs_finished_count
    yield _kpi(("jobs_finished", "jobs finished", "", "in the run", "more"), done_count)
    means = "times that rows of miners were put to sleep"
    sheds_count = found.summary.kinds.get("RowsSlept", 0)
    yield _kpi(("sheds[count]", "sheds", "", means, "less"), sheds_count)
    means = "times that a hall was slowed down for heat"
    hot_count = found.summary.kinds.get("HallThrottled", 0)
    yield _kpi(("throttles", "halls throttled", "", means, "less"), hot_count)


def _grid(found: _Metered) -> Iterator[Kpi]:
    steepest = found.summary.grid.steepest
    means = "steepest within any minute at the interconnect"
    up, down = steepest.up_mw_per_min, steepest.down_mw_per_min
    yield _kpi(("ramp_max_up", "steepest rise", "MW/min", means, "less"), up)
    yield _kpi(("ramp_max_down", "steepest fall", "MW/min", means, "less"), down)


def _transformers(found: _Metered) -> Iterator[Kpi]:
    lost_h = found.run.loss_of_life()
    for one in sorted(found.summary.worst, key=lambda worst: worst.id):
        if not one.is_main:
            continue
        means = "highest load over its rating"
        key, name = f"xfmr_max_pu[{one.id}]", f"{one.id} highest load"
        yield _kpi((key, name, "pu", means, "less"), one.load_pu)
        means = "highest shown hot-spot"
        key, name = f"hotspot_max_c[{one.id}]", f"{one.id} hot-spot"
        yield _kpi((key, name, "°C", means, "less"), one.hotspot_c)
        means = "of its insulation; a day a day at the reference temperature"
        key, name = f"loss_of_life_h[{one.id}]", f"{one.id} loss of life"
        yield _kpi((key, name, "h", means, "less"), lost_h.get(one.id))


def _failures(found: _Metered) -> Iterator[Failure]:
    """Hot-spots past a trip are hard; ramps beyond the contract and AI unserved are not."""
    trips = {one.id: trips_c(one.spec)[1] for one in found.site.transformers}
    for one in found.summary.worst:
        limit_c = trips.get(one.id)
        if limit_c is not None and one.hotspot_c >= limit_c:
            what = f"hot-spot of {one.hotspot_c:.0f} °C, its trip is at {limit_c:.0f}"
            yield _failure("hotspot", one.id, what, one.hotspot_us, hard=True)
    steepest = found.summary.grid.steepest
    for word, found_mw, limit_mw, t_us in (
        ("rise", steepest.up_mw_per_min, steepest.up_limit_mw_per_min, steepest.up_us),
        ("fall", steepest.down_mw_per_min, steepest.down_limit_mw_per_min, steepest.down_us),
    ):
        if limit_mw is not None and found_mw > limit_mw * (1.0 + _OVER_FRAC):
            what = f"{word} of {found_mw:.1f} MW in a minute, {limit_mw:g} are contracted"
            poi = found.site.document.interconnect.id
            yield _failure("ramp", poi, what, t_us, hard=False)
    unserved_mwh = found.summary.work.unserved_mwh
    asked_mwh = found.summary.work.served_mwh + unserved_mwh
    if unserved_mwh > 0.0:
        what = f"{unserved_mwh:.3f} MWh unserved, {unserved_mwh / asked_mwh / PER_PERCENT:.3f} %"
        yield Failure(rule="ai_unserved", subject="AI", what=what, since="", hard=False)


def _failure(rule: str, subject: str, what: str, t_us: int, *, hard: bool) -> Failure:
    since = datetime.fromtimestamp(t_us / US_PER_S, UTC).isoformat(timespec="seconds")
    return Failure(rule=rule, subject=subject, what=what, since=since, hard=hard)


def _kpi(row: tuple[str, str, str, str, Better], value: Value) -> Kpi:
    return kpi((*row, PLANT), value)
