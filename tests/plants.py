"""Small plants for tests: two mains, a tie, two blocks, one hall; and stories told about them.

All times of a story are hours or seconds after `T0_US`; what happened is a list of `Said`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from twin.engine import Engine
from twin.facility import Parts, Plant
from twin.facility.assemble import assemble
from twin.facts import Fact
from twin.facts.control import RunStarted
from twin.policies import POLICIES
from twin.policies.telemetry import IdealView
from twin.run.drivers import World, drivers_of
from twin.scenario import Failures, Workload
from twin.series import Series
from twin.site import load_site
from twin.units import US_PER_S

T0_US = 1_785_949_200_000_000
S, M, H = US_PER_S, 60 * US_PER_S, 3600 * US_PER_S

SITE = """\
schema: switchyard.site/1
site_id: SMALL
title: two transformers, a tie, two blocks of miners, one hall fed from both
tz: UTC
latitude_deg: 32.4
longitude_deg: -99.7
interconnect: {id: POI, contracted_mw: 60, kv: 138, ramp_up_mw_per_min: 10, short_circuit_mva: 4000}
transformers:
- {id: T1, model: main-25, bus: M1}
- {id: T2, model: main-25, bus: M2}
buses:
- {id: M1, kv: 13.8, short_circuit_ka: 25}
- {id: M2, kv: 13.8, short_circuit_ka: 25}
ties:
- {id: TIE, between: [M1, M2], transfer_s: 2}
feeders:
- {id: F1, bus: M1, rated_a: 1200}
- {id: F2, bus: M2, rated_a: 1200}
- {id: FA, bus: M1, rated_a: 600}
- {id: FB, bus: M2, rated_a: 600}
blocks:
- &block
  id: B1
  feeder: F1
  unit_transformers: [{model: pad-2500, count: 6}]
  rows:
  - {model: s19j-pro-100, count: 2100}
  - {model: s21, count: 1750}
  shed_order: 2
- {<<: *block, id: B2, feeder: F2, shed_order: 1}
halls:
- id: H1
  feeds:
  - {feeder: FA, unit_transformers: {model: pad-3500, parallel_count: 3}}
  - {feeder: FB, unit_transformers: {model: pad-3500, parallel_count: 3}}
  racks: [{model: gb200-nvl72, count: 40}]
  other_it_kw: 400
