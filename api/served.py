"""A server in a process of its own, for those who measure it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

TOKEN = "load" * 16


@dataclass(slots=True)
class Served:
    """A server at work.

    Attributes:
        base: its address.
        process: itself.
    """

    base: str
    process: subprocess.Popen[str]

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """One question over REST."""
        headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
        payload = None if body is None else json.dumps(body).encode()
        request = Request(self.base + path, payload, headers, method=method)
        with urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def live(self, run: str) -> str:
        """Address of a run's websocket."""
        return self.base.replace("http", "ws", 1) + f"/api/v1/runs/{run}/live"

    def rss_mb(self) -> float:
        """Memory that the server holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return float(line.split()[1]) / 1024.0

    def engines(self) -> list[int]:
        """Processes of the engines at work."""
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(word) for word in listed.split()]

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self.process.terminate()
        self.process.communicate(timeout=20)


def serve(folder: Path) -> Served:
    """Start a server over a workspace in a folder."""
    token = folder / "token"
    token.write_text(TOKEN, encoding="ascii")
    words = [str(folder / "work"), "--no-browser", "--token-file", str(token)]
    process = subprocess.Popen(
        [sys.executable, "-m", "api", *words], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return Served(process.stdout.readline().split()[-1], process)
