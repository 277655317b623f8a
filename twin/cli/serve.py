"""`twin serve`: the page and the API over a workspace, in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer


def serve(
    workspace: Annotated[
        Path, typer.Argument(metavar="[WORKSPACE]", help="Folder with runs; made when missing.")
    ] = Path("workspace"),
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    host: Annotated[
        str, typer.Option(help="Other machines get in only with a host and a token.")
    ] = "127.0.0.1",
    token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With the token, needed beside --host.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Serve a workspace of runs to browsers and scripts on this machine; Ctrl+C ends it."""
    words = [str(workspace), "--port", str(port), "--host", host]
    if token_file is not None:
        words += ["--token-file", str(token_file)]
    words += ["--no-browser"] * no_browser
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "api", *words])
