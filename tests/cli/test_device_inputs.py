"""Tables of inputs: what is read, and every fault with its line and column."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.cli.device_inputs import Clock, instant_us, read_inputs
from twin.devices.contract import column
from twin.errors import DataError

COLUMNS = (
    column("load_pu", "load", one_of="load", range_pu=(0, 10)),
    column("load_mva", "load", one_of="load"),
    column("ambient_c", "air around it", required=True, range_pu=(-60, 70)),
    column("source_pu", "voltage; 1 if not given"),
)


@pytest.fixture
def read(tmp_path):
    def reads(text, encoding="utf-8"):
        path = tmp_path / "in.csv"
        path.write_text(text, encoding=encoding)
        return read_inputs(path, COLUMNS)

    return reads


def faults(read, text):
    with pytest.raises(DataError) as caught:
        read(text)
    return [(fault.line, fault.path, fault.what) for fault in caught.value.faults]


def test_rows_are_instants_and_inputs(read):
    table = read("t_s,load_pu,ambient_c\n0,0.5,20\n\n60.5,1,21\n")
    assert [(row.line, row.t_us) for row in table.rows] == [(2, 0), (4, 60_500_000)]
    assert table.rows[1].inputs == {"load_pu": 1.0, "ambient_c": 21.0}


def test_a_byte_order_mark_and_spaces_do_no_harm(read):
    table = read("t_s, load_pu ,ambient_c\n0, 0.5,20 \n", encoding="utf-8-sig")
    assert table.rows[0].inputs == {"load_pu": 0.5, "ambient_c": 20.0}


def test_every_fault_is_said_at_once_in_order(read):
    found = faults(
        read,
        "t_s,load_pu,ambient_cc,source_pu,source_pu\n"
        "0,0.5,20,1,1\n"
        "60,nan,20,1,1\n"
        "60,0.5,20,x,x\n"
        "50,11,20,1,1\n"
        "70,0.5,20\n"
        ",0.5,20,1,1\n",
    )
    assert found == [
        (1, "source_pu", "is given twice"),
        (1, "ambient_cc", "is no input column"),
        (1, "ambient_c", "is missing"),
        (3, "load_pu", "is not finite"),
        (4, "source_pu", "is no number"),
        (4, "t_s", "is given twice"),
        (5, "load_pu", "is out of range"),
        (5, "t_s", "is before the row above"),
        (6, "", "has 3 cells, the header has 5"),
        (7, "t_s", "is no instant"),
    ]


def test_an_unknown_column_gets_the_nearest_name(read):
    with pytest.raises(DataError, match="did you mean ambient_c"):
        read("t_s,load_pu,ambient_k\n0,1,20\n")


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("load_pu,ambient_c", "has no time column"),
        ("t_s,t_min,load_pu,ambient_c", "has more than one time column"),
        ("t_s,ambient_c", "must be given once"),
        ("t_s,load_pu,load_mva,ambient_c", "must be given once"),
    ],
)
def test_a_header_that_does_not_add_up_is_refused(read, header, what):
    cells = ",".join("1" for _ in header.split(","))
    assert what in [fault[2] for fault in faults(read, f"{header}\n{cells}\n")]


def test_an_empty_file_and_a_bare_header_are_refused(read):
    assert faults(read, "")[0][2] == "is empty"
    assert faults(read, "t_s,load_pu,ambient_c\n")[0][2] == "has a header but no rows"


def test_a_missing_file_and_foreign_bytes_are_refused(tmp_path):
    with pytest.raises(DataError, match="is no file"):
        read_inputs(tmp_path / "none.csv", COLUMNS)
    with pytest.raises(DataError, match="can't be read"):
        read_inputs(tmp_path, COLUMNS)
    (tmp_path / "latin.csv").write_bytes(b"t_s,\xe9\n")
    with pytest.raises(DataError, match="not UTF-8"):
        read_inputs(tmp_path / "latin.csv", COLUMNS)


@pytest.mark.parametrize(
    ("cell", "name", "found"),
    [
        ("2021-03-14T02:30:00Z", "time", 1_615_689_000_000_000),
        ("2021-03-14T02:30:00", "time", "has no time zone"),
        ("yesterday", "time", "is no instant"),
        ("0.000001", "t_s", 1),
        ("14.390928587149", "t_min", 863_455_715),
        ("inf", "t_s", "is no instant"),
        ("12", "t_us", 12),
    ],
)
def test_an_instant_is_read_to_the_microsecond(cell, name, found):
    assert instant_us(cell, name) == found


@given(st.integers(-(10**15), 4 * 10**15))
def test_what_a_clock_shows_reads_back_as_the_same_instant(t_us):
    for clock in (Clock("t_us"), Clock("t_s"), Clock("time", timezone(timedelta(hours=-6)))):
        assert instant_us(clock.show(t_us), clock.column) == t_us


def test_iso_times_keep_the_zone_of_the_first_row(read):
    table = read("time,load_pu,ambient_c\n2021-02-15T06:00-06:00,1,2\n2021-02-15T13:00Z,1,2\n")
    assert table.clock.show(table.rows[1].t_us) == "2021-02-15T07:00:00-06:00"
