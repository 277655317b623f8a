"""`twin bench` as typed: figures beside bounds, misses in capitals, a profile by room."""

from __future__ import annotations

import json

import pytest

from twin import bench
from twin.bench.figures import as_json_values, figure
from twin.bench.rooms import Share
from twin.cli.measuring import profile_text, report_text

FIGURES = [
    figure("help_s", 0.17),
    figure("site_year_ratio", 53.7, "slow"),
    figure("site_year_s", 9),
]
REPORT = as_json_values(FIGURES, "a machine", "abc123", {"PriceChanged": 30, "JobStarted": 10})


@pytest.fixture
def measured(monkeypatch):
    """What was asked to be measured; measuring itself is for the bench's own tests."""
    asked = []

    def measure(extent, tell):
        asked.append(extent)
        tell("nothing")
        return REPORT

    monkeypatch.setattr(bench, "measure", measure)
    return asked


def test_json_is_the_report(twin, measured):
    code, out, err = twin("bench", "--json")
    assert (code, json.loads(out)) == (0, REPORT)
    assert err == "measuring: nothing\n"
    assert measured == [bench.WHOLE]


def test_quick_is_a_tenth(twin, measured):
    assert twin("bench", "--quick")[0] == 0
    assert measured == [bench.QUICK]


def test_a_miss_is_shown_in_capitals_and_a_figure_without_a_bound_is_not_judged():
    lines = {line.split()[0]: line for line in report_text(REPORT, MEANINGS).splitlines() if line}
    assert "MISSED" in lines["site_year_ratio"]
    assert "slow" in lines["site_year_ratio"]
    assert " met " in lines["help_s"]
    assert "met" not in lines["site_year_s"].replace("time", "")
    assert "75.0 %" in lines["PriceChanged"]


def test_what_could_not_be_measured_is_said():
    report = {**REPORT, "figures": [{**REPORT["figures"][0], "value": None, "met": None}]}
    assert "not measured" in report_text(report, MEANINGS)


def test_a_profile_names_rooms_and_functions():
    share = Share(place="twin/facility", own_s=1.5, share_frac=0.25, call_count=12)
    text = profile_text([share], [share])
    assert [line.split()[:2] for line in text.splitlines()].count(["twin/facility", "1.50"]) == 2


def test_the_profile_of_two_days_is_by_room(twin):
    code, out, _ = twin("bench", "--profile", "--quick")
    assert code == 0
    assert "twin/facility" in out
    assert "simpy" in out


MEANINGS = {name: bound.meaning for name, bound in bench.BOUNDS.items()}
