"""Grid batteries: exact full and empty, the window, and where the energy goes."""

from __future__ import annotations

import json
from math import exp, inf, log

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from tests.devices.backup.running import run_to
from twin.devices.backup.battery import EMPTY, FREE, FULL, Batteries, BatterySpec, lasts_s, most_w

S = 1_000_000
HOUR = 3600 * S
KWH = 3.6e6


def one(soc_frac=None, **spec):
    batteries = Batteries(
        [BatterySpec(**{"capacity_kwh": 250.0, "discharge_per_h": 4.0, **spec})], 0
    )
    if soc_frac is not None:
        batteries.place(0, 0, soc_frac)
    return batteries


def ask(batteries, t_us, net_w):
    """Charge where positive, discharge where negative."""
    batteries.set_power(0, t_us, charge_w=max(net_w, 0.0), discharge_w=max(-net_w, 0.0))


@pytest.mark.parametrize("oracle", [pytest.param(29, id="oracle-29")])
def test_80_percent_of_250_kwh_carry_900_kw_for_764_seconds(oracle):
    batteries = one(discharge_efficiency_frac=0.955)
    ask(batteries, 0, -900e3)
    found = batteries.next_crossing(0, 0)
    assert (found.limit, found.direction) == ("empty", "falling")
    assert found.after_us / S == pytest.approx(764.0, abs=1e-6)
    assert not batteries.is_empty(0)
    batteries.cross(0, found.t_us, found.limit)
    assert batteries.is_empty(0)
    assert batteries.soc_frac(0, found.t_us) == 0.1
    assert batteries.flow_w(0) == (0.0, 0.0)
    assert batteries.next_crossing(0, found.t_us) is None


def test_a_full_battery_takes_no_more_and_is_full_when_the_line_says():
    batteries = one(0.5)
    ask(batteries, 0, 100e3)
    found = batteries.next_crossing(0, 0)
    assert found.after_us / HOUR == pytest.approx(0.4 * 250 / (100 * 0.94), rel=1e-14)
    batteries.cross(0, found.t_us, "full")
    assert batteries.stored_at_j(0, found.t_us + HOUR) == 0.9 * 250 * KWH
    ask(batteries, found.t_us, -50e3)
    assert batteries.held == [FREE]
    assert batteries.next_crossing(0, found.t_us).limit == "empty"


def test_flows_are_held_to_the_c_rates():
    batteries = one(0.5, charge_per_h=0.5, discharge_per_h=2.0)
    ask(batteries, 0, 1e9)
    assert batteries.flow_w(0) == (125e3, 0.0)
    ask(batteries, 0, -1e9)
    assert batteries.flow_w(0) == (0.0, 500e3)
    assert most_w(batteries.specs[0], 1.0) == 250e3


def test_below_its_window_it_gives_nothing_but_can_be_charged():
    batteries = one(0.05)
    ask(batteries, 0, -1e3)
    assert batteries.held == [EMPTY]
    ask(batteries, 0, 94e3)
    assert batteries.flow_w(0) == (94e3, 0.0)
    assert batteries.next_crossing(0, 0).limit == "full"


def test_both_flows_at_once_are_our_bug():
    with pytest.raises(AssertionError):
        one(0.5).set_power(0, 0, charge_w=1.0, discharge_w=1.0)


