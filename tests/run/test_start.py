"""A run directory is made whole or not at all, and says what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import START_US
from twin import shipped
from twin.errors import RequestError, TwinError
from twin.log import open_log
from twin.run.fork import fork
from twin.run.kept import unpacked
from twin.run.lineage import open_member
from twin.run.live import resume
from twin.run.start import Wishes, create, policies_set, sets_of


def test_the_manifest_says_who_what_and_which(tmp_path: Path) -> None:
    create("demo-month", tmp_path / "r", Wishes(seed=4, span="3d", created_us=77))
    manifest = open_log(tmp_path / "r").manifest
    assert (manifest.seed, manifest.created_us) == (4, 77)
    assert manifest.title.startswith("Thirty")
    assert {"switchyard", "simpy", "numpy"} <= set(manifest.versions)
    assert len(manifest.site_hash) == len(manifest.scenario_hash) == 64
    assert '"duration":"3d"' in unpacked(manifest.scenario, tmp_path).scenario


def test_runs_made_from_the_same_have_the_same_hashes_and_other_names(tmp_path: Path) -> None:
    one, two = (open_log(create("demo-month", tmp_path / name)).manifest for name in ("one", "two"))
    assert (one.site_hash, one.scenario_hash) == (two.site_hash, two.scenario_hash)
    assert one.run_id != two.run_id


def test_faults_leave_no_folder(tmp_path: Path) -> None:
    with pytest.raises(TwinError):
        create("demo-month", tmp_path / "r", Wishes(sets=["policies[0].policy=nobody"]))
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("inside", ["sub", "forks/sub", "a/b/c"])
def test_a_run_inside_another_run_is_refused(tmp_path: Path, inside: str) -> None:
    outer = create("demo-month", tmp_path / "r")
    with pytest.raises(RequestError, match="lies inside the run"):
        create("demo-month", outer / inside)
    with pytest.raises(RequestError, match="lies inside the run"):
        fork(outer, START_US, outer / inside)
    assert not (outer / inside).exists()


def test_policies_replace_and_known_ones_keep_their_settings() -> None:
    uses = [{"policy": "a", "params": {"x": 1}}, {"policy": "b", "params": {}}]
    assert policies_set(uses, ["a", "c"]) == (
        'policies=[{"policy":"a","params":{"x":1}},{"policy":"c"}]'
    )
    assert policies_set(uses, ["none"]) == "policies=[]"


def test_wishes_are_assignments() -> None:
    wishes = Wishes(sets=["title=x"], seed=3, span="1d", policies=["n1_shedding"])
    sets = sets_of(wishes, "demo-month")
    assert sets[:3] == ["title=x", "seed=3", "duration=1d"]
    assert sets[3].startswith('policies=[{"policy":"n1_shedding"')


def test_a_policy_of_ones_own_is_found_beside_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from twin.policies import POLICIES\nPOLICY = POLICIES['thermal_shedding']\n"
    )
    (tmp_path / "s.yaml").write_text(scenario_text())
    run_dir = create(tmp_path / "s.yaml", tmp_path / "r", Wishes(policies=["mine.py"], span="1h"))
    assert list(open_member(run_dir).kept.files) == ["mine.py"]
    assert resume(run_dir).is_complete


def test_a_run_does_not_go_on_with_a_changed_file(tmp_path: Path) -> None:
    prices = tmp_path / "prices.csv"
    prices.write_text("time,Price\n2026-07-01T00:00:00Z,30\n2026-07-09T00:00:00Z,40\n")
    (tmp_path / "s.yaml").write_text(scenario_text())
    sets = ["series.price={source: prices.csv, columns: {price_usd_per_mwh: Price}}"]
    sets.append("series.price.gap_max_s=1000000")
    run_dir = create(tmp_path / "s.yaml", tmp_path / "r", Wishes(sets=sets, span="1d"))
    prices.write_text(prices.read_text().replace("30", "31"))
    with pytest.raises(TwinError, match=r"prices\.csv"):
        resume(run_dir)
    prices.write_text(prices.read_text().replace("31", "30"))
    assert resume(run_dir).is_complete


def scenario_text() -> str:
    return shipped.text("scenarios", "demo-month")
