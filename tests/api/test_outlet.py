"""What a page is sent says what it should."""

from __future__ import annotations

from api.outlet import error_text
from twin.errors import Fault


def test_an_error_carries_its_problem():
    text = error_text(422, [Fault(what="is no signal")])
    assert "is no signal" in text
    assert '"type": "error"' in text
