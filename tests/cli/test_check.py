"""`twin check` finds every fault of a document and of what it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.small import SITE
from twin import shipped
from twin.cli.check import check

SCENARIO = """\
schema: switchyard.scenario/1
title: a day
site: site.yaml
start: 2026-07-01T00:00:00-05:00
duration: 1d
series:
  weather: {generate: {kind: weather}}
  price: {source: prices.csv}
  btc_price: {generate: {kind: walk}}
  fees: {generate: {kind: fees}}
  difficulty: {generate: {kind: difficulty}}
workload:
  partitions: [{hall: H1}]
policies:
- policy: price_curtailment
  params: {hold_min: 20}
- policy: mine.py
"""
HOURS = [f"2026-07-{1 + n // 24:02d} {n % 24:02d}:00:00-05:00,{20 + n}" for n in range(30)]
PRICES = "Datetime,Price (USD/MWh)\n" + "\n".join(HOURS) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("site.yaml", SITE),
        ("day.yaml", SCENARIO),
        ("prices.csv", PRICES),
        ("mine.py", ""),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", [*shipped.names("sites"), *shipped.names("scenarios")])
def test_everything_that_is_shipped_is_sound(name: str) -> None:
    assert check(name) == []


def test_a_sound_folder_has_no_faults(folder: Path) -> None:
    assert check(str(folder / "site.yaml")) == []
    assert check(str(folder / "day.yaml")) == []


def test_faults_of_scenario_site_policies_and_files_come_in_one_list(folder: Path) -> None:
    rewrite(folder / "day.yaml", "hold_min: 20", "hold_min: -20, hold_mn: 3")
    rewrite(folder / "day.yaml", "mine.py", "yours.py")
    rewrite(folder / "day.yaml", "hall: H1", "hall: H7")
    rewrite(folder / "day.yaml", "duration: 1d", "duration: 1")
    rewrite(folder / "site.yaml", "z: America/Chicago", "z: Texas")
    rewrite(folder / "prices.csv", ",22\n", ",nan\n")
    found = check(str(folder / "day.yaml"))
    assert {fault.path for fault in found} >= {
        "duration",
        "policies[0].params.hold_min",
        "policies[0].params.hold_mn",
        "policies[1].policy",
        "workload.partitions[0].hall",
        "tz",
    }
    assert {Path(fault.file).name for fault in found} >= {"day.yaml", "site.yaml"}
    assert next(fault.line for fault in found if fault.path.endswith("hold_mn")) == 16


def test_faults_of_a_series_file_name_the_file_and_its_line(folder: Path) -> None:
    rewrite(folder / "prices.csv", ",22\n", ",nan\n")
    found = check(str(folder / "day.yaml"))
    assert ("prices.csv", 4) in [(fault.file, fault.line) for fault in found]


def test_a_series_that_does_not_cover_the_run_is_told(folder: Path) -> None:
    assert check(str(folder / "day.yaml"), sets=["duration=40h"])


def test_files_that_are_not_there_are_told_at_their_place(folder: Path) -> None:
    (folder / "prices.csv").unlink()
    (folder / "site.yaml").unlink()
    found = check(str(folder / "day.yaml"))
    assert [fault.path for fault in found if fault.path] == ["series.price.source"]
    assert any(fault.what == "is no file" and "site.yaml" in fault.file for fault in found)


def test_an_unknown_policy_says_which_there_are(folder: Path) -> None:
    rewrite(folder / "day.yaml", "mine.py", "n1")
    (fault,) = check(str(folder / "day.yaml"))
    assert fault.allowed == "thermal_shedding, n1_shedding, price_curtailment, or a .py file"


def test_sets_reach_the_scenario_and_its_site(folder: Path) -> None:
    name = str(folder / "day.yaml")
    assert check(name, sets=["policies[0].params.hold_min=5", "site.interconnect.kv=132"]) == []
    found = check(name, sets=["seed=x", "site.transformers[T1].z_pct=-1"])
    assert {fault.file for fault in found} == {
        "--set seed=x",
        "--set site.transformers[T1].z_pct=-1",
    }


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 1\n", "is missing"),
        ("schema: hybrid/7\n", "names no kind of document that is known"),
        ("", "is empty"),
        ("a: [\n", "is not YAML"),
        ("schema: switchyard.site/2\n", "was written for a newer version"),
    ],
)
def test_what_is_no_document_is_one_fault(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    (fault,) = check(str(path))
    assert fault.what.startswith(what)


def test_bytes_that_are_no_text_and_no_file_at_all_are_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"title: \xff\xfe\n")
    assert check(str(path))[0].what.startswith("is not UTF-8 text")
    (fault,) = check("no-such-file.yaml")
    assert fault.what == "is no file"
    assert "w100-hybrid" in fault.allowed


def test_a_catalogue_can_be_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "asics.yaml"
    path.write_text(shipped.text("catalogue", "asics"), encoding="utf-8")
    assert check(str(path)) == []
    rewrite(path, "provenance: S", "provenance: X")
    (fault,) = check(str(path))
    assert fault.allowed == "V or S or M or A"


def test_the_recordings_of_2021_fit_the_scenario_of_that_year(shared_data: Path) -> None:
    sets = [
        f"series.weather={{source: {shared_data}/weather/2021.json, gap_max_s: 3600}}",
        f"series.price={{source: {shared_data}/power-prices/processed_2021.csv}}",
        f"series.difficulty={{source: {shared_data}/bitcoin/checkpoints_mainnet.json}}",
    ]
    assert check("dallas-2021", sets=sets) == []
