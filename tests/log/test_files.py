"""The disk behind its small door."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from twin.errors import LogError
from twin.log import DiskFiles
from twin.log.files import trouble, write_whole


def test_bytes_are_where_they_were_written(tmp_path: Path) -> None:
    files = DiskFiles()
    path = tmp_path / "a"
    files.write(path, 0, b"hello")
    files.write(path, 5, b" world")
    files.sync(path)
    assert files.read(path) == b"hello world"
    assert files.read_at(path, 6, 99) == b"world"
    assert files.size(path) == 11
    files.cut(path, 4)
    assert files.read_at(path, 0, 99) == b"hell"


def test_what_is_missing_has_no_size_and_no_names(tmp_path: Path) -> None:
    files = DiskFiles()
    assert files.size(tmp_path / "no") == -1
    (tmp_path / "plain").write_bytes(b"x")
    assert files.size(tmp_path / "plain" / "no") == -1
    assert files.names(tmp_path / "no") == []
    files.remove(tmp_path / "no")
    with pytest.raises(FileNotFoundError):
        files.read_at(tmp_path / "no", 0, 1)


def test_names_are_sorted(tmp_path: Path) -> None:
    files = DiskFiles()
    for name in ("b", "a", "c"):
        files.write(tmp_path / name, 0, b"")
    assert files.names(tmp_path) == ["a", "b", "c"]


def test_a_move_replaces_and_old_handles_are_forgotten(tmp_path: Path) -> None:
    files = DiskFiles()
    old, new = tmp_path / "old", tmp_path / "new"
    files.write(old, 0, b"old")
    files.write(new, 0, b"new")
    assert files.read_at(old, 0, 9) == b"old"
    files.move(new, old)
    assert files.read_at(old, 0, 9) == b"new"
    files.remove(old)
    files.write(old, 0, b"again")
    assert files.read(old) == b"again"


def test_few_handles_stay_open(tmp_path: Path) -> None:
    files = DiskFiles()
    for i in range(200):
        files.write(tmp_path / str(i), 0, b"x")
    assert len(files._handles) <= 64
    files.close()
    assert not files._handles


def test_a_folder_goes_with_all_in_it(tmp_path: Path) -> None:
    files = DiskFiles()
    files.make_folder(tmp_path / "run" / "events")
    files.write(tmp_path / "run" / "events" / "1", 0, b"x")
    files.remove_folder(tmp_path / "run")
    assert not (tmp_path / "run").exists()
    assert not files._handles


def test_a_lock_is_taken_once(tmp_path: Path) -> None:
    one, two = DiskFiles(), DiskFiles()
    handle = one.lock(tmp_path / "lock")
    with pytest.raises(BlockingIOError):
        two.lock(tmp_path / "lock")
    one.unlock(handle)
    two.unlock(two.lock(tmp_path / "lock"))


def test_a_small_file_is_replaced_whole_despite_leftovers(tmp_path: Path) -> None:
    files = DiskFiles()
    path = tmp_path / "m.json"
    (tmp_path / "m.json.new").write_bytes(b"left over by a crash, and longer")
    write_whole(files, path, b"one")
    write_whole(files, path, b"two")
    assert path.read_bytes() == b"two"
    assert files.names(tmp_path) == ["m.json"]


def test_trouble_is_told_in_words(tmp_path: Path) -> None:
    error = trouble(OSError(errno.ENOSPC, "No space left on device"), tmp_path, "writing facts")
    assert isinstance(error, LogError)
    assert "writing facts failed: No space left on device" in str(error)
    assert "free space" in error.faults[0].remedy


def test_a_disk_that_takes_no_writing_is_not_told_to_be_freed(tmp_path: Path) -> None:
    error = trouble(OSError(errno.EROFS, "Read-only file system"), tmp_path, "taking the lock")
    assert error.faults[0].remedy.startswith("choose a folder")
