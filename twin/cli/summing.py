"""The end of a run as tables: energy, money, work, the worst of each transformer, facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from twin.cli.grid_tables import grid_sections
from twin.cli.instants import brief
from twin.cli.panel import winding_limits_c
from twin.cli.plan_lived import plan_section
from twin.cli.tables import number, table
from twin.run.reading import Run, open_run
from twin.run.summary import Summary
from twin.series.zones import zone
from twin.units import PER_PERCENT, US_PER_DAY, US_PER_H, W_PER_MW

_UNIT_TRANSFORMER_COUNT = 3
_KIND_COUNT = 10
_DIGITS_BELOW_MWH = 100.0
_DAYS_MIN = 2


def summary_text(run_dir: Path, *, as_json: bool = False) -> str:
    """The summary of a run.

    Args:
        run_dir: the run.
        as_json: as JSON instead of tables.

    Raises:
        TwinError: it can't be read.
    """
    run = open_run(run_dir)
    try:
        found = run.summary()
        if as_json:
            return msgspec.json.encode(found).decode() + "\n"
        return "\n\n".join(_sections(run, found)) + "\n"
    finally:
        run.close()


def _sections(run: Run, found: Summary) -> Iterator[str]:
    where = zone(found.tz)
    parts = run.line.parts
    yield (
        f"{found.title}\n{parts.site_id}, {brief(found.start_us, where)} to "
        f"{brief(found.end_us, where)} {found.tz}, {_span(found.end_us - found.start_us)}"
        + ("" if found.is_complete else " (not at its end)")
    )
    yield _energy(found, parts.contracted_w)
    yield _money(found)
    if any(parts.hall_in_service):
        yield _work(found)
    limits = "/".join(f"{limit_c:.0f}" for limit_c in winding_limits_c(parts).values())
    if found.worst:
        yield _transformers(found, limits)
    yield from grid_sections(found)
    plan = plan_section(run, found.end_us)
    if plan:
        yield plan
    yield _facts(found)


def _span(span_us: int) -> str:
    days = span_us / US_PER_DAY
    return f"{days:.4g} days" if days >= _DAYS_MIN else f"{span_us / US_PER_H:.4g} h"


def _energy(found: Summary, contracted_w: float) -> str:
    energy = found.energy
    hours = (found.end_us - found.start_us) / US_PER_H
    parts = [
        ("mining machines", energy.mining_mwh),
        ("mining fans and auxiliaries", energy.mining_aux_mwh),
        *_some("mining cooling plants", energy.mining_cooling_mwh),
        ("AI IT", energy.ai_it_mwh),
        ("AI cooling and overhead", energy.ai_overhead_mwh),
        *_some("into batteries", energy.net_stored_mwh),
        ("lost in main transformers", energy.loss_main_mwh),
        ("lost in feeders and unit transformers", energy.loss_below_mwh),
        *_some("from engines", energy.engines_mwh),
        *_some("stored in site batteries", energy.battery_stored_mwh),
        *_some("lost in site batteries", energy.battery_lost_mwh),
        ("import", energy.import_mwh),
    ]
    digits = 0 if energy.import_mwh >= _DIGITS_BELOW_MWH else 2
    rows = [
        [
            name,
            number(part_mwh, digits),
            f"{100 * part_mwh / energy.import_mwh:.1f} %" if energy.import_mwh else "–",
            number(part_mwh / hours, 2) if hours else "–",
        ]
        for name, part_mwh in parts
    ]
    rows[-1].append(f"of {contracted_w / W_PER_MW:.0f} contracted")
    return (
        table(["energy", "MWh", "share", "mean MW", ""], [[*row, ""][:5] for row in rows])
        + f"\nPUE: AI part {number(found.pue_ai_ratio, 3)}, whole site {number(found.pue_ratio, 3)}"
        + f"; import and engines less all parts: {energy.balance_ratio:.1e} of it"
        + _water(found)
    )


def _some(name: str, part_mwh: float) -> list[tuple[str, float]]:
    """A row of what a site may not have; none for nothing."""
    return [(name, part_mwh)] if part_mwh else []


def _water(found: Summary) -> str:
    """A line where pads or towers took water."""
    if not found.water_m3:
        return ""
    used, each = number(found.water_m3, 1), number(found.wue_l_per_kwh, 3)
    return f"\nwater: {used} m³ in pads and towers, {each} L for a kWh of all IT (WUE)"


def _money(found: Summary) -> str:
    mining = found.mining
    import_mwh = found.energy.import_mwh
    mean_usd_per_mwh = found.energy_cost_usd / import_mwh if import_mwh else None
    mean_usd_per_btc = mining.income_usd / mining.mined_btc if mining.mined_btc else None
    up_pct = None if mining.up_frac is None else mining.up_frac / PER_PERCENT
    rows = [
        ["bitcoin mined", number(mining.mined_btc, 4), "BTC", "expected, before the pool's fee"],
        [
            "worth",
            number(mining.income_usd, 0),
            "USD",
            f"at {number(mean_usd_per_btc, 0)} USD/BTC, each coin at the price of its time",
        ],
        ["hashes", number(up_pct), "%", "of all machines in service all the time"],
        [
            "energy bought",
            number(found.energy_cost_usd, 0),
            "USD",
            f"for the whole site, at {number(mean_usd_per_mwh, 2)} USD/MWh",
        ],
    ]
    return table(["mining and energy", "", "", ""], rows)


def _work(found: Summary) -> str:
    work = found.work
    asked_mwh = work.served_mwh + work.unserved_mwh
    unserved = f"{100 * work.unserved_mwh / asked_mwh:.3f} % of what was asked" if asked_mwh else ""
    rows = [
        ["served", number(work.served_mwh), "MWh", "by jobs and inference"],
        ["unserved", number(work.unserved_mwh), "MWh", unserved],
        ["jobs started", number(work.jobs_started_count, 0), "", ""],
        ["jobs finished", number(work.jobs_finished_count, 0), "", ""],
        ["jobs interrupted", number(work.jobs_interrupted_count, 0), "", "and started again"],
        ["jobs refused", number(work.jobs_refused_count, 0), "", ""],
    ]
    return table(["AI", "", "", ""], rows)


def _transformers(found: Summary, limits: str) -> str:
    where = zone(found.tz)
    mains = [one for one in found.worst if one.is_main]
    others = [one for one in found.worst if not one.is_main]
    hottest = sorted(others, key=lambda one: -one.hotspot_c)[:_UNIT_TRANSFORMER_COUNT]
    rows = [
        [
            one.id,
            f"{one.load_pu:.3f}",
            brief(one.load_us, where),
            f"{one.hotspot_c:.1f}",
            brief(one.hotspot_us, where),
        ]
        for one in [*mains, *hottest]
    ]
    heads = ["worst of", "load pu (1)", "at", f"hot-spot °C ({limits})", "at"]
    more = len(others) - len(hottest)
    return table(heads, rows) + (
        f"\nand {more} unit transformers that stayed cooler" if more else ""
    )


def _facts(found: Summary) -> str:
    kinds = list(found.kinds.items())
    rows = [
        [kind, number(count, 0), f"{100 * count / found.fact_count:.1f} %"]
        for kind, count in kinds[:_KIND_COUNT]
    ]
    if len(kinds) > _KIND_COUNT:
        rest = sum(count for _, count in kinds[_KIND_COUNT:])
        name = f"{len(kinds) - _KIND_COUNT} other kinds"
        rows.append([name, number(rest, 0), f"{100 * rest / found.fact_count:.1f} %"])
    rate = f", {number(found.fact_count / found.took_s, 0)} a second" if found.took_s else ""
    took = f"; took {found.took_s:.1f} s{rate}" if found.took_s else ""
    share = f"{100 * found.power_frac:.0f} % of them change power"
    return (
        table(["facts", "count", "share"], rows)
        + f"\n{number(found.fact_count, 0)} facts, {share}{took}"
    )
