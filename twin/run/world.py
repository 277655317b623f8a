"""From a scenario and its site to the world of a run: series read or generated, jobs, policies.

This is where paths become data. Everything named in the scenario is opened here, and all faults come out together.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from twin.drivers.control import Policy
from twin.drivers.workload import JobStream
from twin.errors import Fault, PolicyError, ScenarioError, TwinError
from twin.facility import Parts
from twin.policies import POLICIES
from twin.policies.telemetry import IdealView
from twin.run.drivers import Orders, World
from twin.scenario import PolicyUse, ScenarioDocument, SeriesSpec
from twin.series import Jobs, Series, Span
from twin.site import Site
from twin.sources import load, span_of


def world_of(
    scenario: ScenarioDocument, site: Site, parts: Parts, base_dir: Path, *, orders: Orders = (), end_us: int | None = None
) -> World:
    """Everything outside the plant.

    Args:
        scenario: as checked.
        site: as checked.
        parts: the plant's parts, for halls and models.
        base_dir: folder that relative paths start from.
        orders: commands from outside.
        end_us: end of the run where it is not the scenario's.

    Raises:
        ScenarioError: with every fault of every series, job file and policy.
    """
    faults: list[Fault] = []
    last_us = end_us if end_us is not None else scenario.end_us
    span = span_of(scenario.start_us, last_us, site.document.tz)

    def read(spec: SeriesSpec, quantity: str) -> Series | None:
        try:
            return load(
                spec,
                quantity,
                base_dir=base_dir,
                span=span,
                luck=parts.luck,
                elevation_m=site.document.elevation_m,
            )
        except TwinError as error:
            faults.extend(error.faults)
            return None

    series = {name: read(getattr(scenario.series, name), name) for name in type(scenario.series).model_fields}
    inference = scenario.workload.inference
    requests = read(inference, "inference") if inference else None
    policies = _policies(scenario, parts, faults)
    if faults:
        raise ScenarioError(faults)
    serving = [hall for hall, spec in enumerate(parts.hall_specs) if spec.inference_count and parts.hall_in_service[hall]]
    return World(
        title=scenario.title,
        start_us=scenario.start_us,
        end_us=last_us,
        series={name: found for name, found in series.items() if found is not None},
        jobs=_jobs(scenario, parts, span),
        requests=dict.fromkeys(serving, requests) if requests is not None else {},
        queue_max_count=scenario.workload.queue_max_count,
        policies=tuple(sorted(policies, key=lambda policy: policy.PRIORITY)),
        view_of=IdealView,
        orders=orders,
    )


def _jobs(scenario: ScenarioDocument, parts: Parts, span: Span) -> dict[int, JobStream]:
    asked = scenario.workload.jobs
    if asked is None or asked.generate is None:
        return {}
    racks = {
        hall: spec.racks_count - spec.inference_count
        for hall, spec in enumerate(parts.hall_specs)
        if parts.hall_in_service[hall] and spec.racks_count > spec.inference_count
    }
    total = sum(racks.values())
    return {
        hall: Jobs(
            asked.generate,
            parts.luck,
            hall=parts.hall_ids[hall],
            racks=count,
            share_frac=count / total,
            offset_us=span.offset_us,
        )
        for hall, count in racks.items()
    }


def _policies(scenario: ScenarioDocument, parts: Parts, faults: list[Fault]) -> list[Policy]:
    models = {
        model: spec.efficiency_j_per_th
        for model, spec, here in zip(parts.row_model, parts.row_specs, parts.row_in_service, strict=True)
        if here
    }
    found: list[Policy] = []
    for index, use in enumerate(scenario.policies):
        try:
            found.append(_policy(use, index, list(models.items()), scenario))
        except TwinError as error:
            faults.extend(error.faults)
    return found


def _policy(use: PolicyUse, index: int, models: list[tuple[str, float]], scenario: ScenarioDocument) -> Policy:
    kind: Any = _from_file(Path(use.policy)) if use.is_file else POLICIES.get(use.policy)
    if kind is None:
        raise PolicyError(
            Fault(
                what="is no shipped policy",
                path=f"policies[{index}].policy",
                value=use.policy,
                allowed=", ".join(POLICIES),
            )
        )
    params: dict[str, Any] = dict(use.params)
    for name in ("adders_usd_per_mwh", "pool_fee_frac"):
        if name in kind.PARAMS.model_fields:
            params.setdefault(name, getattr(scenario.market, name))
    try:
        return kind(kind.PARAMS.model_validate(params), models)
    except ValidationError as wrong:
        raise PolicyError(
            Fault(
                what=str(error["msg"]),
                path=f"policies[{index}].params." + ".".join(str(part) for part in error["loc"]),
                value=str(error["input"]),
            )
            for error in wrong.errors()
        ) from wrong


def _from_file(path: Path) -> Callable[..., Policy]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.exists():
        raise PolicyError(Fault(what="there is no such policy file", value=str(path), remedy="give a .py file"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = getattr(module, "POLICY", None)
    if found is None:
        raise PolicyError(Fault(what="the file names no POLICY", value=str(path), remedy="set POLICY = YourClass"))
    return found
