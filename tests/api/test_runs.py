"""Runs are made, driven, forked and thrown away over REST."""

from __future__ import annotations

import pytest


def made(browser, name, **more):
    body = {"scenario": "scene-t1-trips", "name": name, "span": "20m", **more}
    return browser.post("/runs", body, 201)


def test_a_session_says_who_asks(browser, onlooker):
    assert browser.get("/session")["role"] == "control"
    assert onlooker.get("/session")["role"] == "view"


def test_shipped_scenarios_and_sites_are_offered(browser):
    assert {"demo-month", "scene-outage"} <= {one["name"] for one in browser.get("/scenarios")}
    assert {"w100", "w100-hybrid"} <= {one["name"] for one in browser.get("/sites")}


def test_a_run_goes_from_made_to_complete(browser):
    assert made(browser, "whole")["state"] == "playing"
    view = browser.wait("whole", "complete")
    assert view["t_ms"] == view["end_ms"]
    assert view["seq"] > 50


def test_a_run_that_is_not_played_is_ready(browser):
    assert made(browser, "ready", play=False)["state"] == "ready"
    assert browser.get("/runs/ready")["seq"] == 0


def test_an_engine_pauses_steps_and_stops(browser):
    made(browser, "driven", speed=1.0)
    assert browser.post("/runs/driven/control", {"action": "pause"})["run"] == "driven"
    before = browser.wait("driven", "paused")
    browser.post("/runs/driven/control", {"action": "step", "count": 3})
    while browser.get("/runs/driven")["seq"] < before["seq"] + 3:
        pass
    browser.post("/runs/driven/control", {"action": "stop"})
    assert browser.wait("driven", "stopped")["t_ms"] < before["end_ms"]
    assert browser.post("/runs/driven/resume", {"speed": 0})["run"] == "driven"
    browser.wait("driven", "complete")


def test_a_fork_leaves_its_parent_where_it_was(browser):
    parent = browser.get("/runs/done")
    at_ms = parent["t0_ms"] + 600_000
    fork = browser.post("/runs/done/fork", {"at_ms": at_ms, "fail": ["T2"], "name": "drill"}, 201)
    assert (fork["parent"], fork["fork_ms"]) == ("done", at_ms)
    browser.wait("drill", "complete")
    assert browser.get("/runs/done")["seq"] == parent["seq"]
    assert browser.ask("DELETE", "/api/v1/runs/done").status == 409
    assert browser.ask("DELETE", "/api/v1/runs/drill").status == 204
    assert browser.ask("GET", "/api/v1/runs/drill").status == 404


def test_a_name_that_is_taken_is_refused(browser):
    body = {"scenario": "scene-t1-trips", "name": "done"}
    assert "is a run here already" in str(browser.post("/runs", body, 409))


def test_a_complete_run_is_not_resumed(browser):
    assert "is complete" in str(browser.post("/runs/done/resume", {}, 409))


@pytest.mark.parametrize("body", [{"scenario": "none"}, {"scenario": "../../etc/passwd"}])
def test_a_scenario_that_is_not_here_is_404(browser, body):
    assert browser.post("/runs", body, 404)["faults"][0]["what"] == "is no scenario here"


def test_every_fault_of_a_wish_comes_back_at_once(browser):
    sets = ["seed=-4", "duration=0s"]
    answer = browser.post("/runs", {"scenario": "demo-month", "sets": sets}, 422)
    assert len(answer["faults"]) >= 2
    assert all(fault["what"] for fault in answer["faults"])


def test_only_who_may_control_changes_things(onlooker):
    assert onlooker.post("/runs", {"scenario": "demo-month"}, 403)["status"] == 403
    assert onlooker.ask("DELETE", "/api/v1/runs/done").status == 403
    assert onlooker.get("/runs")
