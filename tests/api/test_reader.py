"""A reader sees what was acknowledged since, and keeps its alarms up to date."""

from __future__ import annotations

import pytest

from api import reader as reading
from api.reader import Reader
from twin.facts.operator import AlarmAcknowledged
from twin.run.alarms import AlarmBook
from twin.run.annotate import annotate
from twin.run.live import proceed
from twin.run.reading import open_run
from twin.run.start import Wishes, create


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = create("scene-t1-trips", tmp_path_factory.mktemp("reader") / "run", Wishes(span="61m"))
    proceed(made)
    return made


def test_an_alarm_book_is_what_all_facts_up_to_then_say(folder, monkeypatch):
    monkeypatch.setattr(reading, "_PAGE_FACTS", 50)
    reader = Reader(open_run(folder))
    with reader.fresh() as run:
        first_us, last_us = run.span_us
        log = run.line.reader
    for t_us in (last_us, first_us, (first_us + last_us) // 2, last_us - 60_000_000):
        whole = AlarmBook()
        for facts in log.chunks(1, log.seq_at(t_us)):
            whole.feed(facts, t_us)
        assert reader.alarm_book(t_us).alarms(0) == whole.alarms(0)
    assert len(reader._books) > 2


def test_alarms_asked_again_take_in_only_what_is_new(folder, monkeypatch):
    reader = Reader(open_run(folder))
    with reader.fresh() as run:
        log, last_seq = run.line.reader, run.fact_count
        middle_us = log.columns(last_seq // 2, last_seq // 2).t_us[0]
    fed: list[int] = []
    known = AlarmBook.feed
    monkeypatch.setattr(
        AlarmBook, "feed", lambda book, facts: fed.extend(facts.seq) or known(book, facts)
    )
    reader.alarm_book(middle_us)
    half_seq = fed[-1]
    reader.alarm_book()
    assert fed == list(range(1, last_seq + 1))
    reader.alarm_book()
    assert len(fed) == last_seq
    assert reader.alarm_book(middle_us).last_seq == half_seq


def test_density_is_counted_on_and_not_anew(folder):
    reader = Reader(open_run(folder))
    assert reader.density(7) is reader.density(7)
    with reader.fresh() as run:
        assert reader.density(7).counts.sum() == run.fact_count


def test_new_facts_are_seen_and_alarms_follow(folder):
    reader = Reader(open_run(folder))
    before = reader.alarm_book()
    assert {alarm.id: alarm.state for alarm in before.alarms()}["T1 failed"] == "unacknowledged"
    annotate(folder, [("T1", AlarmAcknowledged("T1 failed", "me"))], 0)
    with reader.fresh() as run:
        assert run.fact_count == before.last_seq + 1
    after = {alarm.id: alarm.state for alarm in reader.alarm_book().alarms()}
    assert after["T1 failed"] == "acknowledged"