"""

ALL_AT_ONCE = ("halls:\n", "restart: {limit_pu: 2}\nhalls:\n")
"""A change of the site that lets blocks restart into an overload, for others to shed."""


@dataclass(frozen=True, slots=True)
class Said:
    """One fact as the sink got it."""

    t_us: int
    seq: int
    subject: str
    fact: Fact
    cause: int | None
    origin: str

    @property
    def kind(self) -> str:
        return type(self.fact).__name__

    @property
    def at_s(self) -> float:
        return (self.t_us - T0_US) / US_PER_S


class Ears:
    """A sink that keeps everything and can look at the plant after each instant."""

    def __init__(self, plant: Plant, watch: Callable[[Plant, int], None] | None = None) -> None:
        self.said: list[Said] = []
        self.instants: list[int] = []
        self._plant = plant
        self._watch = watch

    def put(self, t_us: int, subject: str, fact: Fact, cause: int | None, origin: str) -> int:
        seq = self._plant.last_seq + 1
        self.said.append(Said(t_us, seq, subject, fact, cause, origin))
        return seq

    def before(self, t_us: int) -> None:
        pass

    def after(self, t_us: int) -> None:
        self.instants.append(t_us)
        if self._watch is not None:
            self._watch(self._plant, t_us)


def small_parts(
    *changes: tuple[str, str], seed: int = 1, transformer_per_year: float = 0.0, site: str = SITE
) -> Parts:
    """The small site's parts with words of its document replaced; nothing fails by itself.

    Half of the racks serve requests, the others are for jobs.
    """
    for old, new in changes:
        assert old in site, old
        site = site.replace(old, new)
    failures = Failures(
        asic_per_year=0.0, rack_mttf_h=1e9, transformer_per_year=transformer_per_year
    )
    work = Workload.model_validate({"partitions": [{"hall": "H1", "inference_frac": 0.5}]})
    return assemble(load_site(site, file="small.yaml"), seed, failures, work)


def small_plant(*changes: tuple[str, str], **more: Any) -> Plant:
    """A plant before its first fact."""
    return Plant(small_parts(*changes, **more), T0_US)


def steps(points: Sequence[tuple[float, float]], name: str) -> Series:
    """A series of one column from (hours, value) points."""
    t_us = np.array([T0_US + round(at_h * H) for at_h, _ in points], dtype=np.int64)
    values = np.array([value for _, value in points], dtype=np.float64)
    return Series.of(t_us, {name: values})


@dataclass(slots=True)
class Story:
    """What a small plant is put through; `told` runs it.

    Defaults make every miner worth running: a breakeven of 115 USD/MWh for the S19j Pro.
    """

    weather: Sequence[tuple[float, float]] = ((0.0, 25.0),)
    price: Sequence[tuple[float, float]] = ((0.0, 30.0),)
    requests: Sequence[tuple[float, float]] = ()
    policies: Sequence[str] = ("price_curtailment", "thermal_shedding", "n1_shedding")
    params: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: Sequence[tuple[float, Any]] = ()
    jobs: Any = None
    pace: Any = None
    grid: Sequence[tuple[float, float]] = ()
    hertz: Sequence[tuple[float, float]] = ()
    parts: Parts | None = field(default=None, repr=False)

    def world(self, parts: Parts, until_h: float) -> World:
        rewards = Series.of(
            np.array([T0_US], dtype=np.int64),
            {
                "difficulty_ratio": np.array([133.87e12]),
                "subsidy_btc": np.array([3.125]),
                "height_index": np.array([955_584.0]),
            },
        )
        series = {
            "weather": steps(self.weather, "dry_bulb_c"),
            "price": steps(self.price, "price_usd_per_mwh"),
            "btc_price": steps([(0.0, 190_000.0)], "price_usd_per_btc"),
            "fees": steps([(0.0, 0.01)], "fees_frac"),
            "difficulty": rewards,
        }
        models = dict.fromkeys(zip(parts.row_model, parts.row_specs, strict=True))
        fleet = [(model, spec.efficiency_j_per_th) for model, spec in models]
        made = []
        for name in self.policies:
            kind = POLICIES[name]
            made.append(kind(kind.PARAMS.model_validate(self.params.get(name, {})), fleet))
        return World(
            title="story",
            start_us=T0_US,
            end_us=T0_US + round(until_h * H),
            series=series,
            jobs={0: self.jobs} if self.jobs is not None else {},
            requests={0: steps(self.requests, "load_frac")} if self.requests else {},
            queue_max_count=100,
            policies=tuple(made),
            view_of=IdealView,
            orders=tuple((T0_US + round(at_s * S), order) for at_s, order in self.orders),
            pace=self.pace,
            grid_pu=tuple((T0_US + round(at_s * S), level_pu) for at_s, level_pu in self.grid),
            grid_hz=tuple((T0_US + round(at_s * S), level_hz) for at_s, level_hz in self.hertz),
        )

    def told(
        self,
        until_h: float,
        *,
        watch: Callable[[Plant, int], None] | None = None,
        shuffle: Callable[[list[Any]], list[Any]] = list,
    ) -> Told:
        """Run it from the beginning."""
        parts = self.parts or small_parts()
        plant = Plant(parts, T0_US)
        world = self.world(parts, until_h)
        ears = Ears(plant, watch)
        drivers = shuffle(drivers_of(world, plant, begins=True))
        Engine(plant, drivers, ears, T0_US).run(world.end_us)
        return Told(plant, ears)


@dataclass(slots=True)
class Told:
    """A story that was run."""

    plant: Plant
    ears: Ears

    @property
    def said(self) -> list[Said]:
        return self.ears.said

    def of(self, *kinds: str, after_s: float = -1.0, before_s: float = 1e18) -> list[Said]:
        """Facts of some kinds in a span [s]."""
        every = (one for one in self.said if after_s <= one.at_s < before_s)
        return [one for one in every if not kinds or one.kind in kinds]

    def by_policy(self, name: str, command: str) -> list[Said]:
        """Accepted commands of a policy."""
        accepted = [one for one in self.of("CommandAccepted") if one.fact.by == name]
        return [one for one in accepted if type(one.fact.command).__name__ == command]

    def root(self, said: Said) -> Said:
        """The first cause of a fact."""
        while said.cause is not None:
            assert said.cause < said.seq, said
            said = self.said[said.cause - 1]
        return said


def rows_of(said: Iterable[Said]) -> list[str]:
    """Rows named by accepted commands, in order."""
    return [row for one in said for row in one.fact.command.rows]


def started(plant: Plant, dry_bulb_c: float = 25.0) -> Plant:
    """A plant whose run has begun, with one fact."""
    plant.apply(plant.t_us, 1, plant.parts.site_id, RunStarted(dry_bulb_c))
    return plant


def apply(plant: Plant, t_us: int, subject: str, fact: Fact) -> None:
    """Let one more fact happen."""
    plant.apply(t_us, plant.last_seq + 1, subject, fact)
