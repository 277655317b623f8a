"""Examples of plans are there for all that is sent (their types: test_contract)."""

from __future__ import annotations

from api import luck_views, plan_forms, plan_views
from api.plan_examples import PLAN_EXAMPLES


def test_every_example_is_of_a_type():
    for name in PLAN_EXAMPLES:
        assert any(hasattr(room, name) for room in (plan_forms, plan_views, luck_views))
    assert {"NewRevision", "PlanDraft"} <= set(PLAN_EXAMPLES)
