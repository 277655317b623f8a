"""Plans over REST: listed, read, reckoned as drafts, saved as revisions that nobody overwrites."""

from __future__ import annotations

import pytest

from tests.api.client import Server
from twin import shipped
from twin.run.planning import load_plan

TEXT = shipped.text("plans", "w100-rev2")


@pytest.fixture
def desk(tmp_path):
    serving = Server(tmp_path / "workspace").start()
    yield serving.enter("control")
    assert "Traceback" not in serving.stop()


def reckoned(browser, text=TEXT, status=200, **more):
    return browser.post("/plans/reckon", {"text": text, **more}, status)


def test_the_tutorial_is_in_every_workspace(browser):
    found = [one for one in browser.get("/plans") if one["shipped"] and one["plan_id"] == "W100-25"]
    assert [one["name"] for one in found] == ["w100-rev2", "w100-rev1"]
    assert found[0]["baseline"] == "w100-rev1"
    assert [one["fault_count"] for one in found] == [0, 0]


def test_a_plan_is_read_with_its_text_and_its_hash(browser):
    answer = browser.ask("GET", "/api/v1/plans/w100-rev2")
    assert answer.json["text"] == TEXT
    assert answer.headers["etag"] == f'"{answer.json["hash"]}"'
    assert browser.get("/plans/w100-rev9", 404)["faults"][0]["what"] == "is no plan here"


def test_a_draft_is_dated_as_on_the_command_line(browser):
    found, plan = reckoned(browser), load_plan("w100-rev2")
    assert found["speed"] == "schedule and money"
    level = {one["id"]: one["level"]["start_days"] for one in found["activities"]}
    assert level == {one.id: plan.level.start_days(one.id) for one in plan.network.activities}
    assert [one["what"] for one in found["breaches"]] == [one.what for one in plan.breaches]
    assert found["dark_mw_months"] == pytest.approx(128.0, abs=0.1)
    assert found["money"]["capital_usd"] == pytest.approx(235.1e6, rel=1e-3)


def test_each_breach_has_the_line_it_is_written_at(browser):
    lines = TEXT.splitlines()
    for one in reckoned(browser)["breaches"]:
        word = "assets" if one["rule"] == "V15" else one["subject"]
        assert word in lines[one["line"] - 1]
        assert one["activities"]


def test_lines_of_an_activity_hold_all_of_it(browser):
    lines = TEXT.splitlines()
    for one in reckoned(browser)["activities"]:
        assert f"id: {one['id']}" in lines[one["line"] - 1]
        following = lines[one["end_line"]]
        assert following.startswith(("-", "#")) or not following.startswith(" ")


def test_power_starts_whole_and_each_step_adds_up_to_what_is_on(browser):
    found = reckoned(browser)
    first, last = found["power"]["level"][0], found["power"]["level"][-1]
    assert sum(first["mining_mw"].values()) == pytest.approx(95.34)
    assert first["dark_mw"] == 0.0
    assert last["dark_mw"] == 0.0
    assert set(last["halls_mw"]) == {"H1", "H2", "H3"}
    assert sum(last["mining_mw"].values()) == pytest.approx(95.34 * 10 / 16)


def test_a_bar_that_is_dragged_changes_a_line_of_the_text_and_the_dates(browser):
    found = reckoned(browser, edits=[{"op": "move", "id": "A-L3", "start_days": 640}])
    assert len(found["text"].splitlines()) == len(TEXT.splitlines()) + 1
    assert "# Days: low, mode, high." in found["text"]
    rules = {one["what"] for one in found["breaches"] if one["activities"] == ["A-L3"]}
    assert rules == set()


def test_a_ring_is_refused_with_its_path(browser):
    faults = reckoned(browser, status=422, edits=[{"op": "link", "id": "NTP", "pred": "A-L3"}])
    assert "NTP waits for A-L3 waits for" in faults["faults"][0]["what"]


def test_without_cascade_nothing_else_moves(browser):
    late = [{"op": "move", "id": "A-L3", "start_days": 560}]
    problem = reckoned(browser, status=422, edits=late, cascade=False)
    assert "would move A-OFF-B01 by 14 d" in problem["faults"][0]["what"]
    before = {one["id"]: one["early"]["start_days"] for one in reckoned(browser)["activities"]}
    spare = [{"op": "move", "id": "A-GEN", "start_days": 502}]
    after = reckoned(browser, edits=spare, cascade=False)
    shorter = [{"op": "stretch", "id": "A-L3", "span_days": 14}]
    held = reckoned(browser, edits=shorter, cascade=False)
    for found, touched in ((after, "A-GEN"), (held, "A-L3")):
        starts = {one["id"]: one["early"]["start_days"] for one in found["activities"]}
        assert {name for name in starts if abs(starts[name] - before[name]) > 0.51} <= {touched}
    assert held["text"].count("earliest_start") >= 1


