"""The load figures stand beside their bounds, and the pages of the load see real frames."""

from __future__ import annotations

import pytest

from api.load import _figure, look, serve_run


def test_a_figure_says_whether_it_holds():
    assert _figure("x_ms", 16.0, "ms", 17.0, "")["met"]
    assert not _figure("x_ms", 18.0, "ms", 17.0, "")["met"]
    assert not _figure("x_ms", float("nan"), "ms", 17.0, "")["met"]


def test_a_few_pages_see_frames(tmp_path):
    served = serve_run(tmp_path)
    try:
        seen = look(served, {"clients": 3, "stalled": 0, "hz": 10, "settle_s": 2, "span_s": 2})
        assert served.rss_mb() > 10.0
    finally:
        served.stop()
    assert seen["frames"] >= 9
    assert seen["frame_bytes"] > 10_000
    assert seen["p99_ms"] == pytest.approx(seen["p99_ms"])
