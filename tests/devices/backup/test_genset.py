"""Groups of engines as stories: starts, blocks, sags, overloads, fuel, cooling."""

from __future__ import annotations

import pytest

from tests.devices.backup.engines import BAD, GOOD, HOUR, MIN, S, group, ready
from tests.devices.backup.running import run_to
from twin.devices.backup.genset import Gensets
from twin.devices.backup.genset_spec import (
    COOLING,
    FAILED,
    LOADED,
    LOCKED_OUT,
    READY,
    RUN_UP,
    STOPPED,
    TRIPPED,
    GensetSpec,
)


class TestStart:
    def test_three_of_four_accept_load_in_ten_seconds_and_the_fourth_locks_out(self):
        gensets = group()
        gensets.order(0, 0, [GOOD, GOOD, BAD, GOOD])
        seen = run_to(gensets, 2 * MIN)
        assert seen[:2] == [("fired", 3 * S), ("accepts_load", 10 * S)]
        assert seen[-1] == ("start_failed", 75 * S)
        assert gensets.states(0) == [READY, READY, LOCKED_OUT, READY]
        assert (gensets.is_alive(0), gensets.on_bus_count) == (True, [3])

    def test_an_order_repeated_changes_nothing(self):
        gensets = group()
        gensets.order(0, 0, [GOOD] * 4)
        run_to(gensets, MIN)
        before = gensets.snapshot()
        gensets.order(0, MIN, [BAD] * 4)
        assert gensets.snapshot() == before

    def test_without_permission_an_order_waits_for_it(self):
        gensets = group()
        gensets.set_permitted(0, 0, on=False)
        gensets.order(0, 0, [GOOD] * 4)
        assert run_to(gensets, HOUR) == []
        gensets.set_permitted(0, HOUR, on=True)
        assert run_to(gensets, 2 * HOUR, HOUR)[-1] == ("accepts_load", HOUR + 10 * S)

    def test_an_order_taken_back_leaves_nothing_that_would_start_later(self):
        gensets = group()
        gensets.set_permitted(0, 0, on=False)
        gensets.order(0, 0, [GOOD] * 4)
        gensets.release(0, S)
        gensets.set_permitted(0, 2 * S, on=True)
        gensets.order(0, 3 * S, [BAD] * 4)
        assert run_to(gensets, HOUR, 3 * S)[-1][0] == "start_failed"

    def test_a_release_stops_what_cranks_and_cools_what_has_fired(self):
        gensets = group(2)
        gensets.order(0, 0, [GOOD, BAD])
        run_to(gensets, 5 * S)
        gensets.release(0, 5 * S)
        assert gensets.states(0) == [COOLING, STOPPED]

    def test_an_order_in_the_cool_down_puts_it_back_on_the_bus_at_once(self):
        gensets = ready(load_w=1e6)
        gensets.release(0, MIN)
        assert gensets.states(0) == [LOADED] * 4
        gensets.set_load(0, 2 * MIN, 0.0)
        assert gensets.states(0) == [COOLING] * 4
        gensets.order(0, 3 * MIN, [GOOD] * 4)
        assert gensets.states(0) == [READY] * 4

    def test_the_cool_down_ends_after_its_time(self):
        gensets = ready(cool_min=5)
        gensets.release(0, MIN)
        assert run_to(gensets, HOUR, MIN) == [("cooled", 6 * MIN)]
        assert gensets.states(0) == [STOPPED] * 4


