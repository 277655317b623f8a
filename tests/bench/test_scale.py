"""The large site is run over the same span, and compared by the fact."""

from __future__ import annotations

import pytest

from twin.bench import scale
from twin.bench.site_year import Timed


def test_both_sites_are_run_and_compared_by_the_fact(tmp_path, monkeypatch):
    asked = []

    def run_timed(scenario, run_dir, span):
        asked.append((scenario, run_dir, span))
        large = "tenfold" in scenario
        return Timed(
            fact_count=9000 if large else 1000,
            made_s=1,
            took_s=19 if large else 2,
            rss_mb=1,
            bare_s=1,
        )

    monkeypatch.setattr(scale, "run_timed", run_timed)
    found = scale.scale_figure(tmp_path, "2d")
    assert found.value == pytest.approx(2.0)
    assert found.met is False
    assert "9000" in found.note
    assert [span for _, _, span in asked] == ["2d", "2d"]
    assert len({run_dir for _, run_dir, _ in asked}) == 2


def test_the_large_site_runs(tmp_path):
    found = scale.scale_figure(tmp_path, "1h")
    assert found.value > 0
    assert (tmp_path / "tenfold-run" / "manifest.json").is_file()
