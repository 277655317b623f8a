"""Miners run while they earn more than their energy costs, don't hunt, and wake by the ramp."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import T0_US, Story, rows_of, small_parts
from tests.policies.views import MW, FakeView, main, row
from tests.stories import PARTS
from twin.devices.asic_power import HASH, SLEEP
from twin.economics.mining import breakeven_usd_per_mwh
from twin.facts.control import CurtailRows, FailTransformer, RestoreRows
from twin.policies.price_curtailment import PriceCurtailment, PriceMemory, PriceParams
from twin.units import US_PER_MIN

MODELS = [("s19j-pro-100", 29.5), ("s21", 17.5)]
POLICY = PriceCurtailment(PriceParams(), MODELS)
ONLY = ("price_curtailment",)


def limits():
    """Breakeven [USD/MWh] of the story's two models, the worse first, less the adders."""
    told = Story(policies=()).told(0.01)
    hashprice = told.plant.market.hashprice_usd_per_ph_day
    parts = PARTS
    j_per_th = {
        model: spec.efficiency_j_per_th
        for model, spec in zip(parts.row_model, parts.row_specs, strict=True)
    }
    each = [
        breakeven_usd_per_mwh(hashprice, j, pue_ratio=1.05, pool_fee_frac=0.01)
        for j in sorted(j_per_th.values(), reverse=True)
    ]
    return [value - 4.0 for value in each]


WORSE, BETTER = limits()


def held(plant, name="price_curtailment"):
    return {
        plant.parts.row_ids[at] for at, holds in enumerate(plant.control.holds) if name in holds
    }


def running_w(plant):
    return sum(
        plant.rows.power_w[at]
        for at, stage in enumerate(plant.rows.stage)
        if stage == HASH and not plant.control.holds[at]
    )


def test_the_worse_model_sleeps_first_and_each_at_its_own_breakeven():
    price = ((0.0, WORSE - 1), (1.0, WORSE + 1), (2.0, BETTER - 1), (3.0, BETTER + 1))
    asleep = []
    for until_h in (0.5, 1.5, 2.5, 3.5):
        plant = Story(price=price, policies=ONLY).told(until_h).plant
        asleep.append({plant.parts.row_model[plant.parts.row_index[name]] for name in held(plant)})
    assert asleep == [set(), {"s19j-pro-100"}, {"s19j-pro-100"}, {"s19j-pro-100", "s21"}]


def test_the_reason_says_the_cost_and_the_breakeven():
    told = Story(price=((0.0, 30.0), (0.5, WORSE + 3)), policies=ONLY).told(0.6)
    reason = told.by_policy(*ONLY, "CurtailRows")[0].fact.command.reason
    assert reason == (
        f"energy at {WORSE + 7:.2f} USD/MWh is above the {WORSE + 4:.2f} "
        "that s19j-pro-100 breaks even at"
    )


def test_a_model_comes_back_only_below_its_breakeven_by_the_hysteresis():
    dips = ((0.0, 30.0), (0.5, WORSE + 1), (1.5, WORSE - 4.9), (2.5, WORSE - 5.1))
    assert held(Story(price=dips, policies=ONLY).told(2.4).plant)
    assert not held(Story(price=dips, policies=ONLY).told(2.7).plant)


def test_a_row_rests_for_the_hold_time_asleep_and_awake():
    price = ((0.0, 30.0), (0.5, 3000.0), (0.55, 30.0), (0.8, 3000.0))
    told = Story(price=price, policies=ONLY).told(1.2)
    switched: dict[str, list[float]] = {}
    for one in told.of("CommandAccepted"):
        for name in one.fact.command.rows:
            switched.setdefault(name, []).append(one.at_s)
    assert any(len(times) > 2 for times in switched.values())
    for times in switched.values():
        gaps = [later - sooner for sooner, later in pairwise(times)]
        assert min(gaps, default=900) >= 899.99


def test_waking_keeps_to_the_ramp_of_the_interconnect():
    """10 MW a minute in steps of 20 s: in any minute no more than four steps of 3.3 MW."""
    imports: list[tuple[float, float]] = []

    def watch(plant, t_us):
        imports.append(((t_us - T0_US) / US_PER_MIN, plant.net.import_w / MW))

    told = Story(price=((0.0, 3000.0), (1.0, 30.0)), policies=ONLY).told(1.5, watch=watch)
    waking = [(at_min, mw) for at_min, mw in imports if at_min >= 60.0]
    assert len(told.by_policy(*ONLY, "RestoreRows")) > 6
    for start_min, start_mw in waking:
        in_a_minute = [mw for at_min, mw in waking if start_min <= at_min < start_min + 1.0]
        assert max(in_a_minute) - start_mw <= 4 * 10 / 3


