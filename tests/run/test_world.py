"""The world outside the plant: every series there, all faults at once."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.run.months import END_US, START_US, two_days
from twin.errors import ScenarioError
from twin.run.lineage import open_member
from twin.run.world import world_of
from twin.scenario import load_scenario


def world(*sets: str, base_dir: Path = Path(), **more):
    inputs = open_member(two_days()).inputs
    scenario, _ = load_scenario(inputs.kept.scenario, file="", sets=sets)
    return world_of(scenario, inputs.site, inputs.parts(), base_dir, **more)


def test_every_series_covers_the_run() -> None:
    found = world()
    assert set(found.series) == {"weather", "price", "btc_price", "fees", "difficulty"}
    assert (found.start_us, found.end_us) == (START_US, END_US)
    for series in found.series.values():
        series.at(START_US)
        series.at(END_US - 1)


def test_halls_with_racks_for_jobs_get_jobs_and_inference_racks_requests() -> None:
    found = world()
    assert sorted(found.jobs) == sorted(found.requests) == [0, 1, 2]
    assert world("workload={}").jobs == {}


def test_policies_stand_in_the_order_of_their_priority() -> None:
    priorities = [policy.PRIORITY for policy in world().policies]
    assert len(priorities) == 3
    assert priorities == sorted(priorities)


def test_jobs_of_another_seed_have_numbers_of_their_own() -> None:
    usual, other = world(), world(luck_index=1)
    ours = {job.job for job in islice(usual.jobs[0].after(START_US), 50)}
    theirs = {job.job for job in islice(other.jobs[0].after(START_US), 50)}
    assert len(ours) == len(theirs) == 50
    assert not ours & theirs
    assert max(theirs) * 100 < 2**53


def test_faults_of_series_jobs_and_policies_come_together(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("nothing here\n")
    (tmp_path / "j.csv").write_text("neither,here\n1,2\n")
    sets = ["series.price={source: p.csv}", "workload.jobs={source: j.csv}"]
    sets.append("policies=[{policy: nobody}, {policy: price_curtailment, params: {hold_min: -1}}]")
    with pytest.raises(ScenarioError) as caught:
        world(*sets, base_dir=tmp_path)
    words = str(caught.value)
    assert all(name in words for name in ("p.csv", "j.csv", "nobody", "hold_min"))


def test_a_policy_file_that_names_no_policy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("x = 1\n")
    with pytest.raises(ScenarioError, match="POLICY"):
        world("policies=[{policy: mine.py}]", base_dir=tmp_path)
    with pytest.raises(ScenarioError, match="no such policy file"):
        world("policies=[{policy: gone.py}]", base_dir=tmp_path)


SETTINGS = """\
from pydantic import BaseModel, Field


class Settings(BaseModel):
    model_config = {"extra": "forbid"}
    hold_min: float = Field(5, ge=0, le=10)


class POLICY:
    PARAMS = Settings
"""


def test_settings_of_a_users_policy_are_told_with_their_unit_and_range(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(SETTINGS)
    with pytest.raises(ScenarioError) as caught:
        world("policies=[{policy: mine.py, params: {hold_min: 99, foo: 2}}]", base_dir=tmp_path)
    first, second = caught.value.faults
    assert str(first) == (
        "policies[0].params.hold_min: is out of range (is 99 min); allowed: 0 to 10 min"
    )
    assert second.path == "policies[0].params.foo"
    assert second.allowed == "hold_min"
