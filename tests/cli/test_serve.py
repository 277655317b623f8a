"""`twin serve` hands over to the server with the same words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from twin.cli.serve import serve


def test_it_becomes_the_server(monkeypatch):
    became = []
    monkeypatch.setattr(os, "execv", lambda *words: became.append(words))
    serve(Path("here"), port=8123, no_browser=True)
    serve(Path("here"), host="10.0.0.1", token_file=Path("t"))
    assert became[0][1][1:] == [
        *("-m", "api", "here", "--port", "8123", "--host", "127.0.0.1", "--no-browser")
    ]
    assert became[0][0] == sys.executable
    assert became[1][1][-2:] == ["--token-file", "t"]
