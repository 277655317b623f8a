"""What leaves the server means what the twin meant."""

from __future__ import annotations

import math
from array import array

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.wire import chart_view, facts_frame, ms, number, signals_frame, us
from twin.run.chart import Chart
from twin.run.telling import Told


@given(st.integers(min_value=-(2**51), max_value=2**51))
def test_an_instant_survives_the_wire(t_us):
    assert us(ms(t_us)) == t_us


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_has_no_meaning_is_null(value):
    assert number(value) is None
    assert number(1.5) == 1.5


def test_a_row_of_signals_is_one_uncompressed_stream():
    frame = signals_frame(("a.b_w", "c.d_c"), array("d", [1.0, math.nan]), 1500, 7, "follow")
    reader = pa.ipc.open_stream(frame)
    table = reader.read_all()
    assert table.column_names == ["a.b_w", "c.d_c"]
    assert table["a.b_w"].to_pylist() == [1.0]
    said = table.schema.metadata
    assert float(said.pop(b"made_ms")) > 1.7e12
    assert said == {b"kind": b"signals", b"t_ms": b"1.5", b"seq": b"7", b"mode": b"follow"}
    assert b"ZSTD" not in frame


def test_facts_carry_their_first_and_last_number():
    told = [
        Told(
            seq=seq, t_us=seq, kind="TieOpened", subject="TIE", value=None, body=None,
            origin="sim", cause=None, words="TIE opened",
        )
        for seq in (4, 5)
    ]  # fmt: skip
    table = pa.ipc.open_stream(facts_frame(told)).read_all()
    assert table["seq"].to_pylist() == [4, 5]
    assert table.schema.metadata[b"first_seq"] == b"4"
    assert table.schema.metadata[b"last_seq"] == b"5"


def test_a_chart_keeps_its_gaps():
    row = np.array([[1.0, math.nan]])
    chart = Chart(
        names=("a.b_w",), units=("W",), t_us=np.array([1000, 2000]), mean=row, minimum=row,
        maximum=row, exact=True,
    )  # fmt: skip
    view = chart_view(chart)
    assert (view.t_ms, view.signals[0].mean) == ([1.0, 2.0], [1.0, None])
