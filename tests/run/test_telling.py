"""Facts are told forwards and backwards, and filtered alike."""

from __future__ import annotations

import pytest

from tests.run.months import NOON_US, two_days
from twin.log import open_log
from twin.run.telling import Filter, backward, forward


@pytest.fixture(scope="module")
def reader():
    return open_log(two_days())


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(kind="PriceChanged"),
        Filter(subject="H1"),
        Filter(origin="policy"),
        Filter(text="ASLEEP"),
        Filter(start=NOON_US, end=NOON_US + 3_600_000_000),
    ],
)
def test_backwards_is_forwards_reversed(reader, wanted):
    there = [fact.seq for fact in forward(reader, wanted)]
    assert there
    assert [fact.seq for fact in backward(reader, wanted)] == there[::-1]


def test_numbers_cut_both_ways(reader):
    assert next(forward(reader, Filter(), after_seq=100)).seq == 101
    assert next(backward(reader, Filter(), before_seq=100)).seq == 99
    assert list(backward(reader, Filter(), before_seq=1)) == []


def test_a_limit_holds(reader):
    assert len(list(forward(reader, Filter(limit_count=7)))) == 7
