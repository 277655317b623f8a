"""The layout's form is the one that the document promises."""

from __future__ import annotations

from pathlib import Path

from api.layout_views import LayoutView

PROTOCOL = Path(__file__).parents[2] / "api" / "PROTOCOL.md"


def test_every_part_of_a_layout_is_in_the_protocol():
    text = PROTOCOL.read_text(encoding="utf-8")
    told = text[text.index("`Layout`: {") if "`Layout`: {" in text else text.index("`Layout`:") :]
    for name in LayoutView.model_fields:
        assert name in told, name
