"""The page that is served is the one of this very source, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.page import SOURCES, STAMP, page_folder, source_digest


@pytest.fixture
def web(tmp_path) -> Path:
    """A small page, its source only."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.ts").write_text("1")
    for name in SOURCES:
        (tmp_path / name).write_text(name)
    return tmp_path


def build(web: Path) -> None:
    """Do as the build does."""
    (web / "dist").mkdir(exist_ok=True)
    (web / "dist" / STAMP).write_text(source_digest(web))
    (web / "dist" / "index.html").write_text("<h1>")


def test_a_page_that_was_never_built_is_not_served(web):
    folder, words = page_folder(web / "none", web)
    assert folder is None
    assert "make page" in words


def test_a_page_of_this_source_is_served(web):
    build(web)
    assert page_folder(web / "none", web) == (web / "dist", "")


@pytest.mark.parametrize("changed", ["src/main.ts", "package-lock.json", "src/new.ts"])
def test_a_stale_page_is_never_served(web, changed):
    build(web)
    (web / changed).write_text("2")
    folder, words = page_folder(web / "none", web)
    assert folder is None
    assert "older" in words


def test_a_changed_test_makes_no_page_stale(web):
    build(web)
    (web / "src" / "main.test.ts").write_text("2")
    assert page_folder(web / "none", web)[0] == web / "dist"


def test_the_page_inside_a_wheel_comes_first(web):
    build(web)
    packed = web / "packed"
    packed.mkdir()
    (packed / "index.html").write_text("<h1>")
    assert page_folder(packed, web) == (packed, "")


def test_moving_a_byte_between_files_changes_the_digest(web):
    before = source_digest(web)
    (web / "src" / "main.ts").write_text("")
    (web / "src" / "other.ts").write_text("1")
    assert source_digest(web) != before
