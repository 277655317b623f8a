"""Facts as text."""

from __future__ import annotations

import json
from datetime import UTC

from twin.cli.facts import HEADS, chain_text, csv_lines, facts_text, json_lines, principals
from twin.facts import FACTS
from twin.run.reading import Told


def told(seq: int, cause: int | None, words: str) -> Told:
    return Told(
        seq=seq,
        t_us=seq * 1_000_500,
        kind="PriceChanged",
        subject="POI",
        value=1.5,
        body='{"a":1}',
        origin="sim",
        cause=cause,
        words=words,
    )


CHAIN = [told(112, 20, "a row slept"), told(20, 7, "a command"), told(7, None, "the price rose")]


def test_numbers_stand_below_each_other_and_causes_behind():
    lines = facts_text(CHAIN[::-1], UTC).splitlines()
    assert lines[0] == "  7  1970-01-01 00:00:07.003+00:00  the price rose"
    assert lines[2].endswith("a row slept  <- 20")


def test_every_cause_is_a_step_further_in_until_the_root():
    lines = chain_text(CHAIN, UTC).splitlines()
    assert "  because a command (sim)" in lines[1]
    assert lines[2].index("because") > lines[1].index("because")
    assert lines[3].endswith("fact 7 has no cause")


def test_no_facts_are_said_to_be_none():
    assert facts_text([], UTC) == "no such facts\n"


def test_json_opens_the_body_and_csv_quotes_it():
    assert json.loads(next(json_lines(CHAIN)))["body"] == {"a": 1}
    head, line, *_ = csv_lines(CHAIN)
    assert head == ",".join(HEADS)
    assert line.endswith('POI,1.5,"{""a"":1}",sim,20')


def test_principals_are_fields_of_their_facts():
    fields = {fact.__name__: fact.__struct_fields__ for fact in FACTS}
    assert all(name in fields[kind] for kind, name in principals().items())
    assert principals()["PriceChanged"] == "price_usd_per_mwh"