class TestLoad:
    def test_a_block_onto_a_dead_bus_is_fed_when_the_engines_come(self):
        gensets = group()
        gensets.set_load(0, 0, 4e6)
        gensets.order(0, 0, [GOOD] * 4)
        run_to(gensets, 9 * S)
        assert (gensets.output_w(0), gensets.states(0)) == (0.0, [RUN_UP] * 4)
        run_to(gensets, 10 * S, 9 * S)
        assert (gensets.output_w(0), gensets.states(0)) == (4e6, [LOADED] * 4)

    def test_a_step_above_the_ceiling_is_caught_up_with_if_it_is_small(self):
        gensets = ready(first_step_frac=0.5, ramp_per_s=0.1, sag_s=2.0)
        gensets.set_load(0, 0, 0.6 * 8e6)
        (found,) = run_to(gensets, MIN)
        assert found == ("caught_up", pytest.approx(S, abs=1))
        assert gensets.sagging_us == [None]

    def test_a_step_far_above_it_trips_all_of_them_and_the_load_is_dark(self):
        gensets = ready(first_step_frac=0.5, ramp_per_s=0.1, sag_s=2.0)
        gensets.set_load(0, MIN, 0.75 * 8e6)
        assert run_to(gensets, HOUR, MIN) == [("underspeed", MIN + 2 * S)]
        assert (gensets.states(0), gensets.output_w(0)) == ([TRIPPED] * 4, 0.0)
        gensets.order(0, HOUR, [GOOD] * 4)
        assert gensets.states(0) == [TRIPPED] * 4
        gensets.reset(0, HOUR)
        gensets.set_load(0, HOUR, 0.0)
        gensets.order(0, HOUR, [GOOD] * 4)
        assert run_to(gensets, 2 * HOUR, HOUR)[-1] == ("accepts_load", HOUR + 10 * S)

    def test_the_same_load_in_blocks_as_they_are_accepted_is_carried(self):
        gensets = ready(first_step_frac=0.5, ramp_per_s=0.1)
        blocks_w = [2e6] * 4
        found = gensets.accept_blocks(0, 0, blocks_w)
        assert found == [0, 0, pytest.approx(2.5 * S, abs=1), pytest.approx(5 * S, abs=1)]
        now = 0
        for n, at_us in enumerate(found):
            assert run_to(gensets, at_us, now) == []
            now = at_us
            gensets.set_load(0, now, 2e6 * (n + 1))
            assert gensets.sagging_us == [None]
        assert run_to(gensets, HOUR, now) == []
        assert gensets.output_w(0) == 8e6

    def test_a_load_above_the_fuel_stop_is_never_caught_up_with(self):
        gensets = ready(load_w=7e6, ramp_per_s=1.0)
        run_to(gensets, MIN)
        gensets.set_load(0, MIN, 8.9e6)
        assert run_to(gensets, HOUR, MIN) == [("underspeed", MIN + 2 * S)]

    def test_overloads_add_up_and_a_rest_takes_off(self):
        gensets = ready(load_w=7e6, overload_min=60, overload_rest_h=10)
        gensets.set_load(0, MIN, 8.4e6)
        gensets.set_load(0, 31 * MIN, 6e6)
        assert gensets.wear_at_frac(0, 91 * MIN) == pytest.approx(0.4, rel=1e-12)
        gensets.set_load(0, 91 * MIN, 8.4e6)
        assert run_to(gensets, 5 * HOUR, 91 * MIN) == [
            ("overloaded", pytest.approx(91 * MIN + 36 * MIN, abs=1))
        ]
        assert gensets.states(0) == [TRIPPED] * 4

    def test_a_breakdown_loads_the_others_and_may_take_them_along(self):
        gensets = ready(load_w=4e6, failures_per_h=1.0)
        run_to(gensets, MIN)
        gensets.set_load(0, MIN, 7.2e6)
        gensets.set_breakdown(0, MIN, 1, 0.5)
        seen = run_to(gensets, HOUR, MIN)
        assert seen == [("broke_down", 31 * MIN), ("underspeed", 31 * MIN + 2 * S)]
        assert gensets.states(0) == [TRIPPED, FAILED, TRIPPED, TRIPPED]

    def test_a_second_engine_joins_without_a_step_for_either(self):
        gensets = group(2, attempt_frac=0.5)
        gensets.order(0, 0, [0.3, 0.6])
        run_to(gensets, 10 * S)
        gensets.set_load(0, 10 * S, 1.1e6)
        run_to(gensets, 20 * S, 10 * S)
        gensets.set_load(0, 20 * S, 1.9e6)
        assert run_to(gensets, MIN, 20 * S)[-1] == ("accepts_load", 40 * S)
        assert (gensets.on_bus_count, gensets.sagging_us) == ([2], [None])
        assert gensets.loading_pu(0) == pytest.approx(0.475)
        assert gensets.bus(0, 40 * S).ceiling_pu == pytest.approx(0.55)

    def test_a_late_engine_joins_high_load_without_a_sag(self):
        gensets = group(4, attempt_frac=0.5)
        gensets.order(0, 0, [0.3, 0.3, 0.3, 0.6])
        run_to(gensets, 10 * S)
        gensets.set_load(0, 10 * S, 3e6)
        run_to(gensets, 20 * S, 10 * S)
        gensets.set_load(0, 20 * S, 5.7e6)
        assert run_to(gensets, MIN, 20 * S)[-1] == ("accepts_load", 40 * S)
        assert gensets.loading_pu(0) == pytest.approx(0.7125)
        assert (gensets.on_bus_count, gensets.sagging_us) == ([4], [None])

    def test_an_engine_that_joins_a_sag_lifts_it_only_by_its_share(self):
        gensets = group(2, attempt_frac=0.5)
        gensets.order(0, 0, [0.3, 0.6])
        run_to(gensets, 39 * S)
        gensets.set_load(0, 39_500_000, 2.6e6)
        assert run_to(gensets, MIN, 39_500_000) == [
            ("accepts_load", 40 * S),
            ("caught_up", pytest.approx(40 * S + 0.1 / 0.15 * S, abs=1)),
        ]

    def test_too_large_a_block_on_a_dead_bus_trips_what_comes(self):
        gensets = group(1)
        gensets.set_load(0, 0, 1.9e6)
        gensets.order(0, 0, [GOOD])
        assert run_to(gensets, MIN)[-1] == ("underspeed", 12 * S)