class TestRoom:
    def test_inside_its_window_it_offers_its_c_rates(self):
        assert one(0.5, charge_per_h=0.5, discharge_per_h=2.0).room_w(0, 0) == (125e3, 500e3)

    def test_at_the_bottom_it_gives_nothing_and_at_the_top_it_takes_its_losses(self):
        assert one(0.1).room_w(0, 0)[1] == 0.0
        assert one(0.9).room_w(0, 0)[0] == 0.0
        leaking = one(0.9, self_discharge_per_day=0.1)
        ask(leaking, 0, 1e6)
        assert leaking.room_w(0, HOUR)[0] == pytest.approx(leaking.flow_w(0)[0], rel=1e-12)

    @given(st.floats(0.0, 1.0), st.floats(-2e6, 2e6), st.sampled_from([0.0, 0.5]))
    def test_what_it_offers_is_what_it_does_when_asked(self, soc_frac, net_w, leak):
        batteries = one(soc_frac, self_discharge_per_day=leak)
        takes_w, gives_w = batteries.room_w(0, 0)
        ask(batteries, 0, net_w)
        taken_w, given_w = batteries.flow_w(0)
        assert given_w == min(max(-net_w, 0.0), gives_w)
        assert taken_w == pytest.approx(min(max(net_w, 0.0), takes_w), rel=1e-12)

    @given(st.floats(0.0, 1.0), st.floats(1.0, 1e6), st.sampled_from([0.0, 0.01, 0.9]))
    def test_it_lasts_until_it_is_empty(self, soc_frac, discharge_w, leak):
        batteries = one(soc_frac, self_discharge_per_day=leak)
        for_s = batteries.lasts_s(0, 0, discharge_w)
        ask(batteries, 0, -discharge_w)
        if batteries.held == [EMPTY]:
            assert for_s == 0.0
            return
        end_us = int(for_s * S)
        run_to(batteries, end_us - 1)
        assert batteries.held == [FREE]
        run_to(batteries, end_us + 2, max(0, end_us - 1))
        assert batteries.held == [EMPTY]

    def test_nothing_lasts_for_ever_and_too_much_not_at_all(self):
        spec = BatterySpec(capacity_kwh=100.0)
        assert lasts_s(spec, 300e6, 0.0) == inf
        assert lasts_s(spec, 300e6, 100e3) > 0.0 == lasts_s(spec, 300e6, 100.1e3)


class TestSelfDischarge:
    def test_an_idle_battery_halves_as_an_exponential(self):
        batteries = one(0.8, self_discharge_per_day=log(2.0))
        assert batteries.soc_frac(0, 24 * HOUR) == pytest.approx(0.4, rel=1e-12)
        assert batteries.lost_j(0, 24 * HOUR) == pytest.approx(0.4 * 250 * KWH, rel=1e-12)

    def test_empty_comes_when_the_differential_equation_says(self):
        batteries = one(0.8, self_discharge_per_day=0.9)
        ask(batteries, 0, -20e3)
        found = batteries.next_crossing(0, 0)
        k, drain_w = 0.9 / 86_400, 20e3 / 0.94
        low_j, start_j = 0.1 * 250 * KWH, 0.8 * 250 * KWH
        judge = solve_ivp(
            lambda _, y: -k * y - drain_w,
            (0, 86_400),
            [start_j],
            events=lambda _, y: y[0] - low_j,
            rtol=1e-11,
            atol=1e-3,
        )
        assert found.after_us / S == pytest.approx(judge.t_events[0][0], rel=1e-8)
        closed_s = log((start_j + drain_w / k) / (low_j + drain_w / k)) / k
        assert found.after_us / S == pytest.approx(closed_s, rel=1e-12)

    def test_a_full_one_takes_just_what_it_loses(self):
        batteries = one(self_discharge_per_day=0.1)
        ask(batteries, 0, 50e3)
        assert batteries.held == [FULL]
        lost_w = 0.1 * 0.9 * 250 * KWH / 86_400
        assert batteries.flow_w(0)[0] == pytest.approx(lost_w / 0.94, rel=1e-12)
        assert batteries.soc_frac(0, 100 * HOUR) == 0.9

    def test_too_little_charge_lets_it_fall_to_a_balance_and_is_never_full(self):
        batteries = one(self_discharge_per_day=0.5)
        ask(batteries, 0, 500.0)
        assert batteries.held == [FREE]
        assert batteries.next_crossing(0, 0) is None
        settled_j = 500.0 * 0.94 * 86_400 / 0.5
        left = exp(-0.5 * 10)
        expected = settled_j + (0.9 * 250 * KWH - settled_j) * left
        assert batteries.stored_at_j(0, 240 * HOUR) == pytest.approx(expected, rel=1e-12)


