"""From names to inputs and back: all faults at once, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin.errors import RequestError, ScenarioError
from twin.run.examine import document_text
from twin.run.inputs import changed, files_of, inputs_of, resolve, scenario_json
from twin.scenario import load_scenario


def scenario_file(folder: Path, **replaced: str) -> Path:
    text, _, _ = document_text("demo-month", "scenarios")
    for old, new in replaced.items():
        text = text.replace(f"{old}:", f"{new}:", 1)
    path = folder / "mine.yaml"
    path.write_text(text)
    return path


def test_a_shipped_scenario_resolves_with_its_site() -> None:
    inputs = resolve("demo-month")
    assert inputs.scenario.site == "w100-hybrid"
    assert inputs.site.document.site_id == inputs.parts().site_id
    assert inputs.kept.files == {}


def test_assignments_reach_the_scenario_and_its_site() -> None:
    inputs = resolve("demo-month", ["seed=5", "site.transformers[T1].z_pct=11"])
    assert inputs.scenario.seed == 5
    usual = resolve("demo-month")
    assert inputs.parts().units[0].reactance_pu > usual.parts().units[0].reactance_pu


def test_what_is_kept_gives_the_same_inputs() -> None:
    inputs = resolve("demo-month", ["seed=5", "site.transformers[T1].z_pct=11"])
    again = inputs_of(inputs.kept)
    assert again.scenario == inputs.scenario
    assert again.site.digest == inputs.site.digest
    assert again.parts().wiring == inputs.parts().wiring


def test_a_scenario_as_json_reads_back_as_the_same() -> None:
    scenario = resolve("site-year").scenario
    assert load_scenario(scenario_json(scenario), file="")[0] == scenario


def test_a_changed_scenario_keeps_the_rest() -> None:
    inputs = resolve("demo-month")
    other = changed(inputs, ["failures.asic_per_year=2"])
    assert other.failures.asic_per_year == 2
    assert other.series == inputs.scenario.series


def test_faults_of_scenario_and_site_come_together(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, seed="sed")
    sets = ["site.transformers[T1].z_pct=-4"]
    with pytest.raises(ScenarioError) as caught:
        resolve(path, sets)
    words = str(caught.value)
    assert "sed" in words
    assert "z_pct" in words


def test_a_missing_series_file_is_named(tmp_path: Path) -> None:
    path = scenario_file(tmp_path)
    with pytest.raises(ScenarioError, match=r"gone\.csv"):
        resolve(path, ["series.price={source: gone.csv}"])


def test_files_are_series_jobs_and_policies() -> None:
    scenario = resolve("demo-month").scenario
    assert files_of(scenario) == []
    sets = ["series.price={source: p.csv}", "workload.jobs={source: j.csv}"]
    sets.append("policies=[{policy: mine.py}]")
    text = resolve("demo-month").kept.scenario
    scenario, _ = load_scenario(text, file="", sets=sets)
    assert files_of(scenario) == ["p.csv", "j.csv", "mine.py"]


def test_a_changed_scenario_may_not_name_a_file_or_a_policy_that_is_none() -> None:
    sets = ["series.price={source: p.csv}", "policies[1].policy=n2_shedding"]
    with pytest.raises(ScenarioError) as caught:
        changed(resolve("demo-month"), sets)
    assert [fault.path for fault in caught.value.faults] == [
        "policies[1].policy",
        "series.price.source",
    ]


def test_a_name_that_is_neither_file_nor_shipped_is_refused_with_what_is() -> None:
    with pytest.raises(RequestError, match="demo-month"):
        resolve("no-such-scenario")
