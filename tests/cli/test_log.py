"""`twin log` as typed: facts in three forms, causes in words, damage in full."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pyarrow.parquet as pq
import pytest

from twin.log import open_log


@pytest.fixture
def broken(hours, tmp_path):
    """A copy of the run with one bit flipped in the middle of its facts."""
    run_dir = tmp_path / "runs" / "broken"
    shutil.copytree(hours, run_dir)
    file = run_dir / "events" / "000001.arrows"
    stored = bytearray(file.read_bytes())
    stored[len(stored) // 2] ^= 1
    file.write_bytes(stored)
    return run_dir


def test_facts_are_lines_with_number_time_words_and_cause(hours, twin):
    code, out, err = twin("log", "show", hours, "--limit", "3")
    assert code == 0
    assert out.splitlines()[0].startswith("1  2026-07-01 00:00:00.000-05:00  the run began at")
    assert "the first 3: --limit takes more" in err


def test_json_and_csv_hold_every_column(hours, twin):
    _, out, _ = twin("log", "show", hours, "--format", "json")
    facts = [json.loads(line) for line in out.splitlines()]
    assert [fact["seq"] for fact in facts] == list(range(1, open_log(hours).last_seq + 1))
    assert all(fact["cause"] is None or fact["cause"] < fact["seq"] for fact in facts)
    _, out, _ = twin("log", "show", hours, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["kind"] for row in rows] == [fact["kind"] for fact in facts]
    assert rows[0]["time"] == "2026-07-01T05:00:00+00:00"


def test_facts_are_picked_by_kind_subject_and_time(hours, twin):
    words = ["--kind", "InferenceLoadChanged", "--subject", "H2", "--from", "2026-07-01T01:00"]
    _, out, _ = twin("log", "show", hours, *words, "--to", "2026-07-01T01:30", "--format", "json")
    facts = [json.loads(line) for line in out.splitlines()]
    assert facts
    assert {(fact["kind"], fact["subject"]) for fact in facts} == {("InferenceLoadChanged", "H2")}
    assert twin("log", "show", hours, "--subject", "TIE-12")[1] == "no such facts\n"


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(
    ("option", "name", "near"),
    [
        ("--subject", "t1", "T1"),
        ("--subject", "price_curtail", "price_curtailment"),
        ("--kind", "pricechange", "PriceChanged"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(hours, twin, option, name, near, form):
    code, shown, said = twin("log", "show", hours, option, name, "--format", form)
    assert (code, shown) == (2, "")
    assert f"(is {name}); did you mean" in said
    assert near in said


def test_why_walks_to_a_fact_without_a_cause(hours, twin):
    facts = open_log(hours).columns()
    seq = next(s for s, cause in zip(facts.seq, facts.cause, strict=True) if cause is not None)
    _, out, _ = twin("log", "why", hours, seq)
    lines = out.splitlines()
    assert lines[0].startswith(str(seq))
    assert "because" in lines[1]
    assert "has no cause" in lines[-1]


@pytest.mark.parametrize("words", [["why", "999999"], ["show", "--kind", "Nothing"]])
def test_facts_that_are_not_there_are_refused(hours, twin, words):
    code, _, err = twin("log", words[0], hours, *words[1:])
    assert code == 2
    assert "allowed: " in err


def test_a_sound_log_says_so(hours, twin):
    code, out, _ = twin("log", "verify", hours)
    assert code == 0
    assert out.startswith("sound: ")
    found = json.loads(twin("log", "verify", hours, "--json")[1])
    assert (found["faults"], found["facts"]) == ([], open_log(hours).last_seq)
    assert len(twin("log", "digest", hours)[1].strip()) == 64


def test_a_flipped_bit_is_found_by_every_verb_that_reads(broken, twin):
    last = str(open_log(broken).last_seq)  # in the damaged batch; the first instant has its own
    for words in (["verify"], ["show"], ["digest"], ["why", last], ["export"]):
        code, _, err = twin("log", words[0], broken, *words[1:])
        assert code == 2, words
        assert "twin log repair" in err, words
    assert twin("resume", broken)[0] == 2


def test_repair_keeps_what_is_sound_and_says_what_is_lost(broken, twin):
    code, out, _ = twin("log", "repair", broken)
    assert code == 0
    assert "kept: " in out
    assert "lost: " in out
    assert "set aside: " in out
    assert twin("log", "verify", broken)[0] == 0


def test_repairing_what_is_sound_changes_nothing(hours, twin):
    before = twin("log", "digest", hours)[1]
    code, out, _ = twin("log", "repair", hours)
    assert (code, out.splitlines()[-1]) == (0, "nothing was lost")
    assert twin("log", "digest", hours)[1] == before


def test_tables_are_exported_with_units(hours, twin, tmp_path):
    out_dir = tmp_path / "tables"
    code, out, _ = twin("log", "export", hours, "--out", out_dir)
    assert code == 0
    assert "PriceChanged" in out
    schema = pq.read_schema(next((out_dir / "PriceChanged").iterdir()))
    assert b"USD/MWh" in schema.field("price_usd_per_mwh").metadata.values()
    code, _, err = twin("log", "export", hours, "--out", out_dir, "--json")
    assert (code, "tables" in err) == (2, True)
