"""Charts of any window, or no answer at all when the samples do not cover it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.test_samples import NAMES, PERIOD_US, wave, write
from twin.log import DiskFiles, SampleReader, SampleWriter
from twin.log.samples import BLOCK_ROWS

ROWS = 20_000


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run_dir = tmp_path_factory.mktemp("sampled")
    write(run_dir, ROWS)
    return run_dir


@given(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1), st.integers(1, 3_000))
def test_any_window_is_covered_by_at_most_the_points(
    sampled: Path, one: int, other: int, points: int
) -> None:
    low, high = sorted((one, other))
    found = SampleReader(sampled).read([NAMES[7]], low * PERIOD_US, high * PERIOD_US, points)
    assert found is not None
    assert 0 < len(found) <= points
    width = high - low + 1
    assert width <= found.count.sum() <= width + 2 * max(512, width)
    assert found.minimum[0, 0] <= low + 0.08
    assert found.maximum[0, -1] >= high + 0.06
    assert (found.t_us[1:] > found.last_us[:-1]).all()
    middle = (found.minimum[0] + found.maximum[0]) / 2
    assert found.mean[0] == pytest.approx(middle, rel=1e-4, abs=1e-2)


def test_few_samples_come_back_one_by_one(sampled: Path) -> None:
    found = SampleReader(sampled).read([NAMES[19], NAMES[2]], 5 * PERIOD_US, 9 * PERIOD_US, 2_000)
    assert found is not None
    assert found.mean.tolist() == pytest.approx(
        np.array([[r + 0.19 for r in range(5, 10)], [r + 0.02 for r in range(5, 10)]])
    )
    assert found.t_us.tolist() == [r * PERIOD_US for r in range(5, 10)]


def test_a_wide_window_reads_little(sampled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    honest = DiskFiles.read_at

    def counting(files: DiskFiles, path: Path, offset: int, length: int) -> bytes:
        nonlocal read
        read += length
        return honest(files, path, offset, length)

    reader = SampleReader(sampled)
    reader.covered()
    monkeypatch.setattr(DiskFiles, "read_at", counting)
    reader.read([NAMES[0]], 0, (ROWS - 1) * PERIOD_US, 200)
    assert read < 300_000


def test_signals_nobody_sampled_are_a_miss(sampled: Path) -> None:
    assert SampleReader(sampled).read(["T99.hotspot_c"], 0, 9 * PERIOD_US, 10) is None


def test_windows_outside_are_a_miss(sampled: Path) -> None:
    reader = SampleReader(sampled)
    assert reader.covered() == (0, (ROWS - 1) * PERIOD_US)
    assert reader.read(NAMES[:1], 0, (ROWS + 9) * PERIOD_US, 10) is None
    assert reader.read(NAMES[:1], -9 * PERIOD_US, 0, 10) is None
    assert reader.read(NAMES[:1], 2 * ROWS * PERIOD_US, 3 * ROWS * PERIOD_US, 10) is None


def test_no_samples_at_all_are_a_miss(tmp_path: Path) -> None:
    reader = SampleReader(tmp_path)
    assert reader.covered() is None
    assert reader.read(NAMES[:1], 0, 1, 10) is None


def test_a_hole_is_a_miss_and_only_where_it_is(tmp_path: Path) -> None:
    writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
    writer.append(*wave(0, 500))
    writer.append(*wave(900, 500))
    writer.close()
    reader = SampleReader(tmp_path)
    assert reader.read(NAMES[:1], 0, 1_399 * PERIOD_US, 100) is None
    assert reader.read(NAMES[:1], 0, 499 * PERIOD_US, 600) is not None
    assert reader.read(NAMES[:1], 900 * PERIOD_US, 1_399 * PERIOD_US, 600) is not None


def test_a_hole_in_a_coarse_level_is_filled_from_a_finer_one(tmp_path: Path) -> None:
    write(tmp_path, 10 * BLOCK_ROWS)
    whole = SampleReader(tmp_path).read(NAMES[:2], 0, (10 * BLOCK_ROWS - 1) * PERIOD_US, 50)
    for coarse in ("64", "512"):
        (tmp_path / "samples" / f"{coarse}.index").unlink()
    less = SampleReader(tmp_path).read(NAMES[:2], 0, (10 * BLOCK_ROWS - 1) * PERIOD_US, 50)
    assert whole is not None
    assert less is not None
    assert less.count.sum() == whole.count.sum() == 10 * BLOCK_ROWS
    assert less.maximum.max() == whole.maximum.max()


@pytest.mark.parametrize("ending", ["arrow", "index"])
def test_damaged_samples_never_raise_and_never_lie(tmp_path: Path, ending: str) -> None:
    write(tmp_path, 200)
    path = tmp_path / "samples" / f"1.{ending}"
    whole = path.read_bytes()
    answers = 0
    for offset in range(0, len(whole), 13):
        flipped = bytearray(whole)
        flipped[offset] ^= 1 << offset % 8
        path.write_bytes(flipped)
        found = SampleReader(tmp_path).read([NAMES[3]], 0, 199 * PERIOD_US, 1_000)
        if found is not None:
            answers += 1
            assert found.mean[0].tolist() == pytest.approx([r + 0.03 for r in range(200)])
    assert answers < len(whole) / 13


def test_a_live_reader_sees_what_was_flushed(tmp_path: Path) -> None:
    writer = SampleWriter(tmp_path, NAMES, PERIOD_US)
    reader = SampleReader(tmp_path)
    writer.append(*wave(0, 50))
    assert reader.covered() is None
    writer.flush()
    assert reader.covered() == (0, 49 * PERIOD_US)
    writer.append(*wave(50, 50))
    writer.flush()
    found = reader.read(NAMES[:1], 0, 99 * PERIOD_US, 1_000)
    assert found is not None
    assert len(found) == 100
