"""Every fact is counted in its bin, once."""

from __future__ import annotations

from tests.run.months import END_US, START_US, two_days
from twin.log import open_log
from twin.run.density import density


def test_bins_add_up_to_the_run():
    reader = open_log(two_days())
    counts, alarms = density(reader, (START_US, END_US), 48)
    assert len(counts) == len(alarms) == 48
    assert sum(counts) == reader.last_seq
    assert all(rings <= count for rings, count in zip(alarms, counts, strict=True))


def test_one_bin_holds_all():
    reader = open_log(two_days())
    assert density(reader, (START_US, END_US), 1)[0] == [reader.last_seq]
