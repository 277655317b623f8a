"""A site many times as large is sound, and is the shipped one again and again."""

from __future__ import annotations

import pytest

from twin.bench.tenfold import ASSETS, tenfold_scenario, tenfold_site
from twin.scenario import load_scenario
from twin.site import load_site, shipped_site


@pytest.fixture(scope="module")
def large():
    return load_site(tenfold_site("w100-hybrid", 3), file="large.yaml")


def test_every_asset_is_there_three_times_under_its_own_name(large):
    one = shipped_site("w100-hybrid")
    for kind in ASSETS:
        own = [asset.id for asset in getattr(one.document, kind)]
        found = [asset.id for asset in getattr(large.document, kind)]
        assert found == [f"S{copy}-{name}" for copy in (1, 2, 3) for name in own]
    assert len(large.rows) == 3 * len(one.rows)


def test_no_copy_is_connected_to_another(large):
    assert {tie.between[0][:3] == tie.between[1][:3] for tie in large.document.ties} == {True}
    assert all(unit.bus[:3] == unit.id[:3] for unit in large.transformers)


def test_its_contract_grows_and_its_breakers_still_break(large):
    one = shipped_site("w100-hybrid").document.interconnect
    many = large.document.interconnect
    assert many.contracted_mw == 3 * one.contracted_mw
    assert many.short_circuit_mva == one.short_circuit_mva
    assert (many.kv, many.id) == (one.kv, one.id)


def test_the_scenario_has_as_many_times_the_jobs_and_splits_every_hall():
    scenario, _ = load_scenario(tenfold_scenario("site-year", "large.yaml", 3), file="large")
    one, _ = load_scenario(tenfold_scenario("site-year", "large.yaml", 1), file="one")
    assert scenario.site_is_file
    jobs, jobs_of_one = scenario.workload.jobs, one.workload.jobs
    assert jobs.generate.per_day_count == 3 * jobs_of_one.generate.per_day_count
    assert len(scenario.workload.partitions) == 3 * len(one.workload.partitions)
