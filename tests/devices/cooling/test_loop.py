"""Stories of cooling plants: design day, lost pumps and power, and coming to rest."""

from __future__ import annotations

from itertools import pairwise
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from tests.devices.cooling.halls import DAY, FULL_W, S, hall, judged, pair, run_to, unserved_j
from twin.devices.cooling.loop import Loops
from twin.devices.cooling.loop_limits import COILS, FANS, TRIM
from twin.devices.cooling.loop_spec import LoopSpec
from twin.site import shipped_site

C1, C2, U, G = 5_999_400.0, 83_182_000.0, 200e3, 400e3


@pytest.mark.parametrize("expected_c", [pytest.param((39.75, 33.25), id="oracle-39")])
def test_the_published_pair_settles_where_it_should(expected_c):
    assert pair().temperatures_c(0, DAY)[:2] == pytest.approx(expected_c, abs=1e-6)


@pytest.mark.parametrize("expected_c", [pytest.param((38.07742205, 32.12866126), id="oracle-40")])
def test_a_minute_on_the_published_pair_is_where_it_should_be(expected_c):
    one = pair()
    one.place(0, 0, (35.0, 32.0, 30.0, 30.0))
    assert one.temperatures_c(0, 60 * S)[:2] == pytest.approx(expected_c, abs=1e-6)


@pytest.mark.parametrize("kept", [True, False], ids=["pumps of the units on UPS", "without"])
def test_time_to_throttle_without_facility_water_is_a_line(kept):
    """A unit whose pump runs on without facility water cools no more than one that stands."""
    one = pair()
    one.set_pumps(0, 0, 0)
    one.set_cdus(0, 0, int(kept))
    found = one.next_crossing(0, 0)
    assert found.limit == "warm"
    assert found.after_us / S == pytest.approx((50.0 - 39.75) * C1 / 1.3e6, rel=1e-9)


def test_time_to_throttle_is_longer_while_facility_water_runs_on():
    """Pumps on UPS, dry coolers dark: two capacities heat together (as a room, `T1` of air)."""
    one = pair()
    one.set_coolers(0, 0, 0)
    found = one.next_crossing(0, 0)
    rate_per_s, total = U * (1 / C1 + 1 / C2), C1 + C2
    steady_k = 1.3e6 * C2 / (U * total)

    def technology_c(t):
        mean_c = (C1 * 39.75 + C2 * 33.25) / total + 1.3e6 * t / total
        apart_k = steady_k + (39.75 - 33.25 - steady_k) * exp(-rate_per_s * t)
        return mean_c + C2 / total * apart_k - 50.0

    expected_s = brentq(technology_c, 1.0, 1e4, xtol=1e-9)
    assert found.after_us / S == pytest.approx(expected_s, abs=1e-6)
    assert expected_s > 10 * (50.0 - 39.75) * C1 / 1.3e6


@pytest.mark.parametrize("coolers", [5, 6], ids=["one dry cooler lost", "all dry coolers"])
def test_the_design_day_holds_the_racks_supply_at_45_c(coolers):
    one = hall(30.0)
    one.set_weather(0, 0, 42.0)
    one.set_coolers(0, 0, coolers)
    run_to(one, DAY)
    assert one.temperatures_c(0, DAY)[0] <= 45.0
    assert one.inlet_c(0, DAY) <= 27.0


@pytest.mark.parametrize(
    ("dry_bulb_c", "low", "high"),
    [(5.0, 1.02, 1.05), (20.0, 1.04, 1.08), (35.0, 1.07, 1.12), (42.0, 1.15, 1.25)],
)
def test_the_overhead_of_a_full_hall_is_that_of_a_good_one(dry_bulb_c, low, high):
    one = hall(dry_bulb_c)
    drawn_j = one.meters_at(0, DAY).energy_j
    assert low < 1.0 + drawn_j / sum(one.came_j(0, DAY)) < high


def test_a_hotter_day_never_needs_less_power():
    drawn_w = [hall(float(dry_bulb)).power_w[0] for dry_bulb in range(-20, 48, 4)]
    assert all(b >= a - 1.0 for a, b in pairwise(drawn_w))


