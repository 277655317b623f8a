"""What the picture shows, read from a run: its facts are folded once, and the plant is asked.

Powers are exact means of each interval (differences of energies over its length); hot-spots and
prices are read several times an interval, because what counts is the highest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from twin.cli.instants import brief
from twin.cli.pencil import Trace
from twin.cli.picture import Panel
from twin.cli.tables import number
from twin.devices.asic_power import SLEEP
from twin.economics.mining import breakeven_usd_per_mwh
from twin.facility import Parts, Plant
from twin.policies.price_curtailment import PriceCurtailment, PriceParams
from twin.run.lineage import Member, fold, open_member
from twin.scenario import ScenarioDocument
from twin.series.zones import zone
from twin.units import US_PER_S

INTERVAL_COUNT = 720
_READS_COUNT = 12
Reading = list[float]
_OF_WINDING = "_winding"


def panel_of(run_dir: Path) -> Panel:
    """The picture of a finished run.

    Args:
        run_dir: the run; one that has no parent.

    Raises:
        TwinError: it can't be read.
    """
    member = open_member(run_dir)
    try:
        return _panel(member)
    finally:
        member.close()


def breakevens_usd_per_mwh(
    scenario: ScenarioDocument, model_j_per_th: Mapping[str, float], hashprice_usd_per_ph_day: Trace
) -> dict[str, Trace]:
    """Price of energy at which each model goes to sleep; none without price curtailment.

    Args:
        scenario: for the policy's settings.
        model_j_per_th: efficiency by model.
        hashprice_usd_per_ph_day: as it went.
    """
    use = next((use for use in scenario.policies if use.policy == PriceCurtailment.NAME), None)
    if use is None:
        return {}
    market = scenario.market.model_dump(include={"pool_fee_frac", "adders_usd_per_mwh"})
    params = PriceParams.model_validate({**market, **use.params})
    return {
        model: np.array(
            [
                breakeven_usd_per_mwh(
                    hashprice,
                    j_per_th,
                    pue_ratio=params.pue_ratio,
                    pool_fee_frac=params.pool_fee_frac,
                )
                - params.adders_usd_per_mwh
                for hashprice in hashprice_usd_per_ph_day.tolist()
            ]
        )
        for model, j_per_th in model_j_per_th.items()
    }


def winding_limits_c(parts: Parts) -> dict[str, float]:
    """The main transformers' limits on the hot-spot by what happens there: alarm, shed, trip.

    Args:
        parts: of the plant.
    """
    return {
        limit.name.removesuffix(_OF_WINDING): limit.level_c
        for unit in parts.units[: len(parts.main_ids)]
        for limit in unit.limits
        if limit.name.endswith(_OF_WINDING)
    }


def models_in_service(parts: Parts) -> dict[str, float]:
    """The models of the fleet with their J/TH, the most efficient first.

    Args:
        parts: of the plant.
    """
    rows = zip(parts.row_model, parts.row_specs, parts.row_in_service, strict=True)
    found = {model: spec.efficiency_j_per_th for model, spec, here in rows if here}
    return dict(sorted(found.items(), key=lambda model: model[1]))


def _panel(member: Member) -> Panel:
    parts, scenario, site = member.parts, member.inputs.scenario, member.inputs.site.document
    where = zone(site.tz)
    models = models_in_service(parts)
    times_us = _grid_us(scenario)
    reads = _Reads(parts, list(models), times_us, _values(member, list(models), times_us))
    span = f"{brief(scenario.start_us, where)} to {brief(scenario.end_us, where)} {site.tz}"
    facts = number(member.reader.last_seq, 0)
    return Panel(
        title=scenario.title,
        subtitle=f"{parts.site_id}   {span}   seed {scenario.seed}   {facts} facts",
        where=where,
        t_us=times_us[:-1:_READS_COUNT],
        contracted_w=parts.contracted_w,
        hotspot_c={name: reads.of(name).max(axis=1) for name in parts.main_ids},
        limits_c=winding_limits_c(parts),
        ai_w=reads.mean_w("ai"),
        mining_w={model: reads.mean_w(model) for model in models},
        aux_w=reads.mean_w("import") - sum(reads.mean_w(name) for name in ("ai", "loss", *models)),
        loss_w=reads.mean_w("loss"),
        price_usd_per_mwh=tuple(
            getattr(reads.of("price"), kind)(axis=1) for kind in ("min", "mean", "max")
        ),
        breakeven_usd_per_mwh=breakevens_usd_per_mwh(
            scenario, models, reads.of("hashprice")[:, -1]
        ),
        asleep_frac=reads.of("asleep").mean(axis=1),
        ambient_c=reads.of("air").mean(axis=1),
    )


def _grid_us(scenario: ScenarioDocument) -> npt.NDArray[np.int64]:
    edges = np.linspace(0, scenario.span_us, INTERVAL_COUNT * _READS_COUNT + 1)
    return scenario.start_us + edges.astype(np.int64)


class _Reads:
    """Readings of the plant by name."""

    def __init__(
        self,
        parts: Parts,
        models: list[str],
        times_us: npt.NDArray[np.int64],
        values: npt.NDArray[np.float64],
    ) -> None:
        names = ["import", "loss", "ai", *models, "price", "hashprice", "air", "asleep"]
        self._columns = dict(zip([*names, *parts.main_ids], values.T, strict=True))
        self._times_us = times_us

    def of(self, name: str) -> npt.NDArray[np.float64]:
        """Intervals x readings within."""
        return self._columns[name][:-1].reshape(-1, _READS_COUNT)

    def mean_w(self, name: str) -> Trace:
        """Mean power of each interval from an energy."""
        edges = slice(None, None, _READS_COUNT)
        return np.diff(self._columns[name][edges]) / np.diff(self._times_us[edges]) * US_PER_S


def _values(
    member: Member, models: list[str], times_us: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """The plant asked at every instant."""
    parts = member.parts
    rows = {
        model: [row for row, of in enumerate(parts.row_model) if of == model] for model in models
    }
    here = [row for row, in_service in enumerate(parts.row_in_service) if in_service]
    machines = max(sum(parts.row_count[row] for row in here), 1)
    found: list[Reading] = []
    for plant, t_us in _walk(member, times_us.tolist()):
        energy_at_j = plant.rows.energy_at_j
        asleep = sum(parts.row_count[row] for row in here if plant.rows.stage[row] == SLEEP)
        market = plant.market
        found.append(
            [
                plant.import_at_j(t_us),
                plant.loss_at_j(t_us),
                sum(plant.halls.energy_at_j(hall, t_us) for hall in range(len(parts.hall_ids))),
                *(sum(energy_at_j(row, t_us) for row in rows[model]) for model in models),
                market.price_usd_per_mwh,
                market.hashprice_usd_per_ph_day,
                market.dry_bulb_c,
                asleep / machines,
                *(
                    plant.transformers.shown_hot_spot_c(main, t_us)
                    for main in range(len(parts.main_ids))
                ),
            ]
        )
    return np.array(found)


def _walk(member: Member, times_us: list[int]) -> Iterator[tuple[Plant, int]]:
    """The plant at each instant, every fact up to it folded."""
    plant = Plant(member.parts, member.start_us)
    waiting = iter(times_us)
    next_us = next(waiting)
    for facts in member.reader.chunks():
        done = 0
        for place, t_us in enumerate(facts.t_us):
            while t_us > next_us:
                fold(plant, facts.between(done, place))
                done = place
                yield plant, next_us
                next_us = next(waiting)
        fold(plant, facts.between(done, len(facts)))
    yield plant, next_us
    yield from ((plant, t_us) for t_us in waiting)
