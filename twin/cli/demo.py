"""`twin demo`: the page on a run worth watching; where nobody can look, a look at it in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer


def demo(
    workspace: Annotated[
        Path, typer.Argument(metavar="[WORKSPACE]", help="Folder with runs; made when missing.")
    ] = Path("demo-workspace"),
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Open no browser; serve, terminal or not.")
    ] = False,
) -> None:
    """Open the page on two days of a heat wave, an hour a second; T1 is lost after seven seconds.

    Ctrl+C ends it. Without a terminal it prints what the page shows for ten seconds, and ends.
    """
    served = [str(workspace), "--port", str(port), "--demo", *["--no-browser"] * no_browser]
    watched = no_browser or sys.stdout.isatty()
    words = ["api", *served] if watched else ["api.glance", str(workspace)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *words])
