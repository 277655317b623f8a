"""The server's process: `python -m api`, which `twin serve` starts."""

from __future__ import annotations

import argparse
import gc
import logging
import socket
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer

import uvicorn

from api.app import guarded
from api.problems import RefusedError
from api.security import ENTER, Keys
from api.viewer import MESSAGE_BYTES_MAX
from api.workspace import Workspace, now_us
from twin.run.start import Wishes

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OPEN_S = 0.3
_DEMO = "heat-wave"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve a workspace until told to stop.

    Args:
        argv: arguments; those of the process when left out.

    Returns:
        The exit code: 0, or 2 where it can't be served like this.
    """
    wanted = _parser().parse_args(argv)
    keys = Keys()
    if wanted.host not in LOOPBACK and not wanted.token_file:
        sys.stderr.write(
            f"--host {wanted.host} lets other machines in: give --token-file FILE too, with a "
            "token of 32 characters or more that scripts and you know\n"
        )
        return 2
    if wanted.token_file:
        token = Path(wanted.token_file).read_text(encoding="utf-8").strip()
        if len(token) < 32:
            sys.stderr.write(f"{wanted.token_file}: the token is shorter than 32 characters\n")
            return 2
        keys.tokens["control"] = token
    try:
        listening = _bound(wanted.host, wanted.port)
    except OSError as error:
        sys.stderr.write(f"can't listen on {wanted.host}:{wanted.port}: {error.strerror}\n")
        return 2
    port: int = listening.getsockname()[1]
    workspace = Workspace(Path(wanted.workspace))
    demo = _demo(workspace) if wanted.demo else None
    app = guarded(workspace, keys, _hosts(wanted.host, port), playing=demo)
    gc.collect()
    gc.freeze()  # what imports made lasts: looking through it costs 30 ms each time
    _say(keys, wanted, port, f"/?run={demo}" if demo else "/")
    _server(app).run(sockets=[listening])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="twin serve", description="Serve a workspace.")
    parser.add_argument("workspace", nargs="?", default="workspace")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token-file", default="")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--demo", action="store_true")
    return parser


def _demo(workspace: Workspace) -> str:
    """A new run of the heat wave; the last one that nobody forked goes to the bin."""
    if _DEMO in workspace.names():
        with suppress(RefusedError):
            workspace.delete(_DEMO)
    taken = _DEMO in workspace.names()
    return workspace.create(_DEMO, None if taken else _DEMO, Wishes(created_us=now_us()))


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen()
    return listening


def _hosts(host: str, port: int) -> list[str]:
    names = [*LOOPBACK, host] if host in LOOPBACK else [host]
    return [f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names]


def _say(keys: Keys, wanted: argparse.Namespace, port: int, page: str) -> None:
    """Print the links, once; they are written nowhere else."""
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    base = f"http://{host}:{port}"
    link = f"{base}{ENTER}?key={keys.link('control', page)}"
    sys.stdout.write(f"Switchyard serves {wanted.workspace} at {base}\n")
    sys.stdout.write(f"open, once and within ten minutes: {link}\n")
    sys.stdout.write(
        f"for somebody who may only look:   {base}{ENTER}?key={keys.link('view', page)}\n"
    )
    sys.stdout.flush()
    if not wanted.no_browser:
        Timer(_OPEN_S, webbrowser.open, args=(link,)).start()


def _server(app: object) -> uvicorn.Server:
    logging.getLogger("uvicorn.access").disabled = True
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES_MAX,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


if __name__ == "__main__":
    sys.exit(main())
