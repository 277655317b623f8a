"""From a scenario and its site to the world of a run: series read or generated, jobs, policies.

This is where paths become data. Everything named in the scenario is opened here, and all faults
come out together.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from twin.documents import Source, validate
from twin.drivers.control import Policy
from twin.drivers.planned import Dated
from twin.drivers.sampled import Pace
from twin.drivers.workload import JobStream
from twin.errors import Fault, PolicyError, ScenarioError, TwinError
from twin.facility import Parts
from twin.luck import Luck
from twin.policies import POLICIES
from twin.policies.telemetry import IdealView
from twin.run.drivers import Orders, World
from twin.scenario import ScenarioDocument, SeriesSpec
from twin.scenario.events import grid_steps, orders_of
from twin.scenario.grid_events import frequency_steps, numbered
from twin.scenario.plan_steps import facts_of
from twin.series import Job, Series, Span
from twin.site import Site
from twin.sources import load, load_jobs, span_of
from twin.units import US_PER_S

_JOBS_OF_A_SEED = 10**13


def world_of(
    scenario: ScenarioDocument,
    site: Site,
    parts: Parts,
    base_dir: Path,
    *,
    orders: Orders = (),
    lived_us: int = -1,
    luck_index: int = 0,
) -> World:
    """Everything outside the plant.

    Args:
        scenario: as checked.
        site: as checked.
        parts: the plant's parts, for halls and models.
        base_dir: folder that relative paths start from.
        orders: commands from outside.
        lived_us: events up to this instant happened in the past that a fork shares.
        luck_index: how often a fork changed the seed: jobs get numbers apart from those before.

    Raises:
        ScenarioError: with every fault of every series, job file and policy.
    """
    faults: list[Fault] = []
    span = span_of(scenario.start_us, scenario.end_us, site.document.tz)
    read = _Reader(base_dir, span, parts.luck, site.document.elevation_m, faults).read
    series = {
        name: read(getattr(scenario.series, name), name)
        for name in type(scenario.series).model_fields
    }
    inference = scenario.workload.inference
    requests = read(inference, "inference") if inference else None
    policies = _policies(scenario, parts, base_dir, faults)
    jobs = _jobs(scenario, parts, span, base_dir, faults)
    if faults:
        raise ScenarioError(faults)
    stated = orders_of(scenario.events, scenario.start_us)
    orders = [*orders, *(order for order in stated if order[0] > lived_us)]
    return World(
        title=scenario.title,
        start_us=scenario.start_us,
        end_us=scenario.end_us,
        series={name: found for name, found in series.items() if found is not None},
        jobs={
            hall: _Renumbered(found, luck_index) if luck_index else found
            for hall, found in jobs.items()
        },
        requests=dict.fromkeys(_serving(parts), requests) if requests is not None else {},
        queue_max_count=scenario.workload.queue_max_count,
        policies=tuple(sorted(policies, key=lambda policy: policy.PRIORITY)),
        view_of=IdealView,
        orders=orders,
        grid_pu=grid_steps(scenario.events, scenario.start_us),
        grid_orders=[
            one for one in numbered(scenario.events, scenario.start_us) if one[0] > lived_us
        ],
        battery_reserve_frac=scenario.orders.kept_frac,
        grid_hz=frequency_steps(
            scenario.events, scenario.start_us, site.document.frequency.nominal_hz
        ),
        planned=_planned(scenario, lived_us),
        pace=_pace(scenario),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads series for one run and gathers what is wrong with them."""

    base_dir: Path
    span: Span
    luck: Luck
    elevation_m: float
    faults: list[Fault]

    def read(self, spec: SeriesSpec, quantity: str) -> Series | None:
        """A series over the run; None when it is faulty, and then the faults are noted."""
        try:
            return load(
                spec,
                quantity,
                base_dir=self.base_dir,
                span=self.span,
                luck=self.luck,
                elevation_m=self.elevation_m,
            )
        except TwinError as error:
            self.faults.extend(error.faults)
            return None


def _planned(scenario: ScenarioDocument, lived_us: int) -> list[Dated]:
    """Steps of its plan that are still to come and come before its end."""
    steps = facts_of(scenario.plan) if scenario.plan is not None else ()
    return [step for step in steps if lived_us < step[0] <= scenario.end_us]