def test_sleeping_for_the_price_keeps_to_the_ramp_downwards_and_a_trip_does_not():
    """6 MW a minute: in any minute no more than the minute's 6 MW and one row of 1.1 MW."""
    ramp = ("ramp_up_mw_per_min: 10", "ramp_up_mw_per_min: 10, ramp_down_mw_per_min: 6")
    imports: list[tuple[float, float]] = []

    def watch(plant, t_us):
        imports.append(((t_us - T0_US) / US_PER_MIN, plant.net.import_w / MW))

    parts = small_parts(ramp)
    price = ((0.0, 30.0), (0.5, 3000.0))
    told = Story(price=price, policies=ONLY, parts=parts).told(1.0, watch=watch)
    falling = [(at_min, mw) for at_min, mw in imports if at_min >= 30.0]
    assert falling[0][1] - falling[-1][1] > 20.0
    for start_min, start_mw in falling:
        in_a_minute = [mw for at_min, mw in falling if start_min <= at_min < start_min + 1.0]
        assert start_mw - min(in_a_minute) <= 6 + 1.2
    models = [
        PARTS.row_model[PARTS.row_index[name]] for name in rows_of(told.of("CommandAccepted"))
    ]
    assert models == sorted(models, key=["s19j-pro-100", "s21"].index)
    assert len(models) == len(PARTS.row_ids)


def test_a_row_that_rested_is_not_put_to_sleep_for_a_cost_back_inside_the_hysteresis():
    """Every reason that is given holds when it is given."""
    dip = ((0.0, 30.0), (0.5, WORSE + 1), (0.8, 30.0), (0.9, WORSE + 1), (0.95, WORSE - 1))
    told = Story(price=dip, policies=ONLY).told(1.5)
    sleeps = told.by_policy(*ONLY, "CurtailRows")
    assert {one.at_s for one in sleeps} == {1800.0}
    assert held(told.plant) == set()


def test_what_was_spared_inside_the_hysteresis_sleeps_when_the_cost_rises_again():
    dip = ((0.0, 30.0), (0.5, WORSE + 1), (0.8, 30.0), (0.9, WORSE + 1), (0.95, WORSE - 1))
    told = Story(price=(*dip, (1.5, WORSE + 2)), policies=ONLY).told(1.6)
    slept = {one.at_s for one in told.by_policy(*ONLY, "CurtailRows")}
    assert slept == {1800.0, 5400.0}
    assert {PARTS.row_model[PARTS.row_index[name]] for name in held(told.plant)} == {"s19j-pro-100"}


def test_a_wake_that_was_refused_is_asked_for_again():
    asleep = row("B1-1", j_per_th=17.5, model="s21", held=ONLY, hashing=False)
    view = FakeView([asleep], [main()], t_us=60 * US_PER_MIN, price_usd_per_mwh=10.0)
    first = POLICY.decide(view, PriceMemory(off=("s21",)))
    assert [type(one) for one in first.commands] == [RestoreRows]
    assert first.memory.behind
    assert first.every_us == 20_000_000
    again = POLICY.decide(view, first.memory)
    assert again.commands == first.commands
    awake = FakeView([row("B1-1", j_per_th=17.5, model="s21")], [main()], price_usd_per_mwh=10.0)
    assert POLICY.decide(awake, first.memory).memory == PriceMemory()


def test_the_most_efficient_rows_wake_first():
    price = ((0.0, 3000.0), (1.0, 30.0))
    told = Story(price=price, policies=ONLY).told(1.5)
    woken = rows_of(told.by_policy(*ONLY, "RestoreRows"))
    models = [PARTS.row_model[PARTS.row_index[name]] for name in woken]
    assert models == sorted(models, key=["s21", "s19j-pro-100"].index)


PRICES = st.sampled_from([-20.0, 30.0, WORSE - 6, WORSE - 1, WORSE + 1, BETTER + 1, 3000.0])
PATHS = st.lists(PRICES, min_size=2, max_size=12).map(
    lambda many: tuple((at * 0.25, value) for at, value in enumerate(many))
)


@settings(max_examples=40)
@given(PATHS)
def test_no_worse_row_runs_on_a_bus_where_a_better_one_is_held_for_the_price(path):
    """I10, at every instant, whatever the price does."""
    wrong: list[str] = []
    j_per_th = [spec.efficiency_j_per_th for spec in PARTS.row_specs]

    def watch(plant, _t_us):
        holds = plant.control.holds
        best_held = min((j for j, by in zip(j_per_th, holds, strict=True) if by), default=1e9)
        for at, by in enumerate(holds):
            if not by and j_per_th[at] > best_held:
                wrong.append(plant.parts.row_ids[at])

    Story(price=path, policies=ONLY).told(3.5, watch=watch)
    assert wrong == []


