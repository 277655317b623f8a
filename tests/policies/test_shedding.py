"""The arithmetic of shedding: enough, no row too many, in order, and back within ramp and room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policies.views import MW, FakeView, hall, main, row
from twin.policies.shedding import (
    LEAST_CAP_FRAC,
    Ramp,
    Rooms,
    by_block,
    cap_halls,
    choose_sheds,
    choose_sleeps,
    choose_wakes,
    down_ramp_of,
    group_loads,
    joining_w,
    leaving_w,
    ramp_of,
)
from twin.units import US_PER_S

FLEETS = st.lists(
    st.tuples(st.floats(0.1, 2.0), st.integers(1, 4), st.sampled_from([17.5, 29.5])), max_size=14
).map(
    lambda many: [
        row(f"B{order}-{n}", mw=mw, order=order, j_per_th=j)
        for n, (mw, order, j) in enumerate(many)
    ]
)


def relief_w(rows):
    return sum(one.draw_w - one.sleep_w for one in rows)


@given(FLEETS, st.floats(-1.0, 12.0))
def test_a_shed_is_enough_or_everything(fleet, excess_mw):
    chosen, left_w = choose_sheds(fleet, 0, excess_mw * MW)
    assert relief_w(chosen) + left_w >= excess_mw * MW - 1e-6
    assert left_w == 0.0 or len(chosen) == len(fleet)


@given(FLEETS, st.floats(0.1, 12.0))
def test_without_any_one_of_its_rows_a_shed_would_not_do(fleet, excess_mw):
    chosen, left_w = choose_sheds(fleet, 0, excess_mw * MW)
    if left_w == 0.0:
        for spared in chosen:
            assert relief_w(chosen) - (spared.draw_w - spared.sleep_w) < excess_mw * MW + 1e-6


@given(FLEETS, st.floats(0.1, 12.0))
def test_no_row_is_shed_while_one_before_it_of_its_size_or_more_runs(fleet, excess_mw):
    chosen, _ = choose_sheds(fleet, 0, excess_mw * MW)
    keys = {one.row: (one.shed_order, -one.j_per_th, one.block, one.row) for one in fleet}
    for kept in (one for one in fleet if one not in chosen):
        later = [one for one in chosen if keys[one.row] > keys[kept.row]]
        assert all(kept.draw_w < one.draw_w for one in later)


@given(FLEETS, st.floats(0.0, 10.0), st.floats(0.0, 3.0))
def test_more_to_lose_never_sheds_less(fleet, excess_mw, more_mw):
    little, _ = choose_sheds(fleet, 0, excess_mw * MW)
    much, left_w = choose_sheds(fleet, 0, (excess_mw + more_mw) * MW)
    assert relief_w(much) >= (excess_mw * MW if left_w == 0.0 else relief_w(little)) - 1e-6


def test_rows_elsewhere_asleep_or_told_already_relieve_nothing():
    rows = [
        row("B1-1", group=1),
        row("B1-2", hashing=False),
        row("B1-3", held=("price",)),
        row("B1-4", group=-1),
    ]
    assert choose_sheds(rows, 0, MW) == ([], MW)


def test_what_was_told_to_sleep_and_still_hashes_is_on_its_way_out():
    rows = [row("B1-1", held=("n1",)), row("B1-2", held=("n1",), hashing=False), row("B1-3")]
    assert leaving_w(rows, 0) == pytest.approx(0.99 * MW)
    assert joining_w(rows, 0) == 0.0


def test_what_boots_or_wakes_is_on_its_way_in():
    assert joining_w([row("B1-1", hashing=False)], 0) == pytest.approx(0.99 * MW)


def test_a_group_is_as_loaded_as_its_worst_transformer():
    one, other = main("T1", mva=20), main("T2", mva=24, rated_mva=20)
    load = group_loads([one, other, main("T3", group=-1)])[0]
    assert (load.worst, load.load_va, load.load_pu) == ("T2", 44 * MW, 1.2)
    assert load.above_w(1.0) == pytest.approx(44 * MW * (1 - 1 / 1.2))
    assert load.room_w(1.2) == pytest.approx(0.0, abs=1e-6)


def test_an_empty_group_has_its_rating_as_room():
    assert group_loads([main(mva=0.0)])[0].room_w(1.0) == pytest.approx(25 * MW, rel=1e-6)


def test_halls_are_capped_in_proportion_and_never_to_nothing():
    halls = [hall("H1", mw=8, peak_mw=10), hall("H2", mw=4, peak_mw=4)]
    caps = {one.hall: one.cap_frac for one in cap_halls(halls, 0, 6 * MW, "why")}
    assert caps == {"H1": 0.4, "H2": 0.5}
    assert cap_halls(halls, 0, 99 * MW, "why")[0].cap_frac == LEAST_CAP_FRAC
    assert cap_halls(halls, 1, MW, "why") == []


def test_a_cap_counts_on_busy_racks_alone():
    caps = cap_halls([hall("H1", mw=8, peak_mw=10, fixed_mw=2)], 0, 2 * MW, "why")
    assert caps[0].cap_frac == 0.5


def test_a_hall_below_its_new_cap_already_is_left_alone():
    assert cap_halls([hall(mw=5, peak_mw=10, cap_frac=0.2)], 0, MW, "why") == []


def test_one_row_may_wake_in_a_step_however_large_and_no_second_beyond_the_ramp():
    held = [row(f"B1-{n}", mw=5.0, held=("p",), hashing=False) for n in range(3)]
    assert len(choose_wakes(held, Ramp(3 * MW, 0.0), lambda _: True)) == 1
    assert choose_wakes(held, Ramp(3 * MW, MW), lambda _: True) == []
    assert len(choose_wakes(held, Ramp(10 * MW, 0.0), lambda _: True)) == 2


def test_a_row_that_someone_else_holds_costs_no_ramp_and_no_room():
    held = [row("B1-1", held=("p", "n1"), hashing=False)]
    rooms = Rooms([], held, 1.0)
    assert choose_wakes(held, Ramp(0.0, MW), rooms.take) == held


def test_a_row_without_room_lets_those_behind_it_by():
    held = [row("B1-1", mw=9.0, held=("p",), hashing=False)]
    held += [row("B1-2", mw=1.0, held=("p",), hashing=False)]
    rooms = Rooms(group_loads([main(mva=20)]), held, 1.0)
    assert choose_wakes(held, Ramp(99 * MW, 0.0), rooms.take) == held[1:]


def test_room_is_taken_once_and_what_is_on_its_way_in_has_it_already():
    coming = row("B1-0", mw=3.0, hashing=False)
    held = [row(f"B1-{n}", mw=1.5, held=("p",), hashing=False) for n in (1, 2)]
    rooms = Rooms(group_loads([main(mva=20)]), [coming, *held], 1.0)
    assert [rooms.take(one) for one in held] == [True, False]


def test_a_hall_takes_room_on_every_feed_or_on_none():
    loads = group_loads([main("T1", mva=24), main("T2", mva=10, group=1)])
    rooms = Rooms(loads, [], 1.0)
    both = hall(mw=2, peak_mw=6, shares=((0, 0.5), (1, 0.5)))
    assert not rooms.take_hall(both)
    assert rooms.take_hall(hall(mw=2, peak_mw=16, shares=((1, 1.0),)))
    assert not rooms.take_hall(hall(mw=0, peak_mw=2, shares=((1, 1.0),)))


def test_what_anyone_woke_uses_up_the_ramp_until_it_has_made_up_for_it():
    view = FakeView(t_us=25 * US_PER_S, ramp_up_free_us=31 * US_PER_S)
    ramp = ramp_of(view, 20.0)
    assert (ramp.step_w, ramp.spent_w) == pytest.approx((20 * 10 / 60 * MW, 6 * 10 / 60 * MW))
    assert ramp_of(FakeView(t_us=31 * US_PER_S, ramp_up_free_us=31 * US_PER_S), 20.0).spent_w == 0.0


def test_rows_go_to_sleep_as_far_as_the_ramp_downwards_allows_and_one_always():
    rows = [row(f"B1-{n}", mw=2.0) for n in range(4)]
    rows.insert(1, row("B1-held", mw=9.0, held=("n1",)))
    view = FakeView(ramp_down_w_per_s=MW / 4)
    chosen = choose_sleeps(rows, down_ramp_of(view, 20.0))
    assert [one.row for one in chosen] == ["B1-0", "B1-held", "B1-1"]
    assert len(choose_sleeps(rows, Ramp(1.0, 0.0))) == 2
    assert choose_sleeps(rows, Ramp(5 * MW, 4 * MW)) == []


def test_rows_are_named_block_by_block():
    rows = [row("B2-1"), row("B1-1"), row("B2-2")]
    assert by_block(rows) == [("B2", ("B2-1", "B2-2")), ("B1", ("B1-1",))]
