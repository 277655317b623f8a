"""Progress is a bar on a terminal and nothing elsewhere."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

from rich.console import Console

from twin.cli import progress
from twin.run.progress import Progress
from twin.run.start import Wishes, create


def test_elsewhere_nothing_is_drawn(hours, capsys):
    assert progress.shown(hours, Console(file=io.StringIO())).is_complete
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_date_and_rate_are_seen(tmp_path):
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=120)
    made = create("demo-month", tmp_path / "run", Wishes(span="1d"))
    assert progress.shown(made, console).is_complete
    assert "2026-07-01" in drawn.getvalue()
    assert "facts" in drawn.getvalue()


def test_how_far_it_is_in_words():
    reached = Progress(reached_us=1_782_882_000_000_000, end_us=2**60, fact_count=12_345, took_s=1)
    words = progress.described(reached, 9876.5, ZoneInfo("America/Chicago"))
    assert words == "2026-07-01 00:00  12 345 facts, 9 876/s"
