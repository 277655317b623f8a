"""The ideal view shows the plant as it stands, in the units and words that policies use."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.facility.snapshot import restored, snapshot
from twin.facts import compute, control, mining, outside, power
from twin.policies.telemetry import IdealView

NAME = "B1-U1-s21"


def now():
    return started(small_plant())


def reading(plant, name=NAME, at_us=T0_US):
    return next(one for one in IdealView(plant, at_us).rows() if one.row == name)


def curtailed(plant, by="n1_shedding"):
    command = control.CurtailRows("why", "B1", (NAME,))
    apply(plant, T0_US, "B1", control.CommandAccepted(command, by))
    return plant


def test_a_row_that_hashes():
    plant = now()
    one = reading(plant)
    row = plant.parts.row_index[NAME]
    assert (one.block, one.model, one.group_index, one.shed_order) == ("B1", "s21", 0, 2)
    assert one.draw_w == one.wake_w == one.coming_w == plant.rows.power_w[row] * 1.05
    assert one.hashing
    assert 0.0 < one.sleep_w < 0.2 * one.wake_w


def test_a_row_told_to_sleep_still_draws_and_is_on_its_way():
    one = reading(curtailed(now()))
    assert one.hashing
    assert one.held_by == ("n1_shedding",)
    assert one.coming_w == one.sleep_w < one.draw_w
    assert one.free_us == T0_US + 900 * S


def test_a_row_asleep_draws_what_sleep_draws():
    plant = curtailed(now())
    apply(plant, T0_US + 5 * S, "B1", mining.RowsSlept((NAME,)))
    one = reading(plant, at_us=T0_US + 5 * S)
    assert not one.hashing
    assert one.draw_w == pytest.approx(one.sleep_w)


def test_a_row_that_boots_will_draw_what_hashing_draws():
    plant = now()
    apply(plant, T0_US, "B1", power.SupplyLost((NAME,)))
    apply(plant, T0_US + S, "B1", power.SupplyReturned((NAME,)))
    one = reading(plant, at_us=T0_US + S)
    assert not one.hashing
    assert one.draw_w < one.coming_w == one.wake_w


def test_a_row_without_supply_belongs_to_no_group():
    plant = now()
    apply(plant, T0_US, "F1", power.BreakerOpened())
    assert reading(plant).group_index == -1


def test_a_hall_shows_where_its_power_comes_from():
    plant = now()
    one = IdealView(plant, T0_US).halls()[0]
    assert one.shares_frac == ((0, 0.5), (1, 0.5))
    assert one.draw_w == plant.hall_w[0]
    apply(plant, T0_US, "FA", power.BreakerOpened())
    assert IdealView(plant, T0_US).halls()[0].shares_frac == ((1, 1.0),)


def test_a_hall_draws_no_more_than_a_cap_promises():
    plant = now()
    apply(plant, T0_US, "H1", compute.InferenceLoadChanged(1.0))
    one = IdealView(plant, T0_US).halls()[0]
    assert one.fixed_w + one.busy_peak_w <= one.peak_w
    for cap_frac in (0.8, 0.5, 0.3):
        apply(plant, T0_US, "H1", compute.HallCapped(cap_frac))
        bound_w = one.fixed_w + cap_frac * one.busy_peak_w
        assert plant.hall_w[0] <= bound_w * (1 + 1e-6)


def test_a_main_shows_its_load_its_rating_and_whether_an_alarm_stands():
    plant = now()
    one = IdealView(plant, T0_US).mains()[0]
    assert (one.main, one.group_index, one.rating_va) == ("T1", 0, 25e6)
    assert one.load_va == plant.net.main_s_va[0]
    assert one.power_factor_frac == pytest.approx(plant.net.main_out_w[0] / one.load_va)
    assert not one.alarmed
    apply(plant, T0_US, "T1", power.AlarmRaised(110.0, "alarm_winding"))
    assert IdealView(plant, T0_US).mains()[0].alarmed


def test_a_dead_main_belongs_to_no_group():
    plant = now()
    apply(plant, T0_US, "T1", power.TransformerFailed(60.0))
    assert IdealView(plant, T0_US).mains()[0].group_index == -1


def test_a_forecast_at_the_present_load_is_where_the_hot_spot_goes():
    plant = now()
    apply(plant, T0_US, "H1", compute.InferenceLoadChanged(1.0))
    view = IdealView(plant, T0_US)
    load_va = plant.net.main_s_va[0]
    later_c = plant.transformers.hot_spot_c(0, T0_US + H)
    assert view.hot_spot_at("T1", load_va, 3600.0) == pytest.approx(later_c, abs=1e-6)
    assert view.hot_spot_at("T1", 2 * load_va, 3600.0) > later_c


def test_looking_changes_nothing():
    plant = now()
    before = snapshot(plant)
    view = IdealView(plant, T0_US + H)
    for look in (view.rows, view.halls, view.mains):
        look()
    view.hot_spot_at("T1", 1e7, 900.0)
    assert snapshot(plant) == before
    assert view.read_us == view.t_us == T0_US + H


def test_readings_that_are_kept_are_those_of_a_plant_never_looked_at():
    plant = now()
    both = (NAME, "B1-U2-s21")
    curtail = control.CurtailRows("why", "B1", (NAME,))
    changes = (
        ("SMALL", outside.WeatherChanged(31.0)),
        ("B1", control.CommandAccepted(curtail, "me")),
        ("B1", control.CommandAccepted(curtail, "you")),
        ("B1", mining.RowsSlept((NAME,))),
        (NAME, mining.MachineFailed(60.0, "psu")),
        (NAME, mining.MachineFailed(60.0, "board")),
        ("B1", control.CommandAccepted(control.RestoreRows("why", "B1", (NAME,)), "me")),
        ("F1", power.BreakerOpened()),
        ("B1", power.SupplyLost(both)),
        ("F1", power.BreakerClosed()),
        ("B1", power.SupplyReturned(both)),
        ("TIE", power.TieClosed()),
    )
    kept = [IdealView(plant, T0_US).rows()]
    for hours, (subject, fact) in enumerate(changes, 1):
        t_us = T0_US + hours * H
        apply(plant, t_us, subject, fact)
        kept.append(IdealView(plant, t_us).rows())
        other = restored(plant.parts, snapshot(plant))
        assert kept[-1] == IdealView(other, t_us).rows()
    assert all(one != next_ for one, next_ in pairwise(kept))
