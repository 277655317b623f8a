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
        process: it.
    """

    base: str
    link: str
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
        lines = [process.stdout.readline() for _ in range(2)]
        base, link = (re.search(r"http://\S+", line) for line in lines)
        assert base, lines
        assert link, lines
        yield Served(base.group(), link.group(), process)
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()
