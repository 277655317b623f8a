"""Drafts: what was sound a moment ago is not read again, and what is edited stays readable."""

from __future__ import annotations

import pytest

from api.plan_forms import StretchEdit, UnlinkEdit
from api.reckoning import Desk, as_revision, digest
from twin import shipped
from twin.errors import PlanError

TEXT = shipped.text("plans", "w100-rev2")


def test_a_draft_is_known_by_its_text(tmp_path):
    desk = Desk(tmp_path)
    assert desk.draft(TEXT, "plan") is desk.draft(TEXT, "plan")
    assert desk.reckoned(TEXT).hash == digest(TEXT)


def test_edits_are_made_one_after_another(tmp_path):
    edits = [
        StretchEdit(op="stretch", id="A-L3", span_days=28),
        UnlinkEdit(op="unlink", id="A-L3", pred="STUDY"),
    ]
    found = Desk(tmp_path).reckoned(TEXT, edits)
    one = next(one for one in found.activities if one.id == "A-L3")
    assert one.span_days == 28.0
    assert "STUDY" not in [wait.id for wait in one.waits]


def test_a_revision_number_is_written_where_it_stands():
    assert as_revision(TEXT, 7, "plan") == TEXT.replace("revision: 2", "revision: 7", 1)
    with pytest.raises(PlanError):
        as_revision("[", 7, "plan")


def test_faults_of_a_draft_are_told_and_those_of_a_sound_one_are_none(tmp_path):
    desk = Desk(tmp_path)
    assert desk.faults(TEXT, "plan") == []
    assert [fault.path for fault in desk.faults("a: 1", "plan")]
