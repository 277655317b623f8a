"""A scenario loads whole or not at all, with what `--set` changed."""

from __future__ import annotations

import pytest

from twin.errors import ScenarioError
from twin.scenario import load_scenario, split_sets

TEXT = """\
schema: switchyard.scenario/1
title: a day
site: w100
start: 2026-07-01T00:00:00-05:00
duration: 1d
series:
  weather: {generate: {kind: weather}}
  price: {generate: {kind: price}}
  btc_price: {generate: {kind: walk}}
  fees: {generate: {kind: fees}}
  difficulty: {generate: {kind: difficulty}}
policies: [{policy: price_curtailment, params: {hold_min: 15}}]
"""


def test_sets_change_the_document_that_is_loaded() -> None:
    sets = [
        "policies[0].params.hold_min=30",
        "seed=7",
        "series.price.generate.median_usd_per_mwh=50",
    ]
    scenario, _ = load_scenario(TEXT, file="s.yaml", sets=sets)
    assert scenario.policies[0].params == {"hold_min": 30}
    assert scenario.seed == 7
    assert scenario.series.price.generate.median_usd_per_mwh == 50.0  # type: ignore[union-attr]


def test_a_bad_set_is_a_scenario_error_that_names_it() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(TEXT, file="s.yaml", sets=["seed=-1", "duration=5"])
    assert [(fault.file, fault.path) for fault in caught.value.faults] == [
        ("--set duration=5", "duration"),
        ("--set seed=-1", "seed"),
    ]


def test_any_fault_stops_loading() -> None:
    with pytest.raises(ScenarioError, match="is given twice"):
        load_scenario(TEXT + "seed: 1\nseed: 2\n", file="s.yaml")


def test_assignments_to_the_site_are_told_apart() -> None:
    own, site = split_sets(["seed=2", "site.interconnect.contracted_mw=90", "site=w100"])
    assert own == ["seed=2", "site=w100"]
    assert site == ["interconnect.contracted_mw=90"]
