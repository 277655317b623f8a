"""The websocket of a run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, WebSocket

from api.feed import Feed
from api.problems import RefusedError
from api.viewer import BAD_ORDER, Viewer, error_text
from api.workspace import NAME, Workspace

router = APIRouter()


@router.websocket("/api/v1/runs/{run}/live")
async def live(socket: WebSocket, run: Annotated[str, Path(pattern=f"^{NAME.pattern}$")]) -> None:
    """Follow a run, or walk through it."""
    workspace: Workspace = socket.app.state.workspace
    feeds: dict[str, Feed] = socket.app.state.feeds
    await socket.accept()
    try:
        workspace.run_dir(run)
    except RefusedError as wrong:
        await socket.send_text(error_text(wrong.status, wrong.faults))
        await socket.close(BAD_ORDER, "no such run")
        return
    feed = feeds.setdefault(run, Feed(workspace, run))
    await Viewer(socket, workspace, feed).serve()
