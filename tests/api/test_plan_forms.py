"""What may be done to a plan's text: a closed set, each with its bounds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.plan_forms import PlanDraft


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "burn", "id": "A"},
        {"op": "move", "id": "A"},
        {"op": "move", "id": "A", "start_days": 1.5},
        {"op": "stretch", "id": "A", "span_days": -1},
        {"op": "link", "id": "A", "pred": "B", "type": "XX"},
    ],
)
def test_an_edit_that_is_none_is_refused(edit):
    with pytest.raises(ValidationError):
        PlanDraft.model_validate({"text": "", "edits": [edit]})
