"""Plain lists to Arrow columns without `pyarrow.array`.

`pyarrow.array` imports pandas where that is installed (0.25 s and 30 MB for nothing) and is slower.
`struct` refuses what does not belong: a float among integers, a text among numbers.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def integers(values: Sequence[int]) -> npt.NDArray[np.int64]:
    """Whole numbers as int64.

    Raises:
        struct.error: one is no whole number of 64 bits.
    """
    return np.frombuffer(struct.pack(f"<{len(values)}q", *values), np.int64)


def fixed(values: npt.NDArray[Any], of: pa.DataType, valid: bytes | None = None) -> pa.Array[Any]:
    """A column over an array's own memory.

    Args:
        values: numbers of the column's width.
        of: the column's type.
        valid: a byte a row, 0 for none; None when all are there.
    """
    buffers = [_bitmap(valid), _buffer(values)]
    return pa.Array.from_buffers(of, len(values), buffers)


def present(values: Sequence[object]) -> bytes | None:
    """A byte a row, 0 where there is none; None when all are there."""
    return bytes([value is not None for value in values]) if None in values else None


def numbers(values: Sequence[float | None]) -> pa.Array[Any]:
    """A float column with holes.

    Raises:
        struct.error: one is no number.
    """
    valid = present(values)
    filled = values if valid is None else [0.0 if value is None else value for value in values]
    packed = struct.pack(f"<{len(values)}d", *filled)
    return pa.Array.from_buffers(pa.float64(), len(values), [_bitmap(valid), pa.py_buffer(packed)])


def texts(values: Sequence[str | None]) -> pa.Array[Any]:
    """A text column with holes.

    Raises:
        TypeError: one is no text.
    """
    valid = present(values)
    filled: Sequence[Any] = values if valid is None else [value or "" for value in values]
    joined = "".join(filled)
    if joined.isascii():
        counted, packed = filled, joined.encode()
    else:
        counted = [value.encode() for value in filled]
        packed = b"".join(counted)
    offsets = np.zeros(len(filled) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, counted), np.int32, len(filled)), out=offsets[1:])
    buffers = [_bitmap(valid), _buffer(offsets), pa.py_buffer(packed)]
    return pa.Array.from_buffers(pa.string(), len(filled), buffers)


def blob(value: bytes) -> pa.Array[Any]:
    """A column of one row of bytes."""
    offsets = np.array([0, len(value)], np.int64)
    buffers = [None, _buffer(offsets), pa.py_buffer(value)]
    return pa.Array.from_buffers(pa.large_binary(), 1, buffers)


def lists(values: npt.NDArray[Any], of: pa.DataType) -> pa.Array[Any]:
    """A column of lists of one length, from rows x items.

    Args:
        values: two-dimensional.
        of: type of the items.
    """
    row_count, item_count = values.shape
    offsets = np.arange(0, values.size + 1, item_count, dtype=np.int32)
    inner = fixed(values.reshape(-1), of)
    outer = [None, _buffer(offsets)]
    return pa.Array.from_buffers(pa.list_(of), row_count, outer, children=[inner])


def memory_of(column: pa.Array[Any], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """A column's numbers as an array over the column's own memory.

    Args:
        column: of fixed width; its holes hold whatever is there.
        dtype: of the same width.
    """
    width = np.dtype(dtype).itemsize
    memory: Any = column.buffers()[1]
    return np.frombuffer(memory, dtype, len(column), column.offset * width)


def _bitmap(valid: bytes | None) -> pa.Buffer | None:
    if valid is None:
        return None
    return _buffer(np.packbits(np.frombuffer(valid, np.uint8), bitorder="little"))


def _buffer(values: npt.NDArray[Any]) -> pa.Buffer:
    """An array's own memory."""
    memory: Any = np.ascontiguousarray(values)
    return pa.py_buffer(memory)
