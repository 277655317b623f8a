"""Local stamps become instants, on the days clocks change too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DataError
from twin.series.zones import EPOCH, Missing, Repeated, fixed, standard_offset_us, to_utc, zone
from twin.units import US_PER_H

CHICAGO = zone("America/Chicago")
US = timedelta(microseconds=1)


def local(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="M8[us]").astype(np.int64)


def utc(t_us: np.ndarray) -> list[str]:
    return [str(t)[:16] for t in t_us.astype("M8[us]").tolist()]


@given(
    st.lists(st.integers(0, 4_000_000_000).map(lambda s: EPOCH + timedelta(seconds=s)), max_size=20)
)
def test_the_wall_clock_of_an_instant_leads_back_to_it(instants: list[datetime]) -> None:
    """Judge: the standard library, one instant at a time; hours that come twice are left out."""
    clear = [t for t in instants if _offset(t, 0) == _offset(t, 1)]
    wall = [t.astimezone(CHICAGO).replace(tzinfo=UTC) for t in clear]
    local_us = np.array([(t - EPOCH) // US for t in wall], dtype=np.int64)
    placed = to_utc(local_us, CHICAGO)
    assert placed.t_us.tolist() == [(t - EPOCH) // US for t in clear]
    assert placed.refused.size == placed.dropped.size == 0


def _offset(t: datetime, fold: int) -> timedelta | None:
    return t.astimezone(CHICAGO).replace(fold=fold).utcoffset()


def test_a_day_of_25_hours_has_all_of_them_in_order() -> None:
    stamps = local(
        "2021-11-07T00:00",
        "2021-11-07T01:00",
        "2021-11-07T01:00",
        "2021-11-07T02:00",
    )
    placed = to_utc(stamps, CHICAGO, repeated="in_order")
    assert np.diff(placed.t_us).tolist() == [US_PER_H] * 3


@pytest.mark.parametrize(
    ("repeated", "hour"), [("first", "2021-11-07 06:30"), ("second", "2021-11-07 07:30")]
)
def test_the_hour_that_comes_twice_is_the_pass_asked_for(repeated: Repeated, hour: str) -> None:
    placed = to_utc(local("2021-11-07T01:30"), CHICAGO, repeated=repeated)
    assert utc(placed.t_us) == [hour]


def test_the_hour_that_comes_twice_may_be_refused() -> None:
    placed = to_utc(local("2021-11-07T00:30", "2021-11-07T01:30"), CHICAGO, repeated="refuse")
    assert placed.refused.tolist() == [1]


@pytest.mark.parametrize(
    ("missing", "refused", "dropped"), [("refuse", [1], []), ("shift", [], []), ("drop", [], [1])]
)
def test_the_hour_that_does_not_exist_follows_its_rule(
    missing: Missing, refused: list[int], dropped: list[int]
) -> None:
    stamps = local("2021-03-14T01:30", "2021-03-14T02:30", "2021-03-14T03:30")
    placed = to_utc(stamps, CHICAGO, missing=missing)
    assert placed.refused.tolist() == refused
    assert placed.dropped.tolist() == dropped
    assert utc(placed.t_us)[::2] == ["2021-03-14 07:30", "2021-03-14 08:30"]
    assert utc(placed.t_us)[1] == "2021-03-14 08:30"


@pytest.mark.parametrize(
    ("text", "hours"), [("UTC", 0.0), ("Z", 0.0), ("-06:00", -6.0), ("UTC+05:30", 5.5)]
)
def test_offsets_are_zones(text: str, hours: float) -> None:
    assert zone(text).utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["Dallas", "", "+99:00", "../etc/passwd"])
def test_what_is_no_zone_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(DataError) as caught:
        zone(text)
    assert "America/Chicago" in caught.value.faults[0].allowed


def test_standard_time_is_the_winters_on_both_halves_of_the_globe() -> None:
    july_us = int(np.datetime64("2021-07-01", "us").astype(np.int64))
    for name, hours in (("America/Chicago", -6), ("Australia/Sydney", 10), ("Europe/Dublin", 0)):
        assert standard_offset_us(ZoneInfo(name), july_us) == hours * US_PER_H
    assert standard_offset_us(fixed(-5 * US_PER_H), july_us) == -5 * US_PER_H