flows = st.lists(st.tuples(st.floats(-1e6, 1e6), st.integers(1, 12 * HOUR)), max_size=8)
leaks = st.sampled_from([0.0, 0.001, 0.5])


@given(flows, leaks, st.floats(0.0, 1.0))
def test_energy_closes_and_charge_stays_between_empty_and_full(history, leak, soc_frac):
    batteries, now = one(soc_frac, self_discharge_per_day=leak), 0
    start_j = batteries.stored_at_j(0, 0)
    for net_w, wait in history:
        ask(batteries, now, net_w)
        run_to(batteries, now + wait, now)
        now += wait
        assert 0.0 <= batteries.soc_frac(0, now) <= 1.0
        taken_j, given_j = batteries.metered_j(0, now)
        gained_j = batteries.stored_at_j(0, now) - start_j
        balance_j = taken_j - given_j - batteries.lost_j(0, now)
        assert gained_j == pytest.approx(balance_j, rel=1e-9, abs=0.02 * len(history) + 10.0)


@given(st.floats(0.5, 1.0), st.floats(0.5, 1.0), st.floats(0.1, 0.8), st.floats(1e3, 1e6), leaks)
def test_a_round_trip_gives_back_at_most_the_product_of_efficiencies(eta_c, eta_d, soc, w, leak):
    batteries = one(
        soc,
        charge_efficiency_frac=eta_c,
        discharge_efficiency_frac=eta_d,
        charge_per_h=4.0,
        self_discharge_per_day=leak,
    )
    start_j = batteries.stored_at_j(0, 0)
    ask(batteries, 0, w)
    run_to(batteries, HOUR)
    ask(batteries, HOUR, -w)
    k, drain_w = leak / 86_400, w / eta_d
    over_j = batteries.stored_at_j(0, HOUR) - start_j
    back_s = (
        over_j / drain_w
        if k == 0
        else log((start_j + over_j + drain_w / k) / (start_j + drain_w / k)) / k
    )
    back_us = HOUR + max(0, int(back_s * S))
    run_to(batteries, back_us, HOUR)
    taken_j, given_j = batteries.metered_j(0, back_us)
    assert given_j <= taken_j * eta_c * eta_d * (1 + 1e-9) + 1.0


@given(st.floats(-1e6, 1e6), leaks, st.lists(st.integers(1, 24 * HOUR), max_size=6))
@example(-500e3, 0.0, [1])
def test_cutting_a_span_changes_nothing_but_rounding(net_w, leak, cuts):
    whole, cut = (one(0.5, self_discharge_per_day=leak) for _ in range(2))
    now = 0
    ask(whole, 0, net_w)
    ask(cut, 0, net_w)
    run_to(whole, 24 * HOUR)
    for instant in sorted(cuts):
        run_to(cut, instant, now)
        now = instant
        ask(cut, now, 0.0)
        ask(cut, now, net_w)
    run_to(cut, 24 * HOUR, now)
    assert cut.stored_at_j(0, 24 * HOUR) == pytest.approx(whole.stored_at_j(0, 24 * HOUR), rel=1e-9)
    microsecond_j = abs(net_w) / S
    assert cut.metered_j(0, 24 * HOUR) == pytest.approx(
        whole.metered_j(0, 24 * HOUR), rel=1e-9, abs=microsecond_j
    )


def test_a_snapshot_keeps_charge_flow_and_meters():
    batteries, other = one(0.5), one()
    ask(batteries, 0, -10e3)
    other.restore(json.loads(json.dumps(batteries.snapshot())))
    assert other.next_crossing(0, 0) == batteries.next_crossing(0, 0)
    assert other.lost_j(0, HOUR) == batteries.lost_j(0, HOUR) > 0.0
