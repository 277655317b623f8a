"""Charts in three forms: units last in every name, three columns where a point is several."""

from __future__ import annotations

import json
from datetime import UTC

import numpy as np
import pyarrow as pa
import pytest

from twin.cli.charting import arrow_bytes, columns_of, csv_lines, json_values
from twin.run.chart import Chart
from twin.units import unit_of


def chart(*, exact: bool) -> Chart:
    return Chart(
        names=("T1.hotspot_c",),
        units=("°C",),
        t_us=np.array([0, 300_000_000]),
        mean=np.array([[70.0, 71.5]]),
        minimum=np.array([[69.0, 71.0]]),
        maximum=np.array([[71.0, 72.0]]),
        exact=exact,
    )


def test_a_point_that_is_an_instant_has_one_column():
    assert list(csv_lines(chart(exact=True), UTC)) == [
        "time,T1.hotspot_c\n",
        "1970-01-01T00:00:00+00:00,70\n",
        "1970-01-01T00:05:00+00:00,71.5\n",
    ]


def test_a_point_that_is_several_has_three_and_their_unit_is_last():
    names = [name for name, _, _ in columns_of(chart(exact=False))]
    assert names == ["T1.hotspot_c", "T1.min_hotspot_c", "T1.max_hotspot_c"]
    assert all(unit_of(name).label == "°C" for name in names)


def test_what_has_no_meaning_is_an_empty_cell_or_a_null():
    gap = np.array([[1.25, np.nan]])
    found = Chart(
        names=("site.pue_ratio",),
        units=("",),
        t_us=np.array([0, 1]),
        **dict.fromkeys(("mean", "minimum", "maximum"), gap),
        exact=True,
    )
    assert [line.rstrip().rpartition(",")[2] for line in csv_lines(found, UTC)][1:] == ["1.25", ""]
    assert json.loads(json.dumps(json_values(found), allow_nan=False))["signals"][0]["mean"] == [
        1.25,
        None,
    ]
    table = pa.ipc.open_stream(arrow_bytes(found)).read_all()
    assert table.column("site.pue_ratio").to_pylist() == [1.25, None]


@pytest.mark.parametrize("exact", [True, False])
def test_json_and_arrow_hold_the_same_numbers(exact):
    found = json_values(chart(exact=exact))
    table = pa.ipc.open_stream(arrow_bytes(chart(exact=exact))).read_all()
    (signal,) = found["signals"]
    assert table.column("T1.hotspot_c").to_pylist() == signal["mean"] == [70.0, 71.5]
    assert table.column("t_us").cast(pa.int64()).to_pylist() == found["t_us"]
    assert ("max" in signal) is not exact
