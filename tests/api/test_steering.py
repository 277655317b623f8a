"""Commands, alarms and notes become facts, on a run that goes and on one that rests."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def steered(browser):
    browser.post("/runs", {"scenario": "scene-t1-trips", "name": "steered", "speed": 1.0}, 201)
    browser.wait("steered", "playing")
    yield "steered"
    browser.post("/runs/steered/control", {"action": "stop"})


def command(browser, run, name, **words):
    return browser.post(f"/runs/{run}/commands", {"id": name, "command": words})


def test_a_command_is_accepted_or_refused_with_the_reason(browser, steered):
    refused = command(browser, steered, "a", kind="CloseBreaker", breaker="T1-HV")
    assert not refused["accepted"]
    assert refused["why"]
    held = command(browser, steered, "b", kind="HoldDryBulb", site="W100-HYBRID", dry_bulb_c=45)
    assert held["accepted"]
    kinds = [one["kind"] for one in browser.get(f"/runs/{steered}/facts?limit=6")["facts"]]
    assert "DryBulbHeld" in kinds
    assert browser.get(f"/runs/{steered}/state")["values"]["weather"]["dry_bulb_c"] == 45.0


def test_the_same_id_happens_once(browser, steered):
    words = {"kind": "FailEquipment", "group": "H1-CDU", "repair_s": 3600, "units_count": 1}
    first = command(browser, steered, "once", **words)
    again = command(browser, steered, "once", **words)
    assert first == again
    kind = "EquipmentFailed"
    assert len(browser.get(f"/runs/{steered}/facts?kind={kind}")["facts"]) == 1


def test_a_command_that_is_none_says_what_may_be_asked(browser, steered):
    body = {"id": "x", "command": {"kind": "Explode"}}
    assert "CurtailRows" in str(browser.post(f"/runs/{steered}/commands", body, 422))


def test_a_run_without_an_engine_takes_no_commands(browser):
    body = {"id": "x", "command": {"kind": "OpenTie", "tie": "TIE-14"}}
    assert browser.post("/runs/done/commands", body, 409)["faults"][0]["remedy"] == "resume it"


def test_alarms_are_acknowledged_as_facts(browser, steered):
    command(browser, steered, "drill", kind="FailTransformer", transformer="B04-U1", repair_s=9e4)
    alarm = browser.get(f"/runs/{steered}/alarms")[0]
    assert alarm["state"] == "unacknowledged"
    body = {"alarms": [alarm["id"]], "note": "seen"}
    after = browser.post(f"/runs/{steered}/alarms/acknowledge", body)
    same = next(one for one in after if one["id"] == alarm["id"])
    assert (same["state"], same["note"]) == ("acknowledged", "seen")
    assert "is no open alarm" in str(
        browser.post(f"/runs/{steered}/alarms/acknowledge", {"alarms": ["none"]}, 422)
    )


def test_alarms_of_the_past_stand_as_they_stood(browser):
    run = browser.get("/runs/done")
    before = browser.get(f"/runs/done/alarms?at_ms={run['t0_ms'] + 60_000}")
    after = browser.get(f"/runs/done/alarms?at_ms={run['t0_ms'] + 3_660_000}")
    assert "T1 failed" not in {one["id"] for one in before}
    assert "T1 failed" in {one["id"] for one in after}


def test_notes_reach_a_run_that_goes_and_one_that_rests(browser, steered):
    for run in (steered, "done"):
        fact = browser.post(f"/runs/{run}/notes", {"text": "all quiet", "subject": "T2"}, 201)
        assert fact["words"] == "control noted about T2: all quiet"
        assert fact["origin"] == "operator"
    assert browser.get("/runs/done")["state"] == "complete"


def test_the_hand_over_tells_the_shift(browser):
    shift = browser.get("/runs/done/handover")
    assert [one["kind"] for one in shift["switching"]].count("TransformerFailed") == 1
    assert shift["energy"]["import_mwh"] > 100.0
    assert max(one["load_pu"] for one in shift["worst"]) > 1.5
    assert {one["id"] for one in shift["alarms"]} >= {"T1 failed"}


def test_who_may_only_look_steers_nothing(onlooker, steered):
    body = {"id": "x", "command": {"kind": "OpenTie", "tie": "TIE-14"}}
    assert onlooker.post(f"/runs/{steered}/commands", body, 403)
    assert onlooker.post(f"/runs/{steered}/notes", {"text": "x"}, 403)
