"""Ids and zones refuse what would break elsewhere."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from twin.documents.fields import Id, Zone


@pytest.mark.parametrize("text", ["T1", "B01-U1-s21", "POI", "a_b"])
def test_ids_are_short_words(text: str) -> None:
    assert TypeAdapter(Id).validate_python(text) == text


@pytest.mark.parametrize("text", ["", "1T", "T.1", "T 1", "T[1]", "T" * 49, "-a", "é"])
def test_ids_without_dots_blanks_or_brackets_only(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(text)


@pytest.mark.parametrize("text", ["UTC", "America/Chicago", "-06:00", "UTC+14:00"])
def test_zones_are_names_or_offsets(text: str) -> None:
    assert TypeAdapter(Zone).validate_python(text) == text


@pytest.mark.parametrize("text", ["-6", "+25:00", "+05:99", "Texas", "/etc/localtime", "\x00"])
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Zone).validate_python(text)
