"""One Arrow batch as checked bytes: what every file of a run directory is made of.

A stream's opening (schema and dictionaries) and its batches are taken apart here, because each
batch stands in its file by itself, with its own checksum.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

INSTANT = pa.timestamp("us", "UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """An Arrow IPC stream of one batch, in two parts.

    Attributes:
        opening: schema and dictionaries.
        message: the batch.
    """

    opening: bytes
    message: bytes


def plain_stream(batch: pa.RecordBatch, *, codec: str | None = "zstd") -> Stream:
    """The Arrow messages of one batch, without an end mark.

    Args:
        batch: the rows.
        codec: how its bodies are compressed: `zstd` for what is kept, `lz4` for what is read often
            and can be lost, None for not at all.
    """
    sink = pa.BufferOutputStream()
    writer = pa.ipc.new_stream(sink, batch.schema, options=_options(codec))
    writer.write_batch(batch)
    written = sink.tell()
    writer.close()
    chunk = sink.getvalue()[:written]
    length = _opening_length(batch.schema) or _measure_opening(chunk)
    return Stream(opening=chunk[:length].to_pybytes(), message=chunk[length:].to_pybytes())


@cache
def _options(codec: str | None) -> pa.ipc.IpcWriteOptions:
    """Level 1: 27.5 bytes a fact and 0.35 ms a batch; level 3 saves 2 % and costs 0.25 ms more."""
    compression: Any = pa.Codec("zstd", 1) if codec == "zstd" else codec
    return pa.ipc.IpcWriteOptions(compression=compression, use_threads=False)


@cache
def _opening_length(its_schema: pa.Schema) -> int:
    """Bytes before the first batch, 0 when they depend on its dictionaries."""
    if any(pa.types.is_dictionary(field.type) for field in its_schema):
        return 0
    return its_schema.serialize().size


def _measure_opening(chunk: pa.Buffer) -> int:
    reader = pa.ipc.MessageReader.open_stream(pa.BufferReader(chunk))
    length = 0
    while (message := reader.read_next_message()).type != "record batch":
        length += message.serialize().size
    return length


def batch_of(message: bytes, its_schema: pa.Schema) -> pa.RecordBatch:
    """The batch in a message whose schema is known; the bytes were checked before."""
    return pa.ipc.read_record_batch(pa.py_buffer(message), its_schema)