def test_a_draft_with_faults_is_told_all_of_them_with_lines_and_remedies(browser):
    text = TEXT.replace("pred: A-SLAB}, {pred: A-MV", "pred: A-SLUB}, {pred: A-MV", 1)
    text = text.replace("low: 14, mode: 21, high: 35", "low: 44, mode: 21, high: 35", 1)
    problem = reckoned(browser, text=text, status=422)
    assert {one["path"] for one in problem["faults"]} >= {"tasks[8].links[0].pred"}
    assert len(problem["faults"]) == 2
    assert all(one["line"] and one["remedy"] for one in problem["faults"])


@pytest.mark.parametrize("text", ["", "[", "a: 1", "schema: switchyard.site/1\n", "\0"])
def test_what_is_no_plan_is_bad_input(browser, text):
    assert reckoned(browser, text=text, status=422)["faults"]


def test_a_draft_names_no_file_of_the_machine(browser):
    text = TEXT.replace("{file: w100-conversion}", "{file: /etc/passwd.yaml}")
    problem = reckoned(browser, text=text, status=422)
    assert [one["path"] for one in problem["faults"]] == ["site.file"]


def test_a_revision_is_saved_once_and_the_second_to_come_is_told(desk):
    base = f'"{desk.get("/plans/w100-rev2")["hash"]}"'
    mine, theirs = TEXT + "# mine\n", TEXT + "# theirs\n"
    first = desk.ask("POST", "/api/v1/plans", {"text": mine}, if_match=base)
    assert (first.status, first.json["name"], first.json["revision"]) == (201, "w100-25-rev3", 3)
    kept = desk.get("/plans/w100-25-rev3")
    assert kept["text"] == mine.replace("revision: 2", "revision: 3")
    assert kept["baseline"] == "w100-rev2"
    second = desk.ask("POST", "/api/v1/plans", {"text": theirs}, if_match=base)
    assert second.status == 412
    assert "w100-25-rev3, revision 3, is the last one" in second.json["detail"]
    assert [one["name"] for one in desk.get("/plans")] == ["w100-25-rev3", "w100-rev2", "w100-rev1"]
    again = desk.ask("POST", "/api/v1/plans", {"text": theirs}, if_match=first.headers["etag"])
    assert again.json["name"] == "w100-25-rev4"


def test_nothing_is_saved_of_a_plan_with_faults_or_without_its_base(desk, tmp_path):
    assert desk.ask("POST", "/api/v1/plans", {"text": TEXT}).status == 428
    base = f'"{desk.get("/plans/w100-rev2")["hash"]}"'
    broken = TEXT.replace("kind: milestone", "kind: milestones")
    assert desk.ask("POST", "/api/v1/plans", {"text": broken}, if_match=base).status == 422
    assert desk.ask("POST", "/api/v1/plans", {"text": TEXT}, if_match='"nothing"').status == 422
    assert not (tmp_path / "workspace" / "plans").exists()


def test_a_new_plan_is_its_first_revision(desk):
    text = TEXT.replace("plan_id: W100-25", "plan_id: Mine_A")
    base = f'"{"0" * 64}"'
    assert desk.ask("POST", "/api/v1/plans", {"text": text}, if_match=base).status == 412
    found = desk.ask("POST", "/api/v1/plans", {"text": text})
    assert (found.json["name"], found.json["revision"]) == ("mine-a-rev1", 1)


def test_who_may_only_look_reckons_and_saves_nothing(onlooker):
    assert reckoned(onlooker)["plan_id"] == "W100-25"
    assert onlooker.ask("POST", "/api/v1/plans", {"text": TEXT}).status == 403


def test_a_draft_is_drawn_for_who_may_change_things(browser, onlooker):
    found = browser.post("/plans/simulate", {"text": TEXT})
    assert (found["runs"], found["speed"]) == (400, "schedule and money")
    assert [one["phase"] for one in found["phases"]] == ["P1", "P2", "P3"]
    assert onlooker.ask("POST", "/api/v1/plans/simulate", {"text": TEXT}).status == 403
    assert browser.post("/plans/simulate", {"text": "a: 1"}, 422)["faults"]
