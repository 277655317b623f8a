"""Facts are numbered as they come, written at the end of instants, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import made, two_days
from twin.facility import Plant
from twin.facts import decode
from twin.facts.outside import PriceChanged
from twin.log import open_log
from twin.run.lineage import open_member
from twin.run.recorder import BATCH_COUNT, KEYFRAME_COUNT, Recorder

PRICE = PriceChanged(30.0)


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    found = Recorder(made(tmp_path / "r"))
    member = open_member(tmp_path / "r")
    found.follow(Plant(member.parts, member.start_us), None, member.start_us)
    return found


def put(recorder: Recorder, t_us: int, count: int) -> None:
    recorder.before(t_us)
    for _ in range(count):
        recorder.put(t_us, "POI", PRICE, None, "sim")


def test_seqs_start_at_one_and_rise_by_one(recorder: Recorder) -> None:
    seqs = [recorder.put(5, "POI", PRICE, None, "sim") for _ in range(3)]
    assert seqs == [1, 2, 3]
    assert recorder.last_seq == 3


def test_a_batch_is_written_at_the_end_of_an_instant_only(
    recorder: Recorder, tmp_path: Path
) -> None:
    told = []
    recorder.on_batch = lambda t_us, seq: told.append((t_us, seq))
    put(recorder, 5, BATCH_COUNT + 10)
    assert told == []
    recorder.after(5)
    assert told == [(5, BATCH_COUNT + 10)]
    put(recorder, 6, 3)
    recorder.close(whole=False)
    assert open_log(tmp_path / "r").last_seq == BATCH_COUNT + 10


def test_the_first_instant_of_a_run_is_acknowledged_at_once(
    recorder: Recorder, tmp_path: Path
) -> None:
    put(recorder, 5, 3)
    recorder.after(5)
    assert open_log(tmp_path / "r").last_seq == 3
    put(recorder, 6, 3)
    recorder.after(6)
    assert open_log(tmp_path / "r").last_seq == 3


def test_a_whole_end_writes_the_rest(recorder: Recorder, tmp_path: Path) -> None:
    put(recorder, 5, 4)
    recorder.after(5)
    recorder.close(whole=True)
    facts = open_log(tmp_path / "r").columns()
    assert facts.seq == [1, 2, 3, 4]
    assert facts.t_us == facts.recorded_us == [5] * 4
    assert decode(facts.kind[0], facts.value[0], facts.body[0]) == PRICE


def test_keyframes_are_closer_than_batches() -> None:
    member = open_member(two_days())
    facts = member.reader.columns()
    for seq in range(KEYFRAME_COUNT * 2, len(facts), 300):
        keyframe = member.reader.nearest_keyframe(facts.t_us[seq - 1])
        assert keyframe is not None
        assert seq - keyframe.seq < KEYFRAME_COUNT + 100


def test_a_disk_that_refuses_caches_is_done_without(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("twin.log.KeyframeStore.write", refuse)
    put(recorder, 5, KEYFRAME_COUNT + 1)
    recorder.after(5)
    recorder.close(whole=True)
    assert open_log(tmp_path / "r").last_seq == KEYFRAME_COUNT + 1
