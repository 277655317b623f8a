"""Instants on the command line: with an offset they are what they say, without one the site's."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.cli.instants import brief, instant_us, span_us, stamp
from twin.errors import RequestError

CHICAGO = ZoneInfo("America/Chicago")
SIX_US = 1_613_390_400_000_000  # 2021-02-15T12:00Z


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-15T06:00-06:00",
        "2021-02-15T12:00:00Z",
        "2021-02-15T06:00",
        "2021-02-15 06:00:00",
        "20210215T060000",
    ],
)
def test_one_instant_may_be_written_in_many_ways(text):
    assert instant_us(text, CHICAGO, "--at") == SIX_US


def test_a_date_alone_is_its_midnight_at_the_site():
    assert instant_us("2021-02-15", CHICAGO, "--at") == SIX_US - 6 * 3600 * 10**6


def test_what_is_no_instant_says_how_one_looks():
    with pytest.raises(RequestError) as error:
        instant_us("15.2.2021", CHICAGO, "--from")
    (fault,) = error.value.faults
    assert (fault.path, fault.value) == ("--from", "15.2.2021")
    assert "2021-02-15T06:00-06:00" in fault.allowed


@pytest.mark.parametrize(
    ("text", "words"),
    [("2021-11-07T01:30", "happens twice"), ("2021-03-14T02:30", "does not exist")],
)
def test_the_hours_of_a_clock_change_want_an_offset(text, words):
    with pytest.raises(RequestError, match=words) as error:
        instant_us(text, CHICAGO, "--at")
    assert "offset" in error.value.faults[0].remedy
    assert instant_us(text + "-06:00", CHICAGO, "--at")


@given(st.integers(0, 4 * 10**15), st.integers(-14 * 60, 14 * 60))
def test_a_printed_instant_can_be_typed_again(t_us, offset_min):
    where = timezone(timedelta(minutes=offset_min))
    assert instant_us(stamp(t_us, where), UTC, "--at") == t_us


def test_tables_show_minutes():
    assert brief(SIX_US + 59_000_000, CHICAGO) == "2021-02-15 06:00"


@pytest.mark.parametrize(("text", "found_us"), [("90s", 90 * 10**6), ("1d12h", 36 * 3600 * 10**6)])
def test_spans_are_read_as_documents_write_them(text, found_us):
    assert span_us(text, "--for") == found_us


@pytest.mark.parametrize("text", ["", "12", "0s", "-3d", "a day"])
def test_what_is_no_span_is_told(text):
    with pytest.raises(RequestError, match="is no span of time"):
        span_us(text, "--for")
