"""Examples of plans are there for all that is sent (their types: test_contract)."""

from __future__ import annotations

from api import plan_forms, plan_views
from api.plan_examples import PLAN_EXAMPLES


def test_every_example_is_of_a_type():
    for name in PLAN_EXAMPLES:
        assert hasattr(plan_forms, name) or hasattr(plan_views, name)
    assert {"NewRevision", "PlanDraft"} <= set(PLAN_EXAMPLES)
