"""A run as one of several that are compared: metered from its log."""

import pytest

from twin.run.live import run_scenario
from twin.run.reading import open_run
from twin.run.start import Wishes
from twin.study.compare import compare, run_side


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    """The same hour of the same site on a warm and on a hot day."""
    found = []
    for name, sets in (("warm", ()), ("hot", ("series.weather.generate.values.dry_bulb_c=46",))):
        folder = tmp_path_factory.mktemp(name) / "run"
        run_scenario("scene-job", folder, Wishes(sets=sets, span="1h"))
        run = open_run(folder)
        found.append((run_side(name, run), run.summary()))
        run.close()
    return found


def test_figures_are_those_of_the_summary(sides):
    side, summary = sides[0]
    values = {one.key: one.value for one in side.kpis}
    assert values["import_mwh"] == summary.energy.import_mwh
    assert values["alloc_utilisation"] == pytest.approx(summary.energy.import_mwh / 100.0)
    assert values["ai_availability"] == 1.0
    assert {one.speed for one in side.kpis} == {"plant run"}
    assert len(values) == len(side.kpis)


def test_a_ramp_beyond_the_contract_fails_and_does_not_disqualify(sides):
    side, summary = sides[0]
    assert summary.grid.steepest.up_mw_per_min > 10.0
    ramps = [one for one in side.failures if one.rule == "ramp"]
    assert [one.hard for one in ramps] == [False]
    assert not side.disqualified


def test_a_hotter_day_is_the_only_change_and_ages_more(sides):
    found = compare("runs", [side for side, _ in sides])
    assert [one.path for one in found.changes[1].documents] == [
        "series.weather.generate.values.dry_bulb_c"
    ]
    rows = {one.key: one for one in found.rows}
    for unit in ("T1", "T2", "T3", "T4"):
        warm, hot = rows[f"loss_of_life_h[{unit}]"].values
        assert hot > warm
    assert rows["hash_income"].deltas[0] == 0.0
