"""A tally is what all facts say, however often they are taken in."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.run.months import two_days
from tests.scenes.stage import played
from twin.log import LogReader, open_log
from twin.run import tally as rooms
from twin.run.ramps import SUDDEN
from twin.run.tally import Tally


@pytest.fixture(scope="module")
def log() -> LogReader:
    return open_log(played("t1-trips").run_dir)


def test_it_is_what_all_facts_say(log: LogReader) -> None:
    every = log.columns()
    found = Tally()
    found.take(log)
    assert found.kinds == Counter(every.kind)
    rows = list(zip(every.t_us, every.subject, every.kind, every.value, strict=True))
    assert found.sudden_us == [t_us for t_us, _, kind, _ in rows if kind in SUDDEN]
    assert found.sudden_us
    told = [
        (name, (load or 0.0, t_us)) for t_us, name, kind, load in rows if kind == "OverloadBegan"
    ]
    assert told
    assert found.overloads == {
        name: max(peak for of, peak in told if of == name) for name, _ in told
    }


def test_what_was_taken_in_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    log = open_log(two_days())
    found = Tally()
    found.take(log)
    kinds = found.kinds
    assert sum(kinds.values()) == found.last_seq == log.last_seq
    monkeypatch.setattr(rooms, "kind_counts", lambda _: pytest.fail("it was read again"))
    found.take(log)
    assert found.kinds == kinds
