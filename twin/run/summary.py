"""What a run came to: energy by part, bitcoin, work served, worst loads, and whether it adds up.

Totals are the counters of the plant at the run's last instant, exact. Worst values are looked for
in the samples and then made exact by replaying the facts around the best one. How losses divide
over classes is taken from the samples' mean shares of the exact total.
"""

from __future__ import annotations

import msgspec

from twin.facility import Plant
from twin.facility.evaporative import water_at_l
from twin.facts import FACTS
from twin.run.energy import Energy, energy_of
from twin.run.grid_summary import GridSide, grid_side_of
from twin.run.lineage import Member, Where
from twin.run.tally import Tally
from twin.run.worst import Worst, worst_of
from twin.units import J_PER_KWH, J_PER_MWH, M3_PER_L, US_PER_S

_POWER_KINDS = {fact.__name__ for fact in FACTS if fact.CHANGES_POWER}


class Mining(msgspec.Struct, frozen=True, kw_only=True):
    """What mining came to.

    Attributes:
        hashes_th: terahashes done.
        mined_btc: expected income of them.
        income_usd: that, each coin at the price of its time.
        price_usd_per_btc: bitcoin at the end.
        up_frac: hashes over those of all machines in service hashing throughout at their rating;
            None without machines.
    """

    hashes_th: float
    mined_btc: float
    income_usd: float
    price_usd_per_btc: float
    up_frac: float | None


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What the halls came to.

    Attributes:
        served_mwh: drawn by jobs and inference.
        unserved_mwh: asked for and not delivered, because of a cap or a lost supply.
        jobs_started_count: starts, those after an interruption included.
        jobs_finished_count: done.
        jobs_interrupted_count: lost a rack or the supply and start again.
        jobs_refused_count: turned away.
    """

    served_mwh: float
    unserved_mwh: float
    jobs_started_count: int
    jobs_finished_count: int
    jobs_interrupted_count: int
    jobs_refused_count: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A run in numbers; JSON-able.

    Attributes:
        title: of the run.
        tz: zone of the site, for instants.
        start_us: its first instant.
        end_us: the instant these numbers stand at.
        is_complete: whether that is the scenario's end.
        fact_count: facts, the parents' included.
        kinds: facts by kind, most frequent first.
        power_frac: share of facts that change power.
        energy: by part.
        pue_ai_ratio: halls with cooling over their IT; None without. What their batteries store or
            gave is no overhead.
        pue_ratio: import and engines, less what batteries store, over IT of halls and miners;
            None without.
        water_m3: taken up by evaporative pads and bled off them.
        wue_l_per_kwh: that over IT of halls and miners; None without.
        energy_cost_usd: import at the node's price.
        mining: bitcoin.
        work: jobs and inference.
        worst: of each transformer, its highest load and shown hot-spot.
        grid: what the grid may ask about: ramps, orders, reserves, coincident peaks.
        took_s: time spent running, 0 when unknown.
    """

    title: str
    tz: str
    start_us: int
    end_us: int
    is_complete: bool
    fact_count: int
    kinds: dict[str, int]
    power_frac: float
    energy: Energy
    pue_ai_ratio: float | None
    pue_ratio: float | None
    water_m3: float
    wue_l_per_kwh: float | None
    energy_cost_usd: float
    mining: Mining
    work: Work
    worst: list[Worst]
    grid: GridSide
    took_s: float


def summary_of(line: Member, span_us: tuple[int, int], took_s: float, tally: Tally) -> Summary:
    """A run in numbers.

    Args:
        line: the run.
        span_us: its first instant, and the one it stands at.
        took_s: time spent running.
        tally: of its facts, as far as it was taken in; it takes in the rest.

    Raises:
        LogError: a batch is damaged.
    """
    start_us, end_us = span_us
    plant = line.plant(Where(end_us))
    tally.take(line.reader)
    kinds = tally.kinds
    fact_count = sum(kinds.values())
    powerful = sum(count for kind, count in kinds.items() if kind in _POWER_KINDS)
    worst, main_frac = worst_of(line, span_us, tally.overloads)
    energy = energy_of(plant, end_us, main_frac)
    it_mwh = energy.mining_mwh + energy.ai_it_mwh
    water_l = water_at_l(plant, end_us)
    market = plant.market
    return Summary(
        title=line.inputs.scenario.title,
        tz=line.inputs.site.document.tz,
        start_us=start_us,
        end_us=end_us,
        is_complete=end_us >= line.inputs.scenario.end_us,
        fact_count=fact_count,
        kinds=kinds,
        power_frac=powerful / fact_count if fact_count else 0.0,
        energy=energy,
        pue_ai_ratio=_over(energy.ai_it_mwh + energy.ai_overhead_mwh, energy.ai_it_mwh),
        pue_ratio=_over(energy.import_mwh + energy.engines_mwh - energy.net_stored_mwh, it_mwh),
        water_m3=water_l * M3_PER_L,
        wue_l_per_kwh=_over(water_l, it_mwh * J_PER_MWH / J_PER_KWH),
        energy_cost_usd=market.energy_cost_usd
        + (plant.import_at_j(end_us) - market.closed_import_j)
        * (market.price_usd_per_mwh / J_PER_MWH),
        mining=_mining(plant, start_us, end_us),
        work=_work(plant, end_us, kinds),
        worst=worst,
        grid=grid_side_of(line, span_us, kinds, tally.sudden_us),
        took_s=took_s,
    )


def _mining(plant: Plant, start_us: int, end_us: int) -> Mining:
    hashes_th = plant.hashes_at_th(end_us)
    parts = plant.parts
    rated_th_per_s = sum(
        spec.th_per_s * count
        for spec, count, here in zip(
            parts.row_specs, parts.row_count, parts.row_in_service, strict=True
        )
        if here
    )
    mined_btc = plant.market.mined_at_btc(hashes_th)
    price_usd_per_btc = plant.market.price_usd_per_btc
    return Mining(
        hashes_th=hashes_th,
        mined_btc=mined_btc,
        income_usd=plant.market.income_at_usd(hashes_th),
        price_usd_per_btc=price_usd_per_btc,
        up_frac=_over(hashes_th, rated_th_per_s * (end_us - start_us) / US_PER_S),
    )


def _work(plant: Plant, t_us: int, kinds: dict[str, int]) -> Work:
    halls = range(len(plant.parts.hall_ids))
    return Work(
        served_mwh=sum(plant.halls.served_at_j(hall, t_us) for hall in halls) / J_PER_MWH,
        unserved_mwh=sum(plant.halls.unserved_at_j(hall, t_us) for hall in halls) / J_PER_MWH,
        jobs_started_count=kinds.get("JobStarted", 0),
        jobs_finished_count=kinds.get("JobFinished", 0),
        jobs_interrupted_count=kinds.get("JobInterrupted", 0),
        jobs_refused_count=kinds.get("JobRefused", 0),
    )


def _over(part_pu: float, whole_pu: float) -> float | None:
    """A part over the whole, both in whatever unit they share; None of nothing."""
    return part_pu / whole_pu if whole_pu > 0.0 else None
