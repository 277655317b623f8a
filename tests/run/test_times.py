"""Instants are written with an offset, and come back as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import RequestError
from twin.run.times import inside, instant_us, iso, seconds

STORM_US = 1_613_390_400_000_000


@pytest.mark.parametrize(
    "given_instant",
    [
        "2021-02-15T06:00-06:00",
        "2021-02-15T12:00:00Z",
        datetime(2021, 2, 15, 12, tzinfo=UTC),
        datetime(2021, 2, 15, 6, tzinfo=timezone(-timedelta(hours=6))),
        STORM_US,
    ],
)
def test_an_instant_can_be_given_in_many_ways(given_instant) -> None:
    assert instant_us(given_instant) == STORM_US


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(RequestError, match="offset"):
        instant_us("2021-02-15T06:00", "at")
    with pytest.raises(RequestError, match="offset"):
        instant_us(datetime(2021, 2, 15))  # noqa: DTZ001


def test_what_is_no_instant_is_refused() -> None:
    with pytest.raises(RequestError, match="no instant"):
        instant_us("yesterday")


@given(
    st.integers(0, 4_000_000_000_000_000),
    st.sampled_from(["UTC", "America/Chicago", "+05:30", "UTC-03:00"]),
)
def test_iso_text_comes_back_to_the_microsecond(t_us: int, tz: str) -> None:
    assert instant_us(iso(t_us, tz)) == t_us


def test_iso_has_the_zones_offset() -> None:
    assert iso(STORM_US, "America/Chicago") == "2021-02-15T06:00:00-06:00"
    assert iso(STORM_US, "-06:00") == "2021-02-15T06:00:00-06:00"
    assert iso(STORM_US) == "2021-02-15T12:00:00+00:00"


def test_both_ends_of_a_span_are_inside() -> None:
    assert inside(5, (5, 9)) == 5
    assert inside(9, (5, 9)) == 9
    for t_us in (4, 10):
        with pytest.raises(RequestError, match="1970"):
            inside(t_us, (5, 9))


def test_seconds_of_a_span() -> None:
    assert seconds(1_500_000) == 1.5
