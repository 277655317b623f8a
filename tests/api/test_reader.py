"""A reader sees what was acknowledged since, and keeps its alarms up to date."""

from __future__ import annotations

from api.reader import Reader
from twin.facts.operator import AlarmAcknowledged
from twin.run.annotate import annotate
from twin.run.live import proceed
from twin.run.reading import open_run
from twin.run.start import Wishes, create


def test_new_facts_are_seen_and_alarms_follow(tmp_path):
    folder = create("scene-t1-trips", tmp_path / "run", Wishes(span="61m"))
    proceed(folder)
    reader = Reader(open_run(folder))
    before = {alarm.id: alarm.state for alarm in reader.alarm_book().alarms()}
    assert before["T1 failed"] == "unacknowledged"
    annotate(folder, [("T1", AlarmAcknowledged("T1 failed", "me"))], 0)
    with reader.fresh() as run:
        assert run.fact_count == reader.alarms.last_seq + 1
    after = {alarm.id: alarm.state for alarm in reader.alarm_book().alarms()}
    assert after["T1 failed"] == "acknowledged"
