"""What every route needs: the workspace, and whether the one who asks may change things."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Request

from api.contract import problem_response
from api.problems import RefusedError
from api.workspace import NAME, Workspace
from twin.errors import Fault


def workspace_of(request: Request) -> Workspace:
    """The workspace that is served."""
    found: Workspace = request.app.state.workspace
    return found


def may_change(request: Request) -> str:
    """The role, which must be `control`.

    Raises:
        RefusedError: it is not.
    """
    role = str(request.state.role)
    if role != "control":
        remedy = "ask whoever started the server for the control link"
        raise RefusedError(403, Fault(what="may only look", value=role, remedy=remedy))
    return role


Here = Annotated[Workspace, Depends(workspace_of)]
Controls = Annotated[str, Depends(may_change)]
RunName = Annotated[
    str, Path(pattern=f"^{NAME.pattern}$", description="Name of the run.", examples=["demo"])
]

_WHY = {
    400: "unreadable",
    401: "no session",
    403: "the role or the origin may not",
    404: "no such thing",
    409: "in the way of something",
    413: "too large",
    421: "this host is not served here",
    422: "faults in what was given",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: problem_response(why) for status, why in _WHY.items()
}
"""What any route may answer instead, for the OpenAPI document."""
