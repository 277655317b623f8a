"""What the ideal view shows is the plant as it stands, however often and whenever it is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import T0_US, H, M, apply, small_plant, started
from twin.facts.control import CommandAccepted, CurtailRows, RestoreRows
from twin.facts.mining import MachineFailed, MachineRepaired
from twin.facts.outside import WeatherChanged
from twin.facts.power import BreakerClosed, BreakerOpened, SupplyLost, SupplyReturned
from twin.policies.telemetry import IdealView, _RowsKept

BY = "price_curtailment"


def rows_of(plant, block):
    parts = plant.parts
    return tuple(
        name for name, its in zip(parts.row_ids, parts.row_block, strict=True) if its == block
    )


def facts_for(plant):
    """Facts that change what a row's reading is made of."""
    rows = rows_of(plant, "B1")
    return {
        "hold": ("B1", CommandAccepted(CurtailRows("dear", "B1", rows[:1]), BY)),
        "hold two": ("B1", CommandAccepted(CurtailRows("hot", "B1", rows), "thermal_shedding")),
        "release": ("B1", CommandAccepted(RestoreRows("cheap", "B1", rows[:1]), BY)),
        "warmer": (plant.parts.site_id, WeatherChanged(31.0, 0.4, 101_325.0)),
        "colder": (plant.parts.site_id, WeatherChanged(9.0, 0.4, 101_325.0)),
        "fails": (rows[0], MachineFailed(3600.0, "board")),
        "dies": (rows[0], MachineFailed(3600.0, "supply")),
        "repaired": (rows[0], MachineRepaired("board")),
        "opens": ("F1", BreakerOpened("drill")),
        "closes": ("F1", BreakerClosed("drill")),
        "dark": ("B1", SupplyLost(rows)),
        "lit": ("B1", SupplyReturned(rows)),
    }


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "hold",
                "hold two",
                "release",
                "warmer",
                "colder",
                "fails",
                "dies",
                "repaired",
                "opens",
                "closes",
                "dark",
                "lit",
            ]
        )
    )
)
def test_a_reading_kept_from_before_is_the_reading_made_anew(stories):
    plant = started(small_plant())
    t_us, broken = T0_US, 0
    for kind in stories:
        t_us += 10 * M
        broken += {"fails": 1, "repaired": -1}.get(kind, 0)
        if broken < 0:
            broken = 0
            continue
        apply(plant, t_us, *facts_for(plant)[kind])
        for row, due_us in enumerate(plant.rows.due_us):
            if due_us <= t_us:
                plant.rows.step(row, t_us)
        assert IdealView(plant, t_us).rows() == _RowsKept(plant).read(plant)


def test_a_view_of_another_plant_shows_that_plant():
    one, other = started(small_plant()), started(small_plant())
    apply(one, T0_US + H, *facts_for(one)["hold"])
    assert IdealView(one, T0_US + H).rows()[0].held_by == (BY,)
    assert IdealView(other, T0_US + H).rows()[0].held_by == ()


def test_who_reads_may_do_what_he_likes_with_the_list():
    plant = started(small_plant())
    view = IdealView(plant, T0_US)
    before = list(view.rows())
    view.rows().clear()
    assert view.rows() == before


def test_a_row_that_hashes_draws_what_waking_it_would_draw():
    plant = started(small_plant())
    for row in IdealView(plant, T0_US).rows():
        assert row.hashing
        assert row.draw_w == pytest.approx(row.wake_w, rel=1e-12)
        assert row.coming_w == row.wake_w
        assert 0.0 < row.sleep_w < 0.1 * row.wake_w


def test_a_row_told_to_sleep_is_about_to_draw_what_sleep_draws():
    plant = started(small_plant())
    apply(plant, T0_US + H, *facts_for(plant)["hold"])
    row = IdealView(plant, T0_US + H).rows()[0]
    assert row.hashing
    assert row.coming_w == row.sleep_w
    assert row.told_us == T0_US + H


def test_mains_show_load_rating_and_group():
    plant = started(small_plant())
    mains = IdealView(plant, T0_US).mains()
    assert [main.main for main in mains] == ["T1", "T2"]
    assert [main.group_index for main in mains] == [0, 1]
    for index, main in enumerate(mains):
        assert main.load_va == plant.net.main_s_va[index] > 0.0
        assert main.power_factor_frac == pytest.approx(plant.net.main_out_w[index] / main.load_va)
        assert not main.alarmed


def test_a_hall_is_shared_over_its_live_feeds():
    plant = started(small_plant())
    assert [hall.shares for hall in IdealView(plant, T0_US).halls()] == [((0, 0.5), (1, 0.5))]
    apply(plant, T0_US + H, "FA", BreakerOpened("drill"))
    assert [hall.shares for hall in IdealView(plant, T0_US + H).halls()] == [((1, 1.0),)]
