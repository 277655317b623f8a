"""`twin whatif`: what it prints and how it leaves."""

import json

import pytest
from typer.testing import CliRunner

from twin.cli.app import app
from twin.study.whatif import WHATIFS

RUN = CliRunner()


def said(*words):
    """What a command prints, and its exit code."""
    found = RUN.invoke(app, ["whatif", "w100-rev2", *words])
    return found.output, found.exit_code


def test_one_is_answered_in_a_line_and_a_table():
    text, code = said("W5", "--months", "4")
    assert code == 0
    assert "GPUs 4 months late: P1 +0 d, P2 +0 d, P3 +73 d" in text
    assert "schedule and money" in text


def test_an_amount_may_be_typed_with_an_equals_sign():
    assert said("W6", "--weeks=13")[0].startswith("W6, transformers and switchgear come 13 weeks")


def test_the_amount_may_come_first():
    assert said("--weeks", "13", "W6")[0] == said("W6", "--weeks", "13")[0]


def test_all_of_them_are_a_line_each():
    text, code = said("--all")
    assert code == 0
    assert [line.split(" ")[0] for line in text.splitlines()] == list(WHATIFS)


def test_json_has_the_patches_and_the_figures():
    found = json.loads(said("W9", "--json")[0])[0]
    assert found["id"] == "W9"
    assert found["options"][2]["sets"] == ['market.next_halving="2027-01-04"']
    assert found["rows"][0]["speed"] == "schedule and money"


def test_a_list_says_what_each_asks():
    assert "GPUs come 4 months late" in said("--list")[0]
    assert json.loads(said("--list", "--json")[0])[0]["id"] == "W1"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("W99",), "allowed: W1,"),
        (("W5", "--weeks", "3"), "allowed: --months"),
        (("W5", "--months", "many"), "needs a number"),
        (("W5", "--months"), "needs a number"),
        (("W5", "6", "--months", "2"), "one word too many"),
        (("W5", "--months", "500"), "allowed: 0 to 60"),
        ((), "needs one what-if, or all"),
        (("W5", "--all"), "needs one what-if, or all"),
        (("--all", "--months=4"), "is for one what-if"),
        (("W5", "--set", "ntp=3"), "ntp"),
    ],
)
def test_what_makes_no_sense_is_named_with_what_does(words, told):
    text, code = said(*words)
    assert code == 2
    assert told in text
