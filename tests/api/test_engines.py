"""An engine that dies is said to have; another goes on with what it acknowledged."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def engine_of(server, run):
    assert server.process is not None
    for tasks in Path(f"/proc/{server.process.pid}/task").iterdir():
        for child in (tasks / "children").read_text().split():
            if f"runs/{run}\0" in Path(f"/proc/{child}/cmdline").read_text():
                return int(child)
    raise AssertionError(f"no engine of {run}")


def test_a_killed_engine_is_crashed_and_can_be_resumed(server, browser):
    body = {"scenario": "scene-t1-trips", "name": "killed", "speed": 300.0}
    browser.post("/runs", body, 201)
    browser.wait("killed", "playing")
    while browser.get("/runs/killed")["seq"] < 20:
        pass
    os.kill(engine_of(server, "killed"), signal.SIGKILL)
    crashed = browser.wait("killed", "crashed")
    assert "-9" in crashed["trouble"]
    assert browser.get("/runs/killed/facts")["facts"]
    browser.post("/runs/killed/resume", {"speed": 0})
    assert browser.wait("killed", "complete")["seq"] > crashed["seq"]
