"""A growing file of messages: what is sound is found, what is not is as good as absent."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from twin.log import DiskFiles, KeyframeStore
from twin.log.cachefile import CacheFile
from twin.log.streams import Stream

ONE, TWO = Stream(opening=b"OPEN", message=b"one"), Stream(opening=b"OPEN", message=b"second")


def cache(tmp_path: Path) -> CacheFile:
    return CacheFile(DiskFiles(), tmp_path / "folder" / "1.arrow", 4)


def test_messages_come_back_by_their_slots(tmp_path: Path) -> None:
    file = cache(tmp_path)
    assert file.slots() == []
    assert file.index_size() == -1
    slots = [file.append(b"wd 1", ONE), file.append(b"wd 2", TWO)]
    assert file.slots() == slots == cache(tmp_path).slots()
    assert [file.read(slot) for slot in slots] == [b"one", b"second"]
    assert (tmp_path / "folder" / "1.arrow").read_bytes() == b"OPENonesecond"


def test_another_writer_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    cache(tmp_path).append(b"wd 1", ONE)
    slot = cache(tmp_path).append(b"wd 2", TWO)
    assert slot.offset == 7
    assert len(cache(tmp_path).slots()) == 2


def test_no_flipped_bit_gives_a_wrong_message(tmp_path: Path) -> None:
    file = cache(tmp_path)
    slots = [file.append(b"wd 1", ONE), file.append(b"wd 2", TWO)]
    for path in (tmp_path / "folder").iterdir():
        whole = path.read_bytes()
        for bit in range(8 * len(whole)):
            flipped = bytearray(whole)
            flipped[bit // 8] ^= 1 << bit % 8
            path.write_bytes(flipped)
            for slot in cache(tmp_path).slots():
                assert slot in slots
                assert cache(tmp_path).read(slot) in {None, b"one", b"second"}
        path.write_bytes(whole)


def test_a_torn_tail_is_passed_over_and_written_over(tmp_path: Path) -> None:
    cache(tmp_path).append(b"wd 1", ONE)
    for path in (tmp_path / "folder").iterdir():
        path.write_bytes(path.read_bytes() + b"torn")
    file = cache(tmp_path)
    assert len(file.slots()) == 1
    slot = file.append(b"wd 2", TWO)
    assert file.read(slot) == b"second"
    assert len(cache(tmp_path).slots()) == 2


def test_what_is_not_kept_is_forgotten(tmp_path: Path) -> None:
    file = cache(tmp_path)
    slots = [file.append(b"wd 1", ONE), file.append(b"wd 2", TWO)]
    file.keep(slots[1:])
    assert file.slots() == slots[1:]
    third = file.append(b"wd 3", ONE)
    assert [file.read(slot) for slot in file.slots()] == [b"second", b"one"]
    assert third.offset > slots[1].offset


def test_a_missing_stream_is_a_miss(tmp_path: Path) -> None:
    slot = cache(tmp_path).append(b"wd 1", ONE)
    (tmp_path / "folder" / "1.arrow").unlink()
    assert cache(tmp_path).read(slot) is None


def test_the_keyframe_file_is_an_arrow_stream_for_other_tools(tmp_path: Path) -> None:
    store = KeyframeStore(tmp_path, DiskFiles())
    for seq in (1, 2):
        store.write(seq, 10 * seq, b"state")
    table = pa.ipc.open_stream((tmp_path / "keyframes" / "000001.arrow").read_bytes()).read_all()
    assert table.column("seq").to_pylist() == [1, 2]
