"""Every kind of fact reads as a sentence."""

from __future__ import annotations

import msgspec
import pytest

from tests.run.months import two_days
from twin.facts import COMMANDS, FACTS, Fact, decode, mining, power
from twin.facts import control as said
from twin.facts import outside as out
from twin.log import open_log
from twin.run.words import command_words, sentence

_BROKEN = "a machine of row R broke: its power supply, repair takes 2 h"
SAMPLE = {
    int: 3,
    float: 2.5,
    str: "x",
    bool: True,
    tuple[str, ...]: ("r1", "r2"),
    tuple[float, ...]: (0.5,),
}


def example(kind: type[msgspec.Struct]) -> msgspec.Struct:
    values = {}
    for field in msgspec.structs.fields(kind):
        if field.name == "command":
            values[field.name] = said.OpenTie("as drilled", "TIE-12")
        elif field.name.endswith("json"):
            values[field.name] = "{}"
        else:
            values[field.name] = SAMPLE[field.type]
    return kind(**values)


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_every_kind_says_something_about_its_subject(kind: type[Fact]) -> None:
    words = sentence("X1", example(kind))
    assert 8 < len(words) < 200
    assert "_" not in words.split("(")[0] or "X1" in words
    assert not words.endswith(".")


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_every_command_reads_as_what_it_does(kind) -> None:
    assert len(command_words(example(kind))) > 5


@pytest.mark.parametrize(
    ("subject", "fact", "words"),
    [
        ("T1", power.TransformerFailed(7200.0, "drill"), "T1 failed: drill, repair takes 2 h"),
        ("T1-HV", power.BreakerOpened("T1 failed"), "breaker T1-HV opened: T1 failed"),
        ("B1", mining.RowsSlept(("a", "b")), "2 rows of B1 fell asleep"),
        ("B1", mining.RowsSlept(("a",)), "row a fell asleep"),
        ("B1", mining.RowsSlept(("B1-U1-s21", "B1-U2-s21")), "2 s21 rows of B1 fell asleep"),
        ("B1", mining.RowsSlept(("B1-U1-s21", "B1-U1-s19")), "2 rows of B1 fell asleep"),
        ("BTC", out.FeesChanged(0.015), "transaction fees became 1.5 % of the block subsidy"),
        ("BTC", out.DifficultyRetargeted(1.339e14, 9), "difficulty became 133.9 trillion"),
        (
            "W1",
            out.WeatherChanged(41.0, 0.24, 100_930.0),
            "the air at W1 became 41 °C, 24 % humid, 1009 hPa",
        ),
        ("R", mining.MachineFailed(7200.0, "psu"), _BROKEN),
        ("T1", power.AlarmRaised(110.0, "alarm_winding"), "T1 raised an alarm: winding at 110 °C"),
        ("T1", power.TransformerTripped(115.0, "trip_top_oil"), "T1 tripped: top oil at 115 °C"),
        (
            "price",
            said.PolicyRemembered('{"off":["s21"],"behind":true}', 0, 20_000_000),
            "price noted: s21 off for the price; rows still to follow; looks again every 20 s",
        ),
        (
            "T1",
            said.CommandRefused(said.CapHall("too hot", "H1", 0.5), "n1", "no"),
            "n1 wanted to cap H1 at 50 % (too hot); refused: no",
        ),
    ],
)
def test_sentences_read_as_people_speak(subject: str, fact: Fact, words: str) -> None:
    assert sentence(subject, fact) == words


def test_every_fact_of_a_run_has_words() -> None:
    facts = open_log(two_days()).columns()
    rows = zip(facts.subject, facts.kind, facts.value, facts.body, strict=True)
    assert all(sentence(subject, decode(kind, v, body)) for subject, kind, v, body in rows)
