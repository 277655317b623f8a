"""The websocket of a run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, WebSocket

from api.audience import Audience
from api.feed import Feed
from api.messages import BAD_ORDER
from api.outlet import error_text
from api.problems import RefusedError
from api.viewer import Viewer
from api.workspace import NAME, Workspace

router = APIRouter()


@router.websocket("/api/v1/runs/{run}/live")
async def live(socket: WebSocket, run: Annotated[str, Path(pattern=f"^{NAME.pattern}$")]) -> None:
    """Follow a run, or walk through it."""
    workspace: Workspace = socket.app.state.workspace
    audiences: dict[str, Audience] = socket.app.state.audiences
    await socket.accept()
    try:
        workspace.run_dir(run)
    except RefusedError as wrong:
        await socket.send_text(error_text(wrong.status, wrong.faults))
        await socket.close(BAD_ORDER, "no such run")
        return
    audience = audiences.get(run)
    if audience is None:
        audience = audiences[run] = Audience(Feed(workspace, run))
    await Viewer(socket, workspace, audience).serve()
