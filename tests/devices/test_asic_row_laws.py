"""Laws that any history of a row of miners keeps."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.rows import S19, S21, S, hashing, settle
from twin.devices.asic_row import AsicRows

moves = st.lists(
    st.tuples(
        st.integers(0, 900 * S),
        st.sampled_from(
            [
                "curtail",
                "wake",
                "energise",
                "de_energise",
                "fail_machine",
                "fail_board",
                "mode",
                "inlet",
            ]
        ),
        st.floats(0.0, 1.0),
    ),
    max_size=30,
)


def play(rows, t_us, move, amount):
    if move == "mode":
        rows.set_mode(0, t_us, 0.5 + 0.7 * amount)
    elif move == "inlet":
        rows.set_inlet(0, t_us, -20.0 + 75.0 * amount)
    elif not move.startswith("fail") or rows.healthy_count(0):
        getattr(rows, move)(0, t_us)


@given(history=moves)
def test_whatever_happens_power_and_counters_stay_in_bounds(history):
    rows, t_us = AsicRows([S21], [5], 0), 0
    energy = hashes = 0.0
    for wait_us, move, amount in history:
        t_us += wait_us
        settle(rows, until_us=t_us + 1)
        play(rows, t_us, move, amount)
        assert 0.0 <= rows.power_w[0] <= 5 * 3500.0 * 1.36081 * 1.2
        assert 0.0 <= rows.hash_th_per_s[0] <= 5 * 240.0
        assert (rows.power_w[0] == 0.0) == (rows.stage_name(0) == "off" or rows.failed[0] == 5)
        assert rows.energy_j[0] >= energy
        assert rows.hashes_th[0] >= hashes
        energy, hashes = rows.energy_j[0], rows.hashes_th[0]
        assert -21.0 <= rows.board_at_c(0, t_us) <= 150.0


@given(history=moves)
def test_a_restored_snapshot_continues_to_the_last_bit(history):
    rows, t_us = AsicRows([S21, S19], [5, 7], 0), 0
    twin = AsicRows([S21, S19], [5, 7], 0)
    for wait_us, move, amount in history:
        t_us += wait_us
        settle(rows, until_us=t_us + 1)
        play(rows, t_us, move, amount)
    power, board = twin.power_w, twin.board_c
    twin.restore(json.loads(json.dumps(rows.snapshot())))
    assert twin.power_w is power
    assert twin.board_c is board
    assert (twin.power_w, twin.hash_th_per_s) == (rows.power_w, rows.hash_th_per_s)
    later = t_us + 7777 * S
    assert [settle(twin, i, later) for i in (0, 1)] == [settle(rows, i, later) for i in (0, 1)]
    assert twin.board_at_c(0, later) == rows.board_at_c(0, later)
    assert twin.energy_at_j(0, later) == rows.energy_at_j(0, later)


@given(cuts=st.lists(st.integers(1, 86_400 * S), max_size=8))
def test_reading_never_changes_what_comes(cuts):
    read, alone = hashing(), hashing()
    for row in (read, alone):
        row.set_inlet(0, 0, 33.0)
    for cut in cuts:
        read.board_at_c(0, cut)
        read.energy_at_j(0, cut)
    assert read.snapshot() == alone.snapshot()


@given(cuts=st.lists(st.integers(1, 600 * S), min_size=1, max_size=8))
def test_an_equal_setting_changes_nothing(cuts):
    rows = hashing()
    rows.set_inlet(0, 0, 33.0)
    before = rows.snapshot()
    for cut in cuts:
        rows.set_inlet(0, cut, 33.0)
        rows.set_mode(0, cut, 1.0)
        rows.restore(rows.snapshot())
    assert rows.snapshot() == before


@given(cuts=st.lists(st.integers(1, 600 * S), min_size=1, max_size=6, unique=True))
def test_two_steps_of_half_equal_one(cuts):
    once, often = hashing(count=1), hashing(count=1)
    for rows in (once, often):
        rows.set_inlet(0, 0, 33.0)
    for cut in sorted(cuts):
        often.fail_board(0, cut)
        often.repair_board(0, cut)
    end = 700 * S
    assert often.board_at_c(0, end) == pytest.approx(once.board_at_c(0, end), rel=1e-12)
    assert often.energy_at_j(0, end) == pytest.approx(once.energy_at_j(0, end), rel=1e-12)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_all_rows_together_have_done_what_each_has_to_the_last_bit(first_us, then_us):
    rows = hashing(specs=(S21, S19))
    rows.curtail(1, first_us)
    settle(rows, 1, first_us + then_us)
    now = max(rows.anchor_us) + then_us
    assert rows.all_hashes_at_th(now) == sum(rows.hashes_at_th(i, now) for i in range(2))
