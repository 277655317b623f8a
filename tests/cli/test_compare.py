"""`twin compare`: what it prints and how it leaves."""

import json

import pytest
from typer.testing import CliRunner

from twin.cli.app import app
from twin.run.live import run_scenario
from twin.run.start import Wishes

RUN = CliRunner()


def said(*words):
    """What a command prints, and its exit code."""
    found = RUN.invoke(app, ["compare", *words])
    return found.output, found.exit_code


def test_failures_come_before_figures_and_figures_before_changes():
    text, code = said("w100-rev1", "w100-rev2")
    assert code == 0
    places = [
        text.index(word)
        for word in ("T2 carries 1.10 of 1.00 pu", "\nNPV", "changed in 2", "is disqualified")
    ]
    assert places == sorted(places)


def test_only_differences_leaves_out_what_is_the_same():
    whole, short = said("w100-rev1", "w100-rev2")[0], said(
        "w100-rev1", "w100-rev2", "--only-differences"
    )[0]  # fmt: skip
    assert "IT delivered" in whole
    assert "IT delivered" not in short
    assert "highest load" in short


def test_json_is_all_of_it():
    found = json.loads(said("w100-rev1", "w100-rev2", "--json")[0])
    assert found["disqualified"] == [True, True]
    assert found["rows"][0]["means"]
    assert any(one["path"] == "tasks[A-OFF-B05]" for one in found["changes"][1]["documents"])


def test_drawn_plans_say_how_often_one_beats_the_other():
    text = said("w100-rev2", "w100-rev1", "--runs", "400")[0]
    assert "1 is worth more than 2 in " in text
    assert "of 400 runs with the same luck" in text
    assert "P1 ready, P80" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("w100-rev2",), "2 to 6 plans or runs"),
        (("w100-rev2",) * 7, "2 to 6 plans or runs"),
        (("w100-rev2", "w100-rev9"), "w100-rev9"),
        (("w100-rev2", "w100-rev1", "--runs", "399"), "400 or more"),
        (("w100-rev2", "w100-rev1", "--outlook", "gloomy"), "optimist"),
        (("w100-rev2", "."), "mixes plans and runs"),
        ((".", ".", "--runs", "400"), "draws plans, not runs"),
        ((".", "."), "is not a run"),
    ],
)
def test_what_makes_no_sense_is_named_with_what_does(words, told):
    text, code = said(*words)
    assert code == 2
    assert told in text


def test_runs_are_metered_from_their_logs(tmp_path):
    for name, degrees in (("a", 20), ("b", 45)):
        sets = (f"series.weather.generate.values.dry_bulb_c={degrees}",)
        run_scenario("scene-job", tmp_path / name, Wishes(sets=sets, span="40min"))
    text, code = said(str(tmp_path / "a"), str(tmp_path / "b"), "--only-differences")
    assert code == 0
    assert "series.weather.generate.values.dry_bulb_c  20" in text
    assert "T3 hot-spot" in text
