"""The 128 bytes that acknowledge a batch."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.log.records import (
    RECORD_BYTES,
    SECTOR_BYTES,
    ZEROS,
    CommitRecord,
    chain,
    crc32c,
    decode,
    encode,
    genesis,
    producer_key,
)

U32, U64 = st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1)
I64 = st.integers(-(2**63), 2**63 - 1)
ONE = CommitRecord(
    segment_index=1,
    offset=0,
    length=2_000,
    first_seq=1,
    row_count=12,
    min_us=5,
    max_us=9,
    max_recorded_us=9,
    has_late=False,
    producer_key=producer_key("meter"),
    producer_seq=3,
    head=bytes(range(32)),
    body_crc=77,
)


@given(
    st.builds(
        CommitRecord,
        segment_index=U32,
        offset=U64,
        length=U64,
        first_seq=U64,
        row_count=U32,
        min_us=I64,
        max_us=I64,
        max_recorded_us=I64,
        has_late=st.booleans(),
        producer_key=st.binary(min_size=16, max_size=16),
        producer_seq=I64,
        head=st.binary(min_size=32, max_size=32),
        body_crc=U32,
    )
)
def test_any_record_comes_back_from_its_128_bytes(record: CommitRecord) -> None:
    assert len(encode(record)) == RECORD_BYTES
    assert decode(encode(record)) == record


def test_every_flipped_bit_of_a_record_is_noticed() -> None:
    whole = encode(ONE)
    for bit in range(8 * RECORD_BYTES):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        assert decode(bytes(flipped)) is None


def test_zeros_are_no_record() -> None:
    assert decode(ZEROS) is None


def test_records_fill_a_sector() -> None:
    assert SECTOR_BYTES % RECORD_BYTES == 0


def test_a_record_knows_where_it_ends() -> None:
    assert (ONE.last_seq, ONE.end) == (12, 2_000)


@pytest.mark.parametrize(
    "change", [{"first_seq": 2}, {"row_count": 11}, {"max_us": 10}, {"producer_seq": 4}]
)
def test_the_chain_binds_what_the_record_says(change: dict[str, int]) -> None:
    start = genesis("r1")
    assert chain(start, replace(ONE, **change), b"body") != chain(start, ONE, b"body")


def test_the_chain_binds_the_past_and_the_bytes() -> None:
    assert chain(genesis("r1"), ONE, b"body") != chain(genesis("r2"), ONE, b"body")
    assert chain(genesis("r1"), ONE, b"body") != chain(genesis("r1"), ONE, b"bodY")


def test_crc32c_is_the_published_one() -> None:
    """RFC 3720, B.4: 32 bytes of zeros, of ones, and rising."""
    assert crc32c(bytes(32)) == 0x8A9136AA
    assert crc32c(b"\xff" * 32) == 0x62A8AB43
    assert crc32c(bytes(range(32))) == 0x46DD794E


def test_nobody_has_the_zero_key() -> None:
    assert producer_key("") == bytes(16)
    assert producer_key("a") != producer_key("b")
