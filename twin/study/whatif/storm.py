"""A short run of the plant that a plan passes through: seconds and degrees, not days and dollars.

The site of the plan stands as one of its plants says, in the heat of its design day, with nothing
that breaks by itself; the run is thrown away once it is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from twin.plan import Plan, Topology, split_sets
from twin.run.live import run_scenario
from twin.run.reading import Run, open_run
from twin.run.start import Wishes
from twin.series.zones import zone
from twin.study.whatif.patch import put
from twin.units import W_PER_MW

_HOTTEST = (7, 15, 15)
"""Month, day and local hour that a run begins at."""
_DRY_FRAC = 0.15
_POINTS = 2000
_MINING, _IT = "site.mining_w", "site.ai_it_w"
Step = tuple[float, float]
"""Seconds after the start, and a load of the halls from then on, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What a plant is put through.

    Attributes:
        dry_bulb_c: outdoors, all the time.
        minutes: how long.
        load_frac: of the halls, to begin with.
        steps: of their load.
        events: as a scenario writes them.
    """

    dry_bulb_c: float
    minutes: int
    load_frac: float = 1.0
    steps: tuple[Step, ...] = ()
    events: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What it came to.

    Attributes:
        hottest: the main transformer with the hottest spot.
        hotspot_c: that.
        load_pu: highest load of a main transformer.
        voltage_pu: lowest at a bus whose loads are all on.
        supply_c: warmest that racks are given; None without such cooling.
        rise_mw_per_min, fall_mw_per_min: steepest within a minute at the interconnect.
        it_swing_mw: between the least and the most that racks drew.
        shed_mw: most that miners drew less of than at their highest.
        unserved_mwh: of what halls were asked for.
        kinds: facts by kind.
    """

    hottest: str
    hotspot_c: float
    load_pu: float
    voltage_pu: float
    supply_c: float | None
    rise_mw_per_min: float
    fall_mw_per_min: float
    it_swing_mw: float
    shed_mw: float
    unserved_mwh: float
    kinds: Counter[str]


def lived(
    plan: Plan, here: Topology, storm: Storm, *, site_name: str, sets: Sequence[str] = ()
) -> Lived:
    """Run a plant through a storm.

    Args:
        plan: whose plant it is.
        here: what is in service.
        storm: what comes.
        site_name: the site's file or shipped name.
        sets: assignments, of which those to the site hold.

    Raises:
        TwinError: the site can't be run so.
    """
    to_site = [f"site.{text}" for text in split_sets(sets)[1]]
    wishes = Wishes(sets=(*to_site, *_in_service(plan, here)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "storm.yaml"
        path.write_text(json.dumps(_scenario(plan, here, storm, site_name)))
        run_scenario(path, Path(folder) / "run", wishes)
        run = open_run(Path(folder) / "run")
        try:
            return _read(run)
        finally:
            run.close()


def _in_service(plan: Plan, here: Topology) -> Iterator[str]:
    """What is in service of all that the site describes."""
    site = plan.site.document
    lists: dict[str, tuple[Sequence[str], frozenset[str]]] = {
        "transformers": ([one.id for one in site.transformers], here.transformers),
        "ties": ([one.id for one in site.ties], here.ties),
        "blocks": ([one.id for one in site.blocks], here.blocks),
        "halls": ([one.id for one in site.halls], frozenset(here.halls_mw)),
        "gensets": (
            [one.id for one in site.gensets],
            frozenset(one.id for one in site.gensets if here.halls_mw.keys() >= set(one.halls)),
        ),
    }
    for part, (names, live) in lists.items():
        yield from (put(f"site.{part}[{name}].in_service", name in live) for name in names)
    for hall in site.halls:
        if hall.id in here.halls_mw:
            yield from (
                put(f"site.feeders[{one.feeder}].in_service", value=True) for one in hall.feeds
            )


def _scenario(plan: Plan, here: Topology, storm: Storm, site_name: str) -> dict[str, object]:
    """A constant day with a step of load and some events."""
    where = zone(plan.site.document.tz)
    start = datetime(here.since.year, *_HOTTEST, tzinfo=where)

    def _constant(**values: float) -> dict[str, object]:
        return {"generate": {"kind": "constant", "values": values}}

    changes = [
        {"after": f"{1000 * after_s:.0f}ms", "values": {"load_frac": load}}
        for after_s, load in storm.steps
    ]
    load = {"kind": "constant", "values": {"load_frac": storm.load_frac}, "changes": changes}
    return {
        "schema": "switchyard.scenario/1",
        "title": "A plant that a plan passes through, in the heat",
        "site": site_name,
        "start": start.isoformat(),
        "duration": f"{storm.minutes}min",
        "seed": 1,
        "series": {
            "weather": _constant(dry_bulb_c=storm.dry_bulb_c, relative_humidity_frac=_DRY_FRAC),
            "price": _constant(price_usd_per_mwh=0.0),
            "btc_price": _constant(price_usd_per_btc=60_500.0),
            "fees": _constant(fees_frac=0.01),
            "difficulty": {
                "generate": {
                    "kind": "difficulty",
                    "start_block_index": 955_584,
                    "start_ratio": 133.87e12,
                }
            },
        },
        "workload": {
            "inference": {"generate": load},
            "partitions": [{"hall": hall, "inference_frac": 1.0} for hall in here.halls_mw],
        },
        "failures": {
            "asic_per_year": 0,
            "rack_mttf_h": 1e9,
            "transformer_per_year": 0,
            "equipment_per_year": 0,
        },
        "policies": [{"policy": "thermal_shedding"}, {"policy": "n1_shedding"}],
        "events": list(storm.events),
    }


def _read(run: Run) -> Lived:
    summary, names = run.summary(), run.catalogue
    mains = [one for one in summary.worst if one.is_main]
    hottest = max(mains, key=lambda one: one.hotspot_c)
    volts = [name for name in names if name.endswith(".voltage_pu")]
    supplies = [name for name in names if name.endswith("-COOL.supply_c")]
    chart = run.signals([_MINING, _IT, *volts, *supplies], points=_POINTS)
    mining_w, it_w = (float(chart.maximum[n].max() - chart.minimum[n].min()) for n in (0, 1))
    supplied = chart.maximum[2 + len(volts) :]
    return Lived(
        hottest=hottest.id,
        hotspot_c=hottest.hotspot_c,
        load_pu=max(one.load_pu for one in mains),
        voltage_pu=float(chart.minimum[2 : 2 + len(volts)].min()),
        supply_c=float(supplied.max()) if supplies else None,
        rise_mw_per_min=summary.grid.steepest.up_mw_per_min,
        fall_mw_per_min=summary.grid.steepest.down_mw_per_min,
        it_swing_mw=it_w / W_PER_MW,
        shed_mw=mining_w / W_PER_MW,
        unserved_mwh=summary.work.unserved_mwh,
        kinds=Counter(summary.kinds),
    )
