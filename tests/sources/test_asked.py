"""Files that can't be read are refused with their name and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin.errors import DataError
from twin.sources.asked import not_this_format, text_of, unreadable


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfa")
    assert text_of(path) == "a"


def test_bytes_that_are_no_text_are_counted_from_the_start(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc\xff")
    with pytest.raises(DataError) as caught:
        text_of(path)
    assert caught.value.faults[0].what == "byte 3 is no UTF-8 text"


def test_an_unreadable_file_is_told_in_the_systems_words() -> None:
    fault = unreadable(Path("a.csv"), PermissionError(13, "Permission denied"))
    assert (fault.what, fault.file) == ("can't be read: Permission denied", "a.csv")


def test_a_wrong_format_names_the_file_and_the_remedy() -> None:
    (fault,) = not_this_format(Path("d/a.csv"), "it has no header", "CSV").faults
    assert str(fault).startswith("a.csv: is no CSV: it has no header")
    assert "format" in fault.remedy
