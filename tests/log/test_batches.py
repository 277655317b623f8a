"""A batch is one Arrow message that any Arrow tool reads, and it comes back as it was."""

from __future__ import annotations

import math
import random
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.stories import KINDS, facts
from twin.errors import LogError
from twin.facts import ORIGINS
from twin.log.batches import (
    ROWS_MAX,
    BatchEncoder,
    decode_first,
    decode_later,
    holds,
    instants_of,
    kind_counts,
    recorded_of,
    schema,
    to_lists,
)
from twin.log.columns import EventColumns

ENCODER = BatchEncoder(KINDS, ORIGINS)
INT64 = st.integers(-(2**63), 2**63 - 1)


def rows() -> st.SearchStrategy[list[tuple[object, ...]]]:
    """Any facts at all."""
    row = st.tuples(
        INT64,
        st.sampled_from(KINDS),
        st.text(max_size=8),
        st.none() | st.floats(),
        st.none() | st.text(max_size=8),
        st.sampled_from(ORIGINS),
        st.none() | st.integers(0, 99),
        INT64,
    )
    return st.lists(row, min_size=1, max_size=12)


def columns_of(found: list[tuple[object, ...]], first_seq: int) -> EventColumns:
    lists = [list(column) for column in zip(*found, strict=True)]
    return EventColumns(
        **dict(
            zip(
                EventColumns.__dataclass_fields__,
                [list(range(first_seq, first_seq + len(found))), *lists],
                strict=True,
            )
        )
    )


@given(rows(), rows())
def test_any_fact_comes_back_as_it_was(
    first: list[tuple[object, ...]], second: list[tuple[object, ...]]
) -> None:
    one, two = columns_of(first, 100), columns_of(second, 100 + len(first))
    head, words = decode_first(ENCODER.opening() + ENCODER.encode(one, 100).message)
    tail = decode_later(ENCODER.encode(two, 100 + len(first)).message, words)
    assert repr(to_lists(head)) == repr(one)
    assert repr(to_lists(tail)) == repr(two)


def test_small_batches_are_plain_and_large_ones_are_compressed() -> None:
    body = "a body that is found as it is unless something packed it"
    kept = {}
    for count in (1, 16, 17, 64):
        same = facts(1, count)
        same.body[:] = [body] * count
        kept[count] = ENCODER.encode(same, 1).message.count(body.encode())
    assert kept == {1: 1, 16: 16, 17: kept[17], 64: kept[64]}
    assert kept[17] < 17
    assert kept[64] < 64


def test_a_batch_knows_which_words_it_holds() -> None:
    some = facts(1, 10)
    batch, _ = decode_first(ENCODER.opening() + ENCODER.encode(some, 1).message)
    for column in ("kind", "subject", "origin"):
        for word in (*KINDS, *ORIGINS, *some.subject, "nothing of the kind"):
            assert holds(batch, column, word) == (word in getattr(some, column))


def test_kinds_are_counted_as_they_lie() -> None:
    some = facts(1, 40)
    batch, _ = decode_first(ENCODER.opening() + ENCODER.encode(some, 1).message)
    for start, count in ((0, 40), (7, 9), (3, 0)):
        assert kind_counts(batch.slice(start, count)) == Counter(some.kind[start : start + count])


def test_a_segment_is_a_plain_arrow_stream() -> None:
    parts = [ENCODER.encode(facts(seq, 10), seq).message for seq in (1, 11, 21)]
    stream = ENCODER.opening() + b"".join(parts)
    table = pa.ipc.open_stream(pa.BufferReader(stream)).read_all()
    assert table.schema.equals(schema())
    assert table.column("seq").to_pylist() == list(range(1, 31))
    assert table.column("kind").to_pylist() == facts(1, 30).kind
    assert table.column("body").to_pylist() == facts(1, 30).body
    assert str(table.schema.field("t_us").type) == "timestamp[us, tz=UTC]"


def test_a_part_of_a_batch_becomes_the_right_lists() -> None:
    batch, _ = decode_first(ENCODER.opening() + ENCODER.encode(facts(1, 50), 1).message)
    assert to_lists(batch.slice(13, 9)) == facts(14, 9)


def test_a_batch_knows_its_times() -> None:
    columns = facts(1, 3, [30, 10, 20])
    columns.recorded_us = [31, 12, 40]
    batch = ENCODER.encode(columns, 1)
    assert (batch.min_us, batch.max_us, batch.max_recorded_us) == (10, 30, 40)
    assert not batch.in_order
    assert ENCODER.encode(facts(1, 3, [10, 10, 20]), 1).in_order
    arrow, _ = decode_first(ENCODER.opening() + batch.message)
    assert instants_of(arrow).tolist() == [30, 10, 20]
    assert recorded_of(arrow).tolist() == [31, 12, 40]


def test_the_same_facts_are_the_same_bytes() -> None:
    assert ENCODER.encode(facts(1, 40), 1) == ENCODER.encode(facts(1, 40), 1)


@pytest.mark.parametrize("count", [0, ROWS_MAX + 1])
def test_a_batch_has_a_bounded_number_of_facts(count: int) -> None:
    columns = facts(1, 1)
    for name in EventColumns.__dataclass_fields__:
        setattr(columns, name, getattr(columns, name) * count)
    with pytest.raises(LogError, match="allowed: 1 to 65536"):
        ENCODER.encode(columns, 1)


def test_an_instant_with_a_fraction_is_refused_not_rounded() -> None:
    with pytest.raises(LogError, match="can't be stored"):
        ENCODER.encode(facts(1, 2, [1, 2.5]), 1)  # pyright: ignore[reportArgumentType]


def test_a_cause_may_be_any_earlier_fact_but_not_itself() -> None:
    columns = facts(10, 2)
    columns.cause = [9, 10]
    ENCODER.encode(columns, 10)
    columns.cause = [None, 11]
    with pytest.raises(LogError, match="must come before it"):
        ENCODER.encode(columns, 10)


def test_a_year_of_facts_takes_less_than_forty_bytes_each() -> None:
    luck = random.Random(3)
    columns = facts(1, 0)
    for i in range(1024):
        t_us = i * 75_123_457 + luck.randrange(60_000_000)
        body = f'{{"job":"job-{i // 2:06d}","racks":[{i % 34}],"served_j":{luck.randrange(10**9)},'
        body += f'"reason":"done","power_frac":{luck.random():.3f}}}'
        row = (1 + i, t_us, KINDS[luck.randrange(4)], f"B{luck.randrange(16):02d}")
        rest = (round(luck.gauss(30, 20), 2), body if i % 2 else None, "sim", i or None, t_us)
        for name, cell in zip(EventColumns.__dataclass_fields__, (*row, *rest), strict=True):
            getattr(columns, name).append(cell)
    length = len(ENCODER.encode(columns, 1).message)
    assert math.ceil(length / 1024) <= 40


def test_lists_that_are_worked_out_on_demand_are_asked_for_once() -> None:
    asked: list[str] = []

    class Lazy:
        def __getattr__(self, name: str) -> object:
            asked.append(name)
            return getattr(facts(1, 4), name)

    batch = ENCODER.encode(Lazy(), 1)  # pyright: ignore[reportArgumentType]
    assert batch == ENCODER.encode(facts(1, 4), 1)
    assert sorted(asked) == sorted(EventColumns.__dataclass_fields__.keys() - {"seq"})