def _serving(parts: Parts) -> list[int]:
    """Halls in service with racks for inference."""
    return [
        hall
        for hall, spec in enumerate(parts.hall_specs)
        if spec.inference_count and parts.hall_in_service[hall]
    ]


def _pace(scenario: ScenarioDocument) -> Pace | None:
    """When readings reach the policies; a latency alone takes one as often as one arrives."""
    telemetry = scenario.telemetry
    latency_us = round(telemetry.latency_s * US_PER_S)
    period_us = round(telemetry.period_s * US_PER_S) or latency_us
    if not period_us:
        return None
    return Pace(origin_us=scenario.start_us, period_us=period_us, latency_us=latency_us)


class _Renumbered:
    """The jobs of another seed: their numbers lie apart from those of the seeds before."""

    def __init__(self, stream: JobStream, luck_index: int) -> None:
        self._stream = stream
        self._added = luck_index * _JOBS_OF_A_SEED

    def after(self, t_us: int) -> Iterator[Job]:
        """Every job that arrives strictly after an instant."""
        for job in self._stream.after(t_us):
            yield msgspec.structs.replace(job, job=job.job + self._added)


def _jobs(
    scenario: ScenarioDocument, parts: Parts, span: Span, base_dir: Path, faults: list[Fault]
) -> dict[int, JobStream]:
    asked = scenario.workload.jobs
    if asked is None:
        return {}
    racks = {
        parts.hall_ids[hall]: spec.racks_count - spec.inference_count
        for hall, spec in enumerate(parts.hall_specs)
        if parts.hall_in_service[hall] and spec.racks_count > spec.inference_count
    }
    try:
        found = load_jobs(
            asked, base_dir=base_dir, racks=racks, luck=parts.luck, offset_us=span.offset_us
        )
    except TwinError as error:
        faults.extend(error.faults)
        return {}
    return {parts.hall_index[name]: stream for name, stream in found.items()}


def _policies(
    scenario: ScenarioDocument, parts: Parts, base_dir: Path, faults: list[Fault]
) -> list[Policy]:
    models = {
        model: spec.efficiency_j_per_th
        for model, spec, here in zip(
            parts.row_model, parts.row_specs, parts.row_in_service, strict=True
        )
        if here
    }
    found: list[Policy] = []
    for index in range(len(scenario.policies)):
        try:
            found.append(_policy(scenario, index, list(models.items()), base_dir))
        except TwinError as error:
            faults.extend(error.faults)
    return found


def _policy(
    scenario: ScenarioDocument, index: int, models_j_per_th: list[tuple[str, float]], base_dir: Path
) -> Policy:
    use = scenario.policies[index]
    kind: Any = _from_file(base_dir / use.policy) if use.is_file else POLICIES.get(use.policy)
    if kind is None:
        raise PolicyError(
            Fault(
                what="is no shipped policy",
                path=f"policies[{index}].policy",
                value=use.policy,
                allowed=f"{', '.join(POLICIES)}, or a .py file",
            )
        )
    params: dict[str, Any] = dict(use.params)
    for name in ("adders_usd_per_mwh", "pool_fee_frac"):
        if name in kind.PARAMS.model_fields:
            params.setdefault(name, getattr(scenario.market, name))
    source = Source(file="", value=params, root=None)
    settings, faults = validate(
        kind.PARAMS, params, source=source, at=("policies", index, "params")
    )
    if settings is None:
        raise PolicyError(faults)
    return kind(settings, models_j_per_th)


def _from_file(path: Path) -> Callable[..., Policy]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.exists():
        raise PolicyError(
            Fault(what="there is no such policy file", value=str(path), remedy="give a .py file")
        )
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as wrong:
        raise PolicyError(
            Fault(
                what=f"the policy file can't be loaded: {type(wrong).__name__}: {wrong}",
                value=str(path),
                remedy="mend the file; `python FILE` shows where it fails",
            )
        ) from wrong
    found = getattr(module, "POLICY", None)
    if found is None:
        raise PolicyError(
            Fault(what="the file names no POLICY", value=str(path), remedy="set POLICY = YourClass")
        )
    return found
