"""`twin plan simulate`."""

import json

from typer.testing import CliRunner

from twin.cli.app import app

RUN = CliRunner()


def said(*words):
    found = RUN.invoke(app, ["plan", "simulate", "w100-rev2", "--runs", "400", *words])
    return found.output, found.exit_code


def test_dates_come_with_their_error_and_what_they_hang_on():
    text, code = said()
    assert code == 0
    assert "400 runs of schedule and money alone, outlook industry" in text
    assert "error of P80, days" in text
    assert "P1 hangs on" in text


def test_two_workers_say_what_one_says():
    assert said("--workers", "2", "--json") == said("--json")


def test_a_record_says_what_it_is_of():
    found = json.loads(said("--json", "--seed", "4")[0])
    assert (found["seed"], found["outlook"], found["runs_count"]) == (4, "industry", 400)
    assert found["speed"] == "schedule and money"
    assert len(found["plan"]) == 64


def test_too_few_runs_give_no_probability():
    found = RUN.invoke(app, ["plan", "simulate", "w100-rev2", "--runs", "100"])
    assert found.exit_code == 2


def test_an_unknown_outlook_is_named_with_those_there_are():
    text, code = said("--outlook", "rosy")
    assert code == 2
    assert "optimist, industry, reference_class" in text


def test_another_plan_is_drawn_with_the_same_luck():
    text, code = said("--against", "w100-rev2")
    assert code == 0
    assert "worth more than the other plan in 0.0 % of runs" in text
