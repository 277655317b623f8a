"""Every fact is counted in its bin, once."""

from __future__ import annotations

from tests.run.months import END_US, START_US, two_days
from twin.log import open_log
from twin.run.density import Density


def counted(bin_count):
    reader = open_log(two_days())
    density = Density((START_US, END_US), bin_count)
    density.count(reader)
    return reader, density


def test_bins_add_up_to_the_run():
    reader, density = counted(48)
    counts, alarms = density.counts.tolist(), density.alarms.tolist()
    assert len(counts) == len(alarms) == 48
    assert sum(counts) == reader.last_seq
    assert all(rings <= count for rings, count in zip(alarms, counts, strict=True))


def test_one_bin_holds_all():
    reader, density = counted(1)
    assert density.counts.tolist() == [reader.last_seq]


def test_what_was_counted_is_not_counted_again():
    reader, density = counted(7)
    before = density.counts.tolist()
    density.count(reader)
    assert density.counts.tolist() == before
    assert density.last_seq == reader.last_seq
