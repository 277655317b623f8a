"""Keyframes are a cache: good ones help, bad ones are passed over."""

from __future__ import annotations

from pathlib import Path

from tests.log.layers import Recorder
from tests.log.stories import KINDS, START_US, facts, new_run, written
from twin.log import DiskFiles, KeyframeStore, LogWriter, open_log


def states(run_dir: Path) -> list[bytes | None]:
    store = KeyframeStore(run_dir, DiskFiles())
    found = [store.read(key) for key in store.known]
    return [None if keyframe is None else keyframe.state for keyframe in found]


def test_a_state_comes_back(tmp_path: Path) -> None:
    store = KeyframeStore(tmp_path, DiskFiles())
    store.write(7, START_US, b"plant" * 1000)
    (key,) = KeyframeStore(tmp_path, DiskFiles()).known
    assert (key.seq, key.t_us) == (7, START_US)
    found = store.read(key)
    assert found is not None
    assert (found.seq, found.t_us, found.state) == (7, START_US, b"plant" * 1000)


def test_another_store_sees_new_ones_when_asked_to_look_again(tmp_path: Path) -> None:
    writer, reader = (KeyframeStore(tmp_path, DiskFiles()) for _ in range(2))
    assert reader.known == []
    writer.write(1, 0, b"state")
    assert reader.known == []
    reader.refresh()
    assert [key.seq for key in reader.known] == [1]


def test_instants_before_1970_are_fine(tmp_path: Path) -> None:
    store = KeyframeStore(tmp_path, DiskFiles())
    store.write(1, -5, b"old")
    assert store.known[0].t_us == -5


def test_keyframes_of_facts_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    store = KeyframeStore(tmp_path, DiskFiles())
    for seq in (1, 2, 3):
        store.write(seq, seq, b"%d" % seq)
    store.prune(2)
    assert states(tmp_path) == [b"1", b"2"]
    store.write(3, 3, b"anew")
    assert states(tmp_path) == [b"1", b"2", b"anew"]


def test_opening_a_writer_forgets_keyframes_of_facts_that_were_not_acknowledged(
    tmp_path: Path,
) -> None:
    run_dir = written(tmp_path / "r", [3])
    store = KeyframeStore(run_dir, DiskFiles())
    store.write(3, START_US, b"good")
    store.write(5, START_US, b"of facts that a crash took")
    LogWriter(run_dir, KINDS).close()
    assert states(run_dir) == [b"good"]


def test_a_damaged_keyframe_gives_way_to_an_earlier_one(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [6])
    store = KeyframeStore(run_dir, DiskFiles())
    times = facts(1, 6).t_us
    for seq in (2, 4):
        store.write(seq, times[seq - 1], b"state %d" % seq)
    path = run_dir / "keyframes" / "000001.arrow"
    whole = bytearray(path.read_bytes())
    whole[-20] ^= 1
    path.write_bytes(whole)
    found = open_log(run_dir).nearest_keyframe()
    assert found is not None
    assert found.state == b"state 2"
    path.unlink()
    assert open_log(run_dir).nearest_keyframe() is None


def test_nothing_is_synced_for_a_cache(tmp_path: Path) -> None:
    files = Recorder()
    KeyframeStore(new_run(tmp_path / "r"), files).write(1, 0, b"state")
    assert not [done for done in files.operations if done.name == "sync"]