@settings(max_examples=40)
@given(st.floats(-25.0, 47.0), st.floats(0.05, 1.1), st.floats(-25.0, 47.0), st.integers(5, 6))
def test_with_inputs_held_a_plant_comes_to_rest(was_c, load, dry_bulb, coolers):
    one = hall(was_c, load)
    one.set_coolers(0, 0, coolers)
    one.set_weather(0, 0, dry_bulb)
    seen = run_to(one, DAY // 2)
    assert len(seen) < 250
    assert run_to(one, DAY, DAY // 2) == []


@settings(max_examples=30)
@given(st.floats(0.05, 1.1), st.sampled_from([0.0, 5.0, 12.0]) | st.floats(-25.0, 47.0))
def test_with_a_third_of_its_coolers_chillers_may_come_and_go_but_keep_their_dwell(load, dry_bulb):
    """Free cooling that is not quite enough: the coils change between both as a thermostat does."""
    one = hall(0.0, load)
    one.set_coolers(0, 0, 2)
    one.set_weather(0, 0, dry_bulb)
    run_to(one, DAY // 2)
    later = run_to(one, DAY, DAY // 2)
    called_us = [crossing.t_us for crossing in later if crossing.limit == "coils"]
    assert len(later) < 250
    assert all(b - a >= 300 * S for a, b in pairwise(called_us))


@settings(max_examples=40)
@given(st.floats(5.0, 42.0), st.floats(0.1, 1.0), st.integers(1, 3600), st.floats(0.1, 1.0))
def test_a_change_taken_back_leaves_no_trace(dry_bulb, load, wait_s, other):
    once, twice = hall(dry_bulb, 0.6), hall(dry_bulb, 0.6)
    for one in (once, twice):
        one.set_heat(0, 0, FULL_W[0] * load, FULL_W[1])
    run_to(twice, wait_s * S)
    twice.set_heat(0, wait_s * S, FULL_W[0] * other, FULL_W[1])
    twice.set_heat(0, wait_s * S, FULL_W[0] * load, FULL_W[1])
    twice.set_weather(0, wait_s * S, dry_bulb + 0.01)
    twice.set_weather(0, wait_s * S, dry_bulb)
    run_to(once, DAY)
    run_to(twice, DAY, wait_s * S)
    assert twice.temperatures_c(0, DAY) == pytest.approx(once.temperatures_c(0, DAY), rel=1e-10)
    assert twice.meters_at(0, DAY) == pytest.approx(once.meters_at(0, DAY), rel=1e-9)


def test_a_loss_of_power_costs_the_chillers_their_restart_time():
    one = hall(30.0)
    one.set_powered(0, 0, powered=False)
    assert one.now[0].chiller_w == 0.0
    assert one.outdoors.coolers.fan_w(0) == 0.0
    run_to(one, 60 * S)
    one.set_powered(0, 60 * S, powered=True)
    assert one.stages[FANS].stage[0] == 10
    seen = run_to(one, 3600 * S, 60 * S)
    restarted = next(c for c in seen if c.limit == "restarted")
    assert restarted.t_us == 360 * S
    assert one.now[0].chilled
    assert one.power_w[0] > 0.0


def test_chillers_ride_through_the_gap_of_a_transfer_switch():
    one = hall(30.0)
    chilled_w, fans_w = one.now[0].chiller_w, one.outdoors.coolers.fan_w(0)
    one.set_powered(0, 60 * S, powered=False)
    assert one.power_w[0] < chilled_w + fans_w
    one.set_powered(0, 60 * S + S // 10, powered=True)
    assert one.switches[0].ready
    assert one.now[0].chiller_w > 0.0
    seen = run_to(one, 3600 * S, 60 * S + S // 10)
    assert not [c for c in seen if c.limit == "restarted"]


def test_a_warming_year_calls_chillers_for_coils_and_then_for_trim():
    one, now, calls = hall(0.0), 0, []
    for dry_bulb in range(0, 44, 2):
        one.set_weather(0, now, float(dry_bulb))
        calls += [(c.limit, dry_bulb) for c in run_to(one, now + 6 * 3600 * S, now)]
        now += 6 * 3600 * S
    first = {name: next(db for limit, db in calls if limit == name) for name in (COILS, TRIM)}
    assert 12 == first[COILS] < first[TRIM] <= 38
    assert abs(unserved_j(one, now)) < 1e-9 * sum(one.came_j(0, now))


def test_colder_days_let_the_chillers_go_again():
    one = hall(40.0)
    assert [one.stages[name].stage[0] for name in (COILS, TRIM)] == [1, 1]
    one.set_weather(0, 0, 25.0)
    run_to(one, DAY)
    assert [one.stages[name].stage[0] for name in (COILS, TRIM)] == [1, 0]
    one.set_weather(0, DAY, 5.0)
    run_to(one, 2 * DAY, DAY)
    assert [one.stages[name].stage[0] for name in (COILS, TRIM)] == [0, 0]
    assert one.now[0].chiller_w == 0.0


def test_chillers_at_their_most_keep_the_coils_and_give_the_trim_the_rest():
    one = hall(42.0)
    one.set_chillers(0, 0, 2)
    run_to(one, DAY)
    assert one.switches[0].trim_full
    most_w = one.now[0].capacity_w
    assert one.chilled_w(0, DAY) == pytest.approx(most_w, rel=1e-6)
    one.set_chillers(0, DAY, 4)
    run_to(one, 2 * DAY, DAY)
    assert not one.switches[0].trim_full


def test_trim_that_is_full_comes_off_it_once_however_the_air_of_the_coils_drifts():
    """One of 13 coolers left, racks held back and let go each hour: full and back, no more.

    What the coils take falls with the air of the room, and with it grows what is left for the trim;
    read at the air of the last look, the same end was met again and again.
    """
    hybrid = next(one.cooling for one in shipped_site("w100-hybrid").halls if one.id == "H2")
    spec = LoopSpec.model_validate(hybrid.model_dump(include=set(LoopSpec.model_fields)))
    one = hall(38.0, 2.0, spec)
    one.set_coolers(0, 0, 1)
    seen = []
    for part, load_frac in enumerate((2.0, 2.0, 2.0, 1.0, 1.5, 2.0) * 8):
        one.set_heat(0, part * 600 * S, *(load_frac * heat_w for heat_w in FULL_W))
        seen += run_to(one, (part + 1) * 600 * S, part * 600 * S)
    full = [c for c in seen if c.limit == "trim_full"]
    assert len(full) == 2 * 8 + 1
    assert all(a.direction != b.direction for a, b in pairwise(full))
    assert min(b.t_us - a.t_us for a, b in pairwise(full)) > spec.chillers.trim.dwell_s * S
    now = 8 * 3600 * S
    assert abs(unserved_j(one, now)) < 1e-9 * sum(one.came_j(0, now))


def test_one_small_chiller_lets_the_air_run_away():
    spec = LoopSpec.model_validate({"chillers": {"count": 1, "chiller": {"rated_kw": 500.0}}})
    one = hall(30.0, 0.5, spec)
    one.set_heat(0, 0, FULL_W[0] * 0.5, FULL_W[1])
    seen = run_to(one, 3600 * S)
    assert [c.limit for c in seen if c.limit != "look"][:2] == ["coils_full", "air_warm"]
    expected = judged(one, 60.0)
    assert one.temperatures_c(0, one.anchor_us[0] + 60 * S) == pytest.approx(expected[:4], abs=1e-5)
    one.set_heat(0, 3600 * S, FULL_W[0] * 0.5, FULL_W[1] * 0.3)
    assert "coils_full" in [c.limit for c in run_to(one, 6 * 3600 * S, 3600 * S)]


def test_equal_values_are_no_change():
    one = hall(25.0)
    one.set_heat(0, 5 * S, *FULL_W)
    one.set_weather(0, 5 * S, 25.0)
    one.set_cdus(0, 5 * S, 5)
    one.set_powered(0, 5 * S, powered=True)
    assert one.anchor_us == [0]


def test_plants_of_one_family_do_not_touch_each_other():
    both = Loops([LoopSpec(), LoopSpec()], 0, 22.0)
    both.set_heat(1, 0, *FULL_W)
    assert both.temperatures_c(0, 3600 * S)[0] < both.temperatures_c(1, 3600 * S)[0]
