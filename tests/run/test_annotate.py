"""Words on an idle run are facts of it, and change nothing else."""

from __future__ import annotations

import pytest

from tests.run.months import made
from twin.errors import LogError
from twin.facts import KINDS
from twin.facts.operator import OperatorNoted
from twin.log import LogWriter
from twin.run.annotate import annotate
from twin.run.live import proceed, resume
from twin.run.reading import open_run


def test_a_note_is_the_next_fact_and_the_run_stays_complete(tmp_path):
    folder = made(tmp_path / "run", "6h")
    proceed(folder)
    before = open_run(folder)
    (seq,) = annotate(folder, [("T1", OperatorNoted("hello", "me"))], 5)
    after = open_run(folder)
    assert seq == before.fact_count + 1 == after.fact_count
    assert after.span_us == before.span_us
    assert after.fact(seq).words == "me noted about T1: hello"
    end_us = before.span_us[1]
    assert after.state(end_us).values["T1"] == before.state(end_us).values["T1"]
    assert resume(folder).new_count == 0


def test_a_run_that_is_being_written_takes_no_words(tmp_path):
    folder = made(tmp_path / "run", "1h")
    with LogWriter(folder, KINDS), pytest.raises(LogError):
        annotate(folder, [("T1", OperatorNoted("hello", "me"))], 0)
