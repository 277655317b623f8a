"""A figure stands beside its bound; one that misses says so."""

from __future__ import annotations

import json

import pytest

from twin.bench.figures import BOUNDS, as_json_values, figure, in_order


@pytest.mark.parametrize(
    ("name", "measured", "met"),
    [
        ("site_year_ratio", 12.0, True),
        ("site_year_ratio", 12.01, False),
        ("site_year_facts", 299_999, False),
        ("site_year_facts", 300_000, True),
        ("power_fact_share", 0.59, False),
        ("help_s", None, None),
        ("site_year_s", 100.0, None),
    ],
)
def test_a_bound_is_met_at_its_limit_and_missed_beyond(name, measured, met):
    assert figure(name, measured).met is met


def test_a_bound_is_written_with_its_sense():
    assert figure("site_year_facts", 1.0).bound == ">= 300,000"
    assert figure("gw_per_fact_ratio", 1.0).bound == "<= 1.5"
    assert figure("site_year_s", 1.0).bound == ""


def test_a_number_is_kept_to_six_digits():
    assert figure("help_s", 0.123456789).value == 0.123457


def test_figures_come_in_the_order_of_the_table():
    assert [one.name for one in in_order(figure(name, 1) for name in reversed(BOUNDS))] == [*BOUNDS]


def test_the_report_is_json_with_machine_commit_and_figures():
    report = as_json_values([figure("help_s", 9.0, "slow")], "a machine", "abc", {"RunStarted": 1})
    assert json.loads(json.dumps(report)) == {
        "machine": "a machine",
        "commit": "abc",
        "figures": [
            {
                "name": "help_s",
                "value": 9.0,
                "unit": "s",
                "bound": "<= 0.3",
                "met": False,
                "note": "slow",
            }
        ],
        "mix": {"RunStarted": 1},
    }


def test_every_bound_says_in_words_what_it_is_about():
    assert all(
        bound.meaning and bound.sense in ("at least", "at most") for bound in BOUNDS.values()
    )
