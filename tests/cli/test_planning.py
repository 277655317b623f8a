"""`twin plan`: what it prints and how it leaves."""

import json

import pytest
from typer.testing import CliRunner

from twin.cli.app import app

RUN = CliRunner()


def said(*words):
    """What a command prints, and its exit code."""
    found = RUN.invoke(app, ["plan", *words])
    return found.output, found.exit_code


def test_a_plan_with_breaches_is_valid_and_says_each():
    text, code = said("check", "w100-rev1")
    assert code == 0
    assert "W100-25 revision 1: valid, 8 breaches" in text
    assert "T2 carries 1.10 of 1.00 pu" in text
    assert "N-1 hangs on RING" in text


def test_a_strict_check_leaves_with_1():
    assert said("check", "w100-rev1", "--strict")[1] == 1


def test_an_invalid_plan_leaves_with_2_and_names_the_place():
    text, code = said("check", "w100-rev2", "--set", "halls[H1].it_mw=5.5")
    assert code == 2
    assert "halls[0].it_mw" in text


def test_breaches_are_records_too():
    text, code = said("check", "w100-rev1", "--json")
    found = json.loads(text)
    assert code == 0
    assert found[0]["rule"] == "V12"
    assert found[0]["since"] == "2028-07-24"


@pytest.mark.parametrize("verb", ["schedule", "contingency"])
def test_tables_are_records_too(verb):
    table, code = said(verb, "w100-rev2")
    record, other = said(verb, "w100-rev2", "--json")
    assert (code, other) == (0, 0)
    assert table
    assert json.loads(record)


def test_a_schedule_says_when_each_phase_is_ready_and_what_drives_it():
    text, _ = said("schedule", "w100-rev2")
    assert "P1     A-ACC           2028-05-31  2028-10-26  2028-10-27        149" in text
    assert "P3 is driven by C-GPU > C-RACK > C-BURN > C-ACC" in text


def test_a_contingency_says_through_which_tie_the_dead_bus_is_fed():
    text, _ = said("contingency", "w100-rev2")
    lines = [line.split() for line in text.splitlines()]
    assert [
        "2028-12-11",
        "T1",
        "TIE-14",
        "T4",
        "1.87",
        "0.65",
        "32.4",
        "49.5",
        "0.0",
        "8.0",
    ] in lines


def test_a_plan_that_is_not_there_is_named_with_those_that_are():
    text, code = said("check", "w100-rev9")
    assert code == 2
    assert "w100-rev1" in text


def test_an_imported_task_list_is_printed_as_a_plan(tmp_path):
    path = tmp_path / "tasks.csv"
    path.write_text("id,name,duration_days\nA,Design,10\n")
    text, code = said("import", str(path), "--start", "2027-01-04")
    assert code == 0
    assert "schema: switchyard.plan/1" in text
