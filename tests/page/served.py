"""The server as a user starts it, and the link it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tidy.source import ROOT


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs.

    Attributes:
        base: its address.
        link: opens it, once.
        onlooker: opens it once for somebody who may only look.
        process: it.
    """

    base: str
    link: str
    onlooker: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.base.rsplit(":", 1)[1])


@contextmanager
def served(workspace: Path, port: int = 0) -> Iterator[Served]:
    """Serve a workspace; stopped at the end."""
    command = [sys.executable, "-m", "api", str(workspace), "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        base, link, onlooker = (re.search(r"http://\S+", line) for line in lines)
        assert base, lines
        assert link, lines
        assert onlooker, lines
        yield Served(base.group(), link.group(), onlooker.group(), process)
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


def engine_of(server_pid: int, run: str) -> int:
    """The process of the engine that works on a run."""
    for tasks in Path(f"/proc/{server_pid}/task").iterdir():
        for child in (tasks / "children").read_text(encoding="ascii").split():
            if f"runs/{run}\0" in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8"):
                return int(child)
    raise AssertionError(f"no engine of {run}")
