"""Samples are written in blocks as the engine goes; memory stays flat."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from twin.log import SampleReader, SampleWriter
from twin.log.samples import BLOCK_ROWS

NAMES = [f"T{i}.hotspot_c" for i in range(20)]
PERIOD_US = 300_000_000


def wave(first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Instants and a matrix in which each cell says its row and column."""
    rows = np.arange(first, first + count)
    return rows * PERIOD_US, rows[:, None] + np.arange(len(NAMES)) / 100


def write(run_dir: Path, count: int, step: int = 288) -> None:
    writer = SampleWriter(run_dir, NAMES, PERIOD_US)
    for first in range(0, count, step):
        writer.append(*wave(first, min(step, count - first)))
    writer.close()


def test_each_level_is_a_plain_arrow_stream(tmp_path: Path) -> None:
    write(tmp_path, 3_000)
    for factor, rows in ((1, 3_000), (8, 376), (64, 48), (512, 8)):
        path = tmp_path / "samples" / f"{factor}.arrow"
        table = pa.ipc.open_stream(path.read_bytes()).read_all().to_pylist()
        found = [value for row in table if row["signal"] == NAMES[17] for value in row["mean"]]
        assert abs(len(found) - rows) <= 4, factor
        counts = [count for row in table if row["count"] for count in row["count"]]
        assert sum(counts) == 3_000


def test_memory_holds_a_block_a_level_at_most(tmp_path: Path) -> None:
    writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
    for first in range(0, 20 * BLOCK_ROWS, 100):
        writer.append(*wave(first, 100))
        waiting = [sum(map(len, pieces)) for pieces in writer._waiting]
        assert max(waiting) <= BLOCK_ROWS


def test_the_step_of_the_engine_makes_no_difference(tmp_path: Path) -> None:
    for name, step in (("a", 1), ("b", 288), ("c", 5_000)):
        write(tmp_path / name, 2_500, step)
    one = (tmp_path / "a" / "samples" / "8.arrow").read_bytes()
    assert one == (tmp_path / "b" / "samples" / "8.arrow").read_bytes()
    assert one == (tmp_path / "c" / "samples" / "8.arrow").read_bytes()


def test_a_writer_knows_how_far_the_samples_reach(tmp_path: Path) -> None:
    writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
    assert writer.covered_until_us is None
    writer.append(*wave(0, 7))
    assert writer.covered_until_us == 6 * PERIOD_US
    writer.close()
    again = SampleWriter(tmp_path, NAMES, PERIOD_US)
    assert again.covered_until_us == 6 * PERIOD_US


def test_a_resumed_run_goes_on_without_a_hole(tmp_path: Path) -> None:
    for first in (0, 1_500):
        writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
        writer.append(*wave(first, 1_500))
        writer.close()
    found = SampleReader(tmp_path).read(NAMES[:1], 0, 2_999 * PERIOD_US, 10_000)
    assert found is not None
    assert found.mean[0].tolist() == list(range(3_000))


def test_what_comes_after_a_change_is_forgotten(tmp_path: Path) -> None:
    write(tmp_path, 2_000)
    writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
    writer.forget_after(1_500 * PERIOD_US)
    kept = 1_500 // BLOCK_ROWS * BLOCK_ROWS
    assert writer.covered_until_us == (kept - 1) * PERIOD_US
    writer.append(*wave(kept, 100))
    writer.close()
    found = SampleReader(tmp_path).read(NAMES[:1], 0, (kept + 99) * PERIOD_US, 9_999)
    assert found is not None
    assert len(found) == kept + 100


def test_a_matrix_of_another_shape_is_our_bug(tmp_path: Path) -> None:
    writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
    with pytest.raises(AssertionError):
        writer.append([0, 1], np.zeros((2, 3)))
    writer.append([], np.zeros((0, len(NAMES))))
    assert writer.covered_until_us is None
