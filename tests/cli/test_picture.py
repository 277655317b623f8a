"""The picture: all that counts is on it, limits with their numbers, equal for equal panels."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from twin.cli.picture import Panel, draw

N = 48
DAY = np.linspace(0, 2 * np.pi, N)


@pytest.fixture
def panel() -> Panel:
    return Panel(
        title="A day",
        subtitle="of nothing",
        where=ZoneInfo("America/Chicago"),
        t_us=1_782_882_000_000_000 + np.arange(N) * 1_800_000_000,
        ai_w=np.full(N, 18e6),
        mining_w={"s21": np.full(N, 26e6), "s19j-pro-100": 28e6 * (np.sin(DAY) > 0)},
        aux_w=np.full(N, 5e6),
        loss_w=np.full(N, 1e6),
        contracted_w=100e6,
        hotspot_c={"T1": 80 + 10 * np.sin(DAY), "T3": 100 + 13 * np.sin(DAY)},
        limits_c={"alarm": 110.0, "shed": 120.0, "trip": 140.0},
        price_usd_per_mwh=(DAY - 50, DAY * 10, DAY * 1000),
        breakeven_usd_per_mwh={"s21": np.full(N, 64.0)},
        asleep_frac=np.linspace(0, 1, N),
        ambient_c=30 + 8 * np.sin(DAY),
    )


def test_everything_is_named_with_its_limit(panel, tmp_path):
    draw(panel, tmp_path / "day.svg")
    text = (tmp_path / "day.svg").read_text(encoding="utf-8")
    for words in (
        *("A day", "of nothing", "100 contracted", "AI IT", "mining s21", "losses"),
        *("110 alarm", "120 shed", "140 trip", "T1, most 90", "T3 113 °C", "64 s21"),
        *("Price of energy", "6 283", "Outside air", "38 °C"),
    ):
        assert words in text, words


def test_equal_panels_give_equal_bytes(panel, tmp_path):
    files = [tmp_path / name for name in ("a.svg", "b.svg", "a.png", "b.png")]
    draw(panel, files[0], files[2])
    draw(panel, files[1], files[3])
    stored = [file.read_bytes() for file in files]
    assert stored[0] == stored[1]
    assert stored[2] == stored[3]
    assert stored[2].startswith(b"\x89PNG")


def test_more_than_contracted_is_still_on_the_sheet(panel, tmp_path):
    draw(replace(panel, ai_w=panel.ai_w * 6), tmp_path / "much.svg")
    text = (tmp_path / "much.svg").read_text(encoding="utf-8")
    assert "168.0 MW" in text


def test_a_site_without_price_curtailment_has_no_breakeven(panel, tmp_path):
    draw(replace(panel, breakeven_usd_per_mwh={}), tmp_path / "day.svg")
    assert "64 s21" not in (tmp_path / "day.svg").read_text(encoding="utf-8")
