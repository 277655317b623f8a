"""How often a plan may be drawn, and how."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.luck_views import LuckDraft


@pytest.mark.parametrize("more", [{"runs": 399}, {"runs": 2001}, {"seed": -1}, {"outlook": "rosy"}])
def test_what_is_too_few_too_many_or_unknown_is_refused(more):
    with pytest.raises(ValidationError):
        LuckDraft.model_validate({"text": "", **more})
