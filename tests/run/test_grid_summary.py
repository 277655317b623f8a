"""The grid's side of a run in numbers."""

from __future__ import annotations

from tests.scenes.stage import played

PEAK = "market.coincident_peaks={peaks: [2026-01-20T06:45-06:00], peaks_count: 1, months: [1]}"


def test_a_run_without_orders_or_peaks_has_only_its_ramps():
    grid = played("frequency").summary.grid
    assert (grid.orders, grid.reserves, grid.peaks) == ([], [], [])
    assert grid.steepest.down_mw_per_min > 20.0


def test_orders_and_peaks_are_there_when_asked_for():
    grid = played("order", PEAK).summary.grid
    assert [one.number for one in grid.orders] == [1, 2, 3]
    assert [one.stated for one in grid.peaks] == [True]
