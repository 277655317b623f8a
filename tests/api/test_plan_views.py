"""A reckoned plan in types: what is said of the tutorial fits them, and nothing is left over."""

from __future__ import annotations

from api.plan_views import PlanReckonedView
from api.reckoning import Desk
from twin import shipped


def test_the_tutorial_goes_over_the_wire_and_comes_back(tmp_path):
    found = Desk(tmp_path).reckoned(shipped.text("plans", "w100-rev1"))
    assert PlanReckonedView.model_validate_json(found.model_dump_json()) == found
