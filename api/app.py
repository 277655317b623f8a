"""The app, put together: routes, live view, the built page, and the door before all of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from api import asking, contract, live, plans, problems, runs, steering
from api.audience import Audience
from api.page import page_folder
from api.security import Door, Keys
from api.shelf import Shelf
from api.workspace import Workspace

DEMO_SPEED_RATIO = 3600.0


def make_app(workspace: Workspace, playing: str | None = None) -> FastAPI:
    """The app behind the door.

    Args:
        workspace: what is served.
        playing: a run to play from the start, an hour a second.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        """Begin what is to play; let the engines end with the server."""
        if playing is not None:
            await workspace.start(playing, DEMO_SPEED_RATIO)
        yield
        await workspace.close()

    app = FastAPI(
        title="Switchyard",
        version=version("switchyard-twin"),
        summary="Runs of a digital twin of a hybrid mining and AI site: made, asked, steered.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.workspace = workspace
    app.state.shelf = Shelf(workspace.folder)
    audiences: dict[str, Audience] = {}
    app.state.audiences = audiences
    problems.install(app)
    contract.install(app)
    for room in (runs, asking, steering, plans, live):
        app.include_router(room.router)
    _serve_page(app)
    return app


def guarded(
    workspace: Workspace, keys: Keys, hosts: Collection[str], *, playing: str | None = None
) -> Door:
    """The app with its door.

    Args:
        workspace: what is served.
        keys: who may come in.
        hosts: values of the Host header that are ours.
        playing: a run to play from the start.
    """
    return Door(make_app(workspace, playing), keys, hosts)


def _serve_page(app: FastAPI) -> None:
    page, words = page_folder()
    if page is not None:
        app.mount("/assets", StaticFiles(directory=page / "assets"), name="assets")

    @app.get("/", include_in_schema=False)
    def index() -> Response:  # pyright: ignore[reportUnusedFunction] - a route
        """The page; what it shows is in its address."""
        if page is None:
            return PlainTextResponse(f"{words}\n", status_code=503)
        return FileResponse(page / "index.html", headers={"cache-control": "no-cache"})
