"""Texts become instants, or faults at their lines."""

from __future__ import annotations

from datetime import tzinfo

import numpy as np
import pytest

from twin.errors import Fault
from twin.series.zones import zone
from twin.sources.asked import Asked
from twin.sources.stamps import counted, local_stamps, stamps_of


def asked(where: tzinfo | None = None, **more: str) -> Asked:
    return Asked(columns=("price_usd_per_mwh",), zone=where, **more)  # type: ignore[arg-type]


def rows(count: int) -> np.ndarray:
    return np.arange(2, 2 + count)


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-15T12:00:00Z",
        "2021-02-15 06:00:00-06:00",
        "2021-02-15T06:00-0600",
        " 2021-02-15T12:00:00+00:00 ",
        "2021-02-15T12:00:00.0000009Z",
    ],
)
def test_a_stamp_with_an_offset_is_an_instant(text: str) -> None:
    stamps = stamps_of([text], rows(1), "p.csv", asked())
    assert str(np.datetime64(int(stamps.t_us[0]), "us")) == "2021-02-15T12:00:00.000000"
    assert stamps.faults == ()


def test_seven_digits_of_a_second_are_cut_to_six() -> None:
    stamps = stamps_of(["2023-11-16 18:17:03.9799609"], rows(1), "r.csv", asked(zone("UTC")))
    assert int(stamps.t_us[0]) % 1_000_000 == 979_960


def test_a_stamp_without_offset_needs_a_zone() -> None:
    stamps = stamps_of(["2021-02-15T12:00Z", "2021-02-15T13:00"], rows(2), "p.csv", asked())
    (fault,) = stamps.faults
    assert (fault.line, fault.file) == (3, "p.csv")
    assert "tz" in fault.remedy


def test_every_text_that_is_no_time_is_told() -> None:
    texts = ["2021-02-15T12:00Z", "yesterday", "2021-02-30T00:00Z"]
    stamps = stamps_of(texts, rows(3), "p.csv", asked())
    assert [f.line for f in stamps.faults] == [3, 4]
    assert stamps.keep.tolist() == [True, False, False]


def test_the_hour_that_does_not_exist_is_refused_or_dropped() -> None:
    texts = ["2021-03-14T01:30", "2021-03-14T02:30", "2021-03-14T03:30"]
    chicago = zone("America/Chicago")
    (fault,) = stamps_of(texts, rows(3), "p.csv", asked(chicago)).faults
    assert (fault.line, fault.value) == (3, "2021-03-14T02:30:00 in America/Chicago")
    dropped = stamps_of(texts, rows(3), "p.csv", asked(chicago, missing="drop"))
    assert dropped.keep.tolist() == [True, False, True]


def test_local_stamps_are_those_of_their_zone() -> None:
    local_us = np.array([0, 3_600_000_000])
    stamps = local_stamps(local_us, rows(2), "p.parquet", asked(zone("-01:00")))
    assert stamps.t_us.tolist() == [3_600_000_000, 7_200_000_000]


def test_a_crowd_of_faults_is_counted() -> None:
    crowd = [Fault(what="is no time", file="p.csv", line=n) for n in range(100)]
    told = counted(crowd)
    assert len(told) == 21
    assert told[-1].what == "is no time: 80 more rows"
    assert counted(crowd[:20]) == crowd[:20]
