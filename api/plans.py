"""Routes of conversion plans: listed, read, reckoned as a draft, saved as the next revision."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response

from api.contract import problem_response
from api.doors import PROBLEMS, Controls
from api.luck_views import LuckDraft, LuckView
from api.plan_forms import NewRevision, PlanDraft, PlanTextView, PlanView
from api.plan_views import PlanReckonedView
from api.shelf import NAME, Shelf

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
PlanName = Annotated[
    str, Path(pattern=f"^{NAME.pattern}$", description="Name of a plan.", examples=["w100-rev2"])
]
_BASE: dict[int | str, dict[str, Any]] = {
    412: problem_response("the revision it was made from is not the last"),
    428: problem_response("which revision it was made from is not said"),
}


def shelf_of(request: Request) -> Shelf:
    """The plans that are served."""
    found: Shelf = request.app.state.shelf
    return found


Plans = Annotated[Shelf, Depends(shelf_of)]


@router.get("/plans")
async def plans(here: Plans) -> list[PlanView]:
    """Plans by revision, the last of each first."""
    return await asyncio.to_thread(here.plans)


@router.get("/plans/{plan}")
async def plan(here: Plans, plan: PlanName, response: Response) -> PlanTextView:
    """A revision with its text; its `ETag` is what `If-Match` wants."""
    found = await asyncio.to_thread(here.plan, plan)
    response.headers["etag"] = f'"{found.hash}"'
    return found


@router.post("/plans/reckon")
async def reckon(here: Plans, draft: PlanDraft) -> PlanReckonedView:
    """A draft with edits made in its text: dates, breaches, contingencies and money.

    Nothing is kept. A draft that is invalid is answered with all its faults; what a valid one does
    that it should not is told as its breaches.
    """
    return await asyncio.to_thread(
        here.desk.reckoned, draft.text, draft.edits, cascade=draft.cascade
    )


@router.post("/plans/simulate")
async def simulate(here: Plans, _role: Controls, draft: LuckDraft) -> LuckView:
    """A draft drawn many times from keyed luck: dates and worth by probability, what is critical.

    Schedule and money alone, with the crews there are; some seconds for 400 runs. One is drawn at a
    time, the others wait.
    """
    return await asyncio.to_thread(here.luck.drawn, draft)


@router.post("/plans", status_code=201, responses=_BASE)
async def save(
    here: Plans,
    _role: Controls,
    kept: NewRevision,
    response: Response,
    if_match: Annotated[
        str | None,
        Header(
            pattern='^"[0-9a-f]{64}"$',
            description="Hash of the revision it was made from; left out for a new plan.",
        ),
    ] = None,
) -> PlanView:
    """Keep a text as the next revision of its plan, under a name that the server gives it."""
    base_hash = if_match.strip('"') if if_match is not None else None
    found = await asyncio.to_thread(here.save, kept.text, base_hash)
    response.headers["etag"] = f'"{found.hash}"'
    return found
