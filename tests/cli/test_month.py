"""`twin month`: fresh each time, and never at the cost of something else."""

from __future__ import annotations

import pytest

from twin.cli.month import PICTURES
from twin.log import verify


@pytest.fixture
def month_dir(twin, tmp_path):
    """A month of one day."""
    home = tmp_path / "home" / "month"
    code, out, err = twin("month", "--days", "1", "--out", home)
    assert code == 0, err
    assert "picture: " in out
    return home


def test_a_month_is_a_sound_run_with_two_pictures(month_dir):
    assert verify(month_dir).faults == ()
    assert all((month_dir / name).stat().st_size > 10_000 for name in PICTURES)


def test_a_second_month_takes_the_place_of_the_first(month_dir, twin):
    (month_dir / PICTURES[0]).write_bytes(b"old")
    code, out, _ = twin("month", "--days", "1", "--out", month_dir)
    assert code == 0
    assert out.startswith("1 summer day of mining beside AI\n")
    assert (month_dir / PICTURES[0]).stat().st_size > 10_000


@pytest.mark.parametrize("kind", ["folder", "file", "another run", "no manifest"])
def test_what_is_no_month_is_left_alone(twin, tmp_path, kind, hours):
    home = tmp_path / "home" / "month"
    home.parent.mkdir()
    if kind == "file":
        home.write_text("mine", encoding="utf-8")
    else:
        home.mkdir()
        (home / "thesis.txt").write_text("mine", encoding="utf-8")
    if kind == "no manifest":
        (home / "manifest.json").write_text("{}", encoding="utf-8")
    if kind == "another run":
        home = tmp_path / "home" / "run"
        assert twin("run", "site-year", "--for", "1h", "--out", home)[0] == 0
    code, _, err = twin("month", "--out", home)
    assert code == 2
    assert "is no earlier month" in err
    assert home.exists()


def test_a_month_with_a_fork_is_kept(month_dir, twin):
    fork_dir = month_dir.parent / "fork"
    at = "2026-07-01T12:00"
    assert twin("fork", month_dir, "--at", at, "--out", fork_dir, "--fail", "T1")[0] == 0
    code, _, err = twin("month", "--days", "1", "--out", month_dir)
    assert code == 2
    assert "fork" in err
    assert verify(fork_dir).faults == ()


def test_a_month_of_no_days_is_refused(twin, tmp_path):
    code, _, err = twin("month", "--days", "0", "--out", tmp_path / "month")
    assert code == 2
    assert "greater than or equal to 1" in err
