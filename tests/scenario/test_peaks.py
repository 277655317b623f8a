"""Coincident peaks of a scenario: what no tariff has is told at its place."""

from __future__ import annotations

import pytest

from twin.run.examine import document_text, examine

GIVEN = "{peaks: [%s], peaks_count: %d, months: [7]}"


def faults(said):
    found = examine(document_text("scene-order", "scenarios"), [f"market.coincident_peaks={said}"])
    return [(one.path, one.what) for one in found.faults]


def test_peaks_of_a_tariff_are_fine():
    assert faults(GIVEN % ("2026-07-20T17:00-05:00", 1)) == []
    assert faults("{}") == []


@pytest.mark.parametrize(
    ("said", "path", "what"),
    [
        (
            GIVEN % ("2026-07-20T17:00-05:00", 2),
            "market.coincident_peaks.peaks",
            "are not as many peaks as the tariff counts",
        ),
        (
            GIVEN % ("2026-07-20T17:03-05:00", 1),
            "market.coincident_peaks.peaks[0]",
            "is not the start of an interval",
        ),
        (
            GIVEN % ("2026-01-20T17:00-06:00", 1),
            "market.coincident_peaks.peaks[0]",
            "is one peak too many for its month",
        ),
        (
            "{peaks_count: 3, months: [6, 7]}",
            "market.coincident_peaks",
            "peaks_count must be the same for each month",
        ),
    ],
)
def test_what_no_tariff_has_is_told_at_its_place(said, path, what):
    assert (path, what) in faults(said)
