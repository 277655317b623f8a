"""Lists become Arrow columns as `pyarrow.array` would make them, without pandas."""

from __future__ import annotations

import struct
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.log.arrays import blob, fixed, integers, lists, numbers, present, texts

INT64 = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(st.none() | st.text(max_size=6), max_size=20))
def test_texts_are_what_pyarrow_makes_of_them(words: list[str | None]) -> None:
    column = texts(words)
    column.validate(full=True)
    assert column.equals(pa.array(words, pa.string()))


@given(st.lists(st.none() | st.floats(allow_nan=False), max_size=20))
def test_numbers_are_what_pyarrow_makes_of_them(values: list[float | None]) -> None:
    column = numbers(values)
    column.validate(full=True)
    assert column.equals(pa.array(values, pa.float64()))


@given(st.lists(INT64, max_size=20))
def test_integers_are_exact(values: list[int]) -> None:
    assert fixed(integers(values), pa.int64()).to_pylist() == values


@pytest.mark.parametrize("bad", [1.0, 1.5, "1", None, 2**63])
def test_integers_refuse_what_is_no_whole_number_of_64_bits(bad: object) -> None:
    with pytest.raises(struct.error):
        integers([1, bad])  # pyright: ignore[reportArgumentType]


def test_numbers_refuse_text_and_texts_refuse_numbers() -> None:
    with pytest.raises(struct.error):
        numbers([1.0, "2.0"])  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError):
        texts(["a", 2])  # pyright: ignore[reportArgumentType]


def test_holes_are_marked_only_when_there_are_any() -> None:
    assert present([1, 2]) is None
    assert present([1, None, 0]) == b"\1\0\1"
    assert numbers([1.0, 2.0]).null_count == 0
    assert fixed(integers([7, 0]), pa.int64(), b"\1\0").to_pylist() == [7, None]


def test_lists_hold_a_row_of_the_matrix_each() -> None:
    matrix = np.arange(6, dtype=np.float32).reshape(2, 3)
    column = lists(matrix, pa.float32())
    column.validate(full=True)
    assert column.to_pylist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert lists(matrix[:, ::2], pa.float32()).to_pylist() == [[0.0, 2.0], [3.0, 5.0]]


def test_a_blob_is_one_row() -> None:
    assert blob(b"\0\1").to_pylist() == [b"\0\1"]


def test_writing_and_reading_a_log_loads_neither_pandas_nor_parquet(tmp_path: object) -> None:
    story = (
        "import sys; from pathlib import Path; from tests.log.stories import written;"
        "from twin.log import KeyframeStore, DiskFiles, SampleWriter, SampleReader;"
        "from twin.log import open_log, digest, verify;"
        "import numpy as np;"
        f"run = written(Path({str(tmp_path)!r}) / 'r'); open_log(run).columns();"
        "KeyframeStore(run, DiskFiles()).write(1, 0, b'x');"
        "log = open_log(run); assert log.nearest_keyframe().state == b'x';"
        "log.seq_at(0); list(log.in_event_order()); digest(log); verify(run);"
        "w = SampleWriter(run, ['a'], 1); w.append([0, 1], np.zeros((2, 1))); w.close();"
        "assert SampleReader(run).read(['a'], 0, 1, 9) is not None;"
        "print([m for m in ('pandas', 'pyarrow.parquet') if m in sys.modules])"
    )
    command = [sys.executable, "-c", story]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"
