"""Conversion plans by revision, and what may be done to the text of one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.views import View

Ident = Annotated[str, Field(max_length=100, examples=["A-L3"])]
TEXT_LENGTH_MAX = 400_000


class PlanView(View):
    """A revision of a plan."""

    name: str
    plan_id: str
    revision: int
    title: str
    hash: str = Field(description="SHA-256 of its text: what `If-Match` wants.")
    shipped: bool
    baseline: str | None = Field(description="Name of the revision before it, if it is here.")
    fault_count: int = Field(description="Of its text; such a plan is shown but can't be reckoned.")


class PlanTextView(PlanView):
    """A revision of a plan with its text."""

    text: str


class MoveEdit(View):
    """Let something start no earlier than a day."""

    op: Literal["move"]
    id: Ident
    start_days: int = Field(ge=-36_500, le=36_500)


class StretchEdit(View):
    """Let something take so long."""

    op: Literal["stretch"]
    id: Ident
    span_days: float = Field(ge=0, le=36_500)


class LinkEdit(View):
    """Let something wait for another."""

    op: Literal["link"]
    id: Ident
    pred: Ident
    type: Literal["FS", "SS", "FF", "SF"] = "FS"
    lag_days: float = Field(default=0.0, ge=-3650, le=3650)


class UnlinkEdit(View):
    """Let something wait for another no more."""

    op: Literal["unlink"]
    id: Ident
    pred: Ident


PlanEdit = Annotated[
    MoveEdit | StretchEdit | LinkEdit | UnlinkEdit,
    Field(discriminator="op"),
]


class NewRevision(View):
    """The text of a plan."""

    text: str = Field(max_length=TEXT_LENGTH_MAX)


class PlanDraft(NewRevision):
    """A plan's text that is not saved, and what is done to it first."""

    edits: list[PlanEdit] = Field(default=[], max_length=200)
    cascade: bool = Field(
        default=True,
        description="Whether what waits may move too; if not, what would come later is a fault and "
        "what would come earlier is held where it is.",
    )
