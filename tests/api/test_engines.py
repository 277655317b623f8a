"""An engine that dies is said to have; another goes on with what it acknowledged."""

from __future__ import annotations

import os
import signal

from tests.page.served import engine_of


def test_a_killed_engine_is_crashed_and_can_be_resumed(server, browser):
    body = {"scenario": "scene-t1-trips", "name": "killed", "speed": 300.0}
    browser.post("/runs", body, 201)
    browser.wait("killed", "playing")
    while browser.get("/runs/killed")["seq"] < 20:
        pass
    os.kill(engine_of(server.process.pid, "killed"), signal.SIGKILL)
    crashed = browser.wait("killed", "crashed")
    assert "-9" in crashed["trouble"]
    assert browser.get("/runs/killed/facts")["facts"]
    browser.post("/runs/killed/resume", {"speed": 0})
    assert browser.wait("killed", "complete")["seq"] > crashed["seq"]
