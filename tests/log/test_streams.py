"""One batch as an opening and a message that stand in a file by themselves."""

from __future__ import annotations

import pyarrow as pa
import pytest

from twin.log.arrays import blob, fixed, integers, texts
from twin.log.streams import batch_of, plain_stream

PLAIN = pa.schema([("seq", pa.int64()), ("state", pa.large_binary())])


def plain_batch(seq: int, state: bytes) -> pa.RecordBatch:
    columns = [fixed(integers([seq]), pa.int64()), blob(state)]
    return pa.RecordBatch.from_arrays(columns, schema=PLAIN)


@pytest.mark.parametrize("codec", ["zstd", "lz4", None])
def test_opening_and_messages_make_a_stream(codec: str | None) -> None:
    one, two = (plain_stream(plain_batch(n, b"x" * 99), codec=codec) for n in (1, 2))
    stream = one.opening + one.message + two.message
    table = pa.ipc.open_stream(pa.BufferReader(stream)).read_all()
    assert table.column("seq").to_pylist() == [1, 2]


def test_the_opening_of_one_schema_is_always_the_same() -> None:
    assert plain_stream(plain_batch(1, b"")).opening == plain_stream(plain_batch(2, b"z")).opening


def test_dictionaries_belong_to_the_opening() -> None:
    words = pa.DictionaryArray.from_arrays(fixed(integers([1, 0]), pa.int64()), texts(["a", "b"]))
    batch = pa.RecordBatch.from_arrays([words], ["word"])
    stream = plain_stream(batch)
    reader = pa.ipc.MessageReader.open_stream(pa.BufferReader(stream.opening))
    assert [reader.read_next_message().type for _ in range(2)] == ["schema", "dictionary"]


def test_the_batch_of_of_a_message_is_read_without_its_opening() -> None:
    message = plain_stream(plain_batch(7, b"state")).message
    assert batch_of(message, PLAIN).to_pylist() == [{"seq": 7, "state": b"state"}]