@settings(max_examples=25)
@given(st.lists(st.floats(-50, 500), min_size=2, max_size=10).map(sorted))
def test_while_the_price_only_rises_the_running_power_only_falls(prices):
    """I9 in time: a rising price never wakes anything."""
    path = tuple((at * 0.3, value) for at, value in enumerate(prices))
    powers: list[float] = []
    told = Story(price=path, policies=ONLY).told(
        3.5, watch=lambda plant, _: powers.append(running_w(plant))
    )
    assert powers == sorted(powers, reverse=True)
    assert told.by_policy(*ONLY, "RestoreRows") == []


@settings(max_examples=25)
@given(st.floats(-50, 500), st.floats(0, 300))
def test_at_a_higher_price_no_more_runs_once_all_is_quiet(price, more):
    """I9 across runs: two steady prices, the same beginning."""
    powers = []
    for usd in (price, price + more):
        told = Story(price=((0.0, 30.0), (0.5, usd)), policies=ONLY).told(1.5)
        powers.append(running_w(told.plant))
    assert powers[1] <= powers[0]


@settings(max_examples=25)
@given(st.lists(st.sampled_from([-1.0, 1.0]), min_size=20, max_size=60))
def test_chatter_around_the_breakeven_switches_each_row_once_at_most_in_a_hold_time(signs):
    """I7: prices every minute, a dollar either side."""
    path = tuple((at / 60, WORSE + sign) for at, sign in enumerate(signs))
    told = Story(price=path, policies=ONLY).told(1.2)
    sleeps = rows_of(told.by_policy(*ONLY, "CurtailRows"))
    assert len(sleeps) == len(set(sleeps))
    assert told.by_policy(*ONLY, "RestoreRows") == []


@settings(max_examples=25)
@given(st.lists(st.sampled_from([30.0, 3000.0]), min_size=20, max_size=60))
def test_wild_chatter_makes_at_most_four_switchings_of_a_row_an_hour(prices):
    path = tuple((at / 60, value) for at, value in enumerate(prices))
    told = Story(price=path, policies=ONLY).told(1.0)
    commands = told.of("CommandAccepted")
    named = [name for one in commands for name in one.fact.command.rows]
    assert max((named.count(name) for name in set(named)), default=0) <= 5


def test_a_price_that_stays_says_nothing_more():
    told = Story(price=((0.0, 30.0), (0.5, WORSE + 1)), policies=ONLY).told(24.0)
    assert max(one.at_s for one in told.of("PolicyRemembered", "CommandAccepted")) == 1800.0


def test_rows_are_not_woken_into_an_overload():
    orders = [(600.0, FailTransformer("drill", "T1", 90_000.0))]
    price = ((0.0, 30.0), (0.4, 3000.0), (2.0, 30.0))
    load = ((0.0, 1.0),)
    both = ("price_curtailment", "n1_shedding")
    told = Story(price=price, requests=load, orders=orders, policies=both).told(4.0)
    assert told.of("OverloadBegan", after_s=7200.0) == []


def test_a_row_held_by_two_wakes_only_when_neither_holds_it():
    orders = [
        (100.0, CurtailRows("drill", "B1", ("B1-U1-s19j-pro-100",))),
        (3000.0, RestoreRows("drill", "B1", ("B1-U1-s19j-pro-100",))),
    ]
    price = ((0.0, 30.0), (0.5, WORSE + 1), (1.5, 30.0))
    story = Story(price=price, orders=orders, policies=ONLY)
    row_index = PARTS.row_index["B1-U1-s19j-pro-100"]
    assert story.told(3100 / 3600).plant.rows.stage[row_index] == SLEEP
    assert story.told(2.0).plant.rows.stage[row_index] == HASH


def test_it_looks_at_rows_only_when_something_is_to_be_done():
    class Blind(FakeView):
        def rows(self):
            raise AssertionError("it need not look")

    view = Blind(price_usd_per_mwh=10.0)
    assert POLICY.decide(view, PriceMemory()).commands == ()


def test_rows_resting_are_waited_for_and_the_instant_is_asked_for():
    rows = [row("B1-1", j_per_th=29.5, model="s19j-pro-100", told_us=1, free_us=9 * US_PER_MIN)]
    view = FakeView(rows, [main()], t_us=US_PER_MIN, price_usd_per_mwh=500.0)
    decision = POLICY.decide(view, PriceMemory())
    assert decision.commands == ()
    assert decision.memory.behind
    assert decision.wake_us == 15 * US_PER_MIN


@pytest.mark.parametrize("price", [-500.0, 0.0, 30.0])
def test_negative_and_small_prices_run_everything(price):
    assert held(Story(price=((0.0, price),), policies=ONLY).told(0.5).plant) == set()
