"""Activities, outages and seasons of a plan as they are told."""

from __future__ import annotations

from datetime import date, timedelta

from api.plan_work import activities, lines, outages, phases, seasons
from api.reckoning import Desk
from twin import shipped
from twin.documents import read
from twin.errors import PlanError

TEXT = shipped.text("plans", "w100-rev2")


def draft(tmp_path, text=TEXT):
    return Desk(tmp_path).draft(text, "plan")


def test_lines_end_where_the_last_value_does():
    source = read("a:\n- {b: 1,\n   c: 2}\n- d:\n  - 1\n\n# end\n", file="", error=PlanError)
    assert [lines(source, ("a", n)) for n in (0, 1)] == [(2, 3), (4, 5)]


def test_an_item_belongs_to_the_phase_that_needs_it_first(tmp_path):
    found = {one.id: one for one in activities(*_parts(draft(tmp_path)))}
    assert found["B-USS"].phase == "P2"
    assert found["PER-BLD"].phase == "P1"
    assert (found["A-GPU"].what, found["PER-AIR"].what, found["A-L3"].what) == (
        "tenant", "TCEQ", "cx_l3",
    )  # fmt: skip
    assert found["A-L4"].effects[0].words == "hall energize H1 4.9"
    assert found["RING"].effects[0].words == "bus tie add M2 M3"


def test_outages_count_their_hours_in_a_blackout(tmp_path):
    found = list(outages(draft(tmp_path).plan))
    early = {one.task: one.early_blackout_hours for one in found}
    level = {one.task: one.level_blackout_hours for one in found}
    assert early == {"A-L3": 3, "B-L3": 3, "C-L3": 3, "RING": 0}
    assert level == {"A-L3": 3, "B-L3": 3, "C-L3": 0, "RING": 7}


def test_seasons_are_days_of_the_calendar_and_pass_new_year(tmp_path):
    found = list(seasons(draft(tmp_path).plan, 802.0))
    ntp = date(2027, 1, 4)
    spans = [(ntp + timedelta(one.from_days), ntp + timedelta(one.to_days - 1)) for one in found]
    assert (date(2028, 6, 1), date(2028, 9, 30)) in spans
    assert (date(2026, 12, 15), date(2027, 2, 28)) in spans
    assert all(one.to_days > 0.0 and one.from_days < 802.0 for one in found)


def test_a_phase_is_told_by_the_task_that_hands_it_over(tmp_path):
    found = list(phases(*_parts(draft(tmp_path))))
    assert [one.task for one in found] == ["A-ACC", "B-ACC", "C-ACC"]
    assert found[0].target_days == 513.0


def _parts(found):
    return found.source, found.plan
