"""The shipped scenarios are what they promise, on the sites they name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from twin import shipped
from twin.scenario import ScenarioDocument, load_scenario
from twin.scenario.generators import PriceGenerator, WeatherGenerator
from twin.site import shipped_site
from twin.units import US_PER_DAY

NAMES = shipped.names("scenarios")


def scenario(name: str) -> ScenarioDocument:
    return load_scenario(shipped.text("scenarios", name), file=name)[0]


def test_four_are_shipped_beside_scenes() -> None:
    scenes = {name for name in NAMES if name.startswith("scene-")}
    assert set(NAMES) - scenes == {"dallas-2021", "demo-month", "heat-wave", "site-year"}


@pytest.mark.parametrize("name", NAMES)
def test_each_stands_alone_with_three_policies(name: str) -> None:
    run = scenario(name)
    assert not run.site_is_file
    assert run.site in shipped.names("sites")
    assert all(getattr(run.series, part).source is None for part in type(run.series).model_fields)
    assert {use.policy for use in run.policies} == {
        "price_curtailment", "thermal_shedding", "n1_shedding",
    }  # fmt: skip
    halls = [hall.id for hall in shipped_site(run.site).halls]
    assert [part.hall for part in run.workload.partitions] == halls


def test_the_demo_month_is_thirty_days_of_a_texan_summer() -> None:
    run = scenario("demo-month")
    assert run.span_us == 30 * US_PER_DAY
    assert (run.start.month, run.start.utcoffset()) == (7, timedelta(hours=-5))


def test_the_site_year_has_its_rates() -> None:
    run = scenario("site-year")
    assert run.span_us == 365 * US_PER_DAY
    assert isinstance(run.series.price.generate, PriceGenerator)
    assert isinstance(run.series.weather.generate, WeatherGenerator)
    assert run.series.price.generate.step_s == 300.0
    assert run.series.weather.generate.step_s == 3600.0
    assert run.workload.jobs is not None
    assert run.workload.jobs.generate is not None
    assert run.workload.jobs.generate.per_day_count * 365 >= 100_000


def test_2021_begins_at_that_years_block() -> None:
    run = scenario("dallas-2021")
    made = run.series.difficulty.generate
    assert made is not None
    assert made.kind == "difficulty"
    assert 663_264 <= made.start_block_index < 665_280