class TestFuel:
    def test_the_tank_is_empty_when_the_line_says_and_starves_all(self):
        gensets = ready(load_w=6e6, tank_l=1000.0)
        found = gensets.next_crossing(0, 0)
        l_per_h = 4 * 2000 * (0.02 + 0.75 * (0.21 + 0.025 * 0.75))
        assert found.limit == "starved"
        assert found.after_us == pytest.approx(1000 / l_per_h * HOUR, rel=1e-12)
        gensets.cross(0, found.t_us, found.limit)
        assert gensets.states(0) == [TRIPPED] * 4
        assert gensets.tank_left_m3(0, found.t_us) == 0.0
        assert gensets.burnt(0, found.t_us).fuel_m3 == pytest.approx(1.0, rel=1e-8)

    def test_a_change_of_load_moves_the_empty_instant(self):
        gensets = ready(load_w=6e6, tank_l=1000.0)
        high_l_per_h, low_l_per_h = (
            4 * 2000 * (0.02 + x * (0.21 + 0.025 * x)) for x in (0.75, 0.25)
        )
        gensets.set_load(0, 20 * MIN, 2e6)
        left_l = 1000 - high_l_per_h / 3
        expected = 20 * MIN + left_l / low_l_per_h * HOUR
        assert gensets.next_crossing(0, 20 * MIN).t_us == pytest.approx(expected, abs=1)

    def test_an_empty_tank_starts_nothing_and_a_filled_one_does_after_a_reset(self):
        gensets = group(tank_l=100.0)
        gensets.place(0, 0, state=STOPPED, left_frac=0.0)
        gensets.order(0, 0, [GOOD] * 4)
        assert run_to(gensets, HOUR) == []
        gensets.refuel(0, HOUR, 5.0)
        assert gensets.tank_left_m3(0, HOUR) == 0.1
        assert run_to(gensets, HOUR + MIN, HOUR)[0] == ("fired", HOUR + 3 * S)

    def test_a_gas_main_lost_in_the_cold_stops_what_runs_and_bars_what_stands(self):
        gensets = ready(load_w=2e6, first_step_frac=0.3, accept_s=60.0)
        gensets.set_supplied(0, MIN, on=False)
        assert gensets.states(0) == [TRIPPED] * 4
        gensets.reset(0, 2 * MIN)
        gensets.order(0, 2 * MIN, [GOOD] * 4)
        assert gensets.next_crossing(0, 2 * MIN) is None
        gensets.set_load(0, 2 * MIN, 0.0)
        gensets.set_supplied(0, HOUR, on=True)
        assert run_to(gensets, 2 * HOUR, HOUR)[-1] == ("accepts_load", HOUR + MIN)


def test_groups_share_no_engine():
    specs = [GensetSpec(rated_kw=1000.0, units_count=n) for n in (2, 3)]
    gensets = Gensets(specs, 0)
    gensets.order(1, 0, [GOOD] * 3)
    run_to(gensets, MIN, i=1)
    assert gensets.on_bus_count == [0, 3]
    assert gensets.next_crossing(0, 0) is None
    assert gensets.states(0) == [STOPPED] * 2
