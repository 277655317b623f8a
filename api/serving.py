"""A workspace on a port: links to it, the browser that opens it, the run that it begins with."""

from __future__ import annotations

import gc
import logging
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from api.app import guarded
from api.browser import send_browser
from api.engines import Engine
from api.line import Line
from api.messages import MESSAGE_BYTES_MAX
from api.problems import RefusedError
from api.security import ENTER, Keys
from api.workspace import Workspace, now_us
from twin.run.start import Wishes

_SWITCH_S = 0.001
"""For so long a thread that works out an answer may keep those waiting who send what is live."""
DEMO = "heat-wave"
TRIP_WORDS = "T1 is lost at 16:00 of the first day, seven seconds from the start. Ctrl+C ends it."


@dataclass(frozen=True, slots=True)
class Gate:
    """Where it is served and who may come in.

    Attributes:
        host: as asked for.
        hosts: values of the Host header that are ours.
        token: what scripts bring; one of its own where this is empty.
    """

    host: str
    hosts: Sequence[str]
    token: str = ""


async def serve(
    folder: Path, listening: socket.socket, gate: Gate, spare: Engine | None, *, browser: bool
) -> None:
    """Serve a workspace until told to stop.

    Args:
        folder: the workspace.
        listening: a socket that listens.
        gate: where, and who may come in.
        spare: an engine without a run: it is given the demo to play.
        browser: whether to open one.
    """
    keys = Keys()
    if gate.token:
        keys.tokens["control"] = gate.token
    workspace = Workspace(folder)
    workspace.spare = spare
    demo = demo_run(workspace) if spare is not None else None
    app = guarded(workspace, keys, gate.hosts, playing=demo)
    sys.setswitchinterval(_SWITCH_S)
    gc.collect()
    gc.freeze()  # what imports made lasts: looking through it costs 30 ms each time
    host = f"[{gate.host}]" if ":" in gate.host else gate.host
    base = f"http://{host}:{listening.getsockname()[1]}"
    page = f"/?run={demo}" if demo else "/"
    link = f"{base}{ENTER}?key={keys.link('control', page)}"
    sys.stdout.write(
        f"Switchyard serves {folder} at {base}\n"
        f"open, once and within ten minutes: {link}\n"
        f"for somebody who may only look:   {base}{ENTER}?key={keys.link('view', page)}\n"
        + (f"{TRIP_WORDS}\n" if demo else "")
    )
    sys.stdout.flush()
    if browser:
        send_browser(link)
    await _server(app).serve(sockets=[listening])


def demo_run(workspace: Workspace) -> str:
    """A new run of the heat wave; the last one that nobody forked goes to the bin."""
    if DEMO in workspace.names():
        with suppress(RefusedError):
            workspace.delete(DEMO)
    taken = DEMO in workspace.names()
    return workspace.create(DEMO, None if taken else DEMO, Wishes(created_us=now_us()))


def _server(app: object) -> uvicorn.Server:
    logging.getLogger("uvicorn.access").disabled = True
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        ws=Line,
        ws_max_size=MESSAGE_BYTES_MAX,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)
