"""Routes that make, drive and end runs."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from api.doors import PROBLEMS, Controls, Here, RunName
from api.problems import RefusedError
from api.views import (
    Control,
    NewFork,
    NewRun,
    Pace,
    RunView,
    ScenarioView,
    SessionView,
    SiteView,
)
from api.wire import us
from api.workspace import now_us
from twin.errors import Fault, TwinError
from twin.run.examine import document_text
from twin.run.fork import Changed
from twin.run.inputs import resolve
from twin.run.start import Wishes
from twin.site import load_site
from twin.units import US_PER_S

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/session")
def session(request: Request, here: Here) -> SessionView:
    """Who asks, and of what."""
    return SessionView(
        role=request.state.role, version=request.app.version, workspace=here.folder.resolve().name
    )


@router.get("/scenarios")
def scenarios(here: Here) -> list[ScenarioView]:
    """Scenarios that a run can be made of; those with faults are left out."""
    found: list[ScenarioView] = []
    for name, opened, is_shipped in here.documents("scenarios"):
        try:
            scenario = resolve(opened).scenario
        except TwinError:
            continue
        found.append(
            ScenarioView(
                name=name,
                title=scenario.title,
                site=scenario.site,
                start_ms=scenario.start_us / 1000.0,
                duration_s=(scenario.end_us - scenario.start_us) / US_PER_S,
                shipped=is_shipped,
            )
        )
    return found


@router.get("/sites")
def sites(here: Here) -> list[SiteView]:
    """Site documents; other documents and those with faults are left out."""
    found: list[SiteView] = []
    for name, opened, is_shipped in here.documents("sites"):
        try:
            text, file, _ = document_text(opened, "sites")
            site = load_site(text, file=file)
        except TwinError:
            continue
        found.append(SiteView(name=name, title=site.document.title, shipped=is_shipped))
    return found


@router.get("/runs")
def runs(here: Here) -> list[RunView]:
    """All runs, youngest first; a damaged one is shown with its trouble."""
    return [_whole_or_damaged(here, name) for name in here.names()]


def _whole_or_damaged(here: Here, name: str) -> RunView:
    try:
        return here.view(name)
    except TwinError as wrong:
        return RunView(
            run=name,
            title=name,
            scenario="",
            site="",
            state="crashed",
            t0_ms=0.0,
            t_ms=0.0,
            end_ms=0.0,
            seq=0,
            speed=0.0,
            tz="UTC",
            seed=0,
            created_ms=0.0,
            trouble=str(wrong),
        )


@router.post("/runs", status_code=201)
async def create(here: Here, _role: Controls, wanted: NewRun) -> RunView:
    """Make a run, and start its engine unless told not to."""
    wishes = Wishes(
        sets=wanted.sets,
        seed=wanted.seed,
        span=wanted.span,
        policies=wanted.policies,
        created_us=now_us(),
    )
    name = await asyncio.to_thread(here.create, wanted.scenario, wanted.name, wishes)
    if wanted.play:
        await here.start(name, wanted.speed)
    return await asyncio.to_thread(here.view, name)


@router.get("/runs/{run}")
def one(here: Here, run: RunName) -> RunView:
    """A run and where it stands."""
    return here.view(run)


@router.post("/runs/{run}/resume")
async def resume(here: Here, _role: Controls, run: RunName, pace: Pace) -> RunView:
    """Let an engine go on with a run."""
    await here.start(run, pace.speed)
    return await asyncio.to_thread(here.view, run)


@router.post("/runs/{run}/fork", status_code=201)
async def fork(here: Here, _role: Controls, run: RunName, wanted: NewFork) -> RunView:
    """Make a run that leaves another at an instant, and start its engine unless told not to."""
    change = Changed(
        sets=wanted.sets, policies=wanted.policies, fail=wanted.fail, created_us=now_us()
    )
    child = await asyncio.to_thread(here.fork, run, us(wanted.at_ms), wanted.name, change)
    if wanted.play:
        await here.start(child, wanted.speed)
    return await asyncio.to_thread(here.view, child)


@router.delete("/runs/{run}", status_code=204)
async def delete(here: Here, _role: Controls, run: RunName) -> Response:
    """Move a run to the bin."""
    engine = here.engines.get(run)
    if engine is not None and engine.standing.state == "complete":
        await engine.stop()
    if engine is not None and engine.is_alive:
        remedy = "stop its engine first"
        raise RefusedError(409, Fault(what="is being run", value=run, remedy=remedy))
    await asyncio.to_thread(here.delete, run)
    return Response(status_code=204)


@router.post("/runs/{run}/control")
async def control(here: Here, _role: Controls, run: RunName, wanted: Control) -> RunView:
    """Tell a run's engine to play, pause, step or stop; play and step start one where needed."""
    here.run_dir(run)
    if wanted.action == "play":
        await here.start(run, wanted.speed if wanted.speed is not None else 0.0)
    elif wanted.action == "step":
        await here.start(run, 0.0, play=False)
        await here.engines[run].tell("step", count=wanted.count)
    elif wanted.action == "pause":
        await (await here.engine(run)).tell("pause")
    else:
        await (await here.engine(run)).stop()
    return await asyncio.to_thread(here.view, run)
