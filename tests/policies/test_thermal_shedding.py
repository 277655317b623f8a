"""On a hot afternoon just enough mining goes before the hot spot is too hot, and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import SITE, Story, rows_of, small_parts
from tests.policies.views import MW, FakeView, hall, main, row
from twin.facts.control import CapHall, CurtailRows, RestoreRows
from twin.policies.shedding import ShedMemory
from twin.policies.thermal_shedding import ThermalParams, ThermalShedding
from twin.units import US_PER_MIN

BEAR_HEAT = "throttle_c: 50, stop_c: 60, restart_c: 55"
HOT_SITE = (
    SITE.replace("s19j-pro-100, count: 2100", f"s19j-pro-100, count: 3700, {BEAR_HEAT}")
    .replace("s21, count: 1750", f"s21, count: 3200, {BEAR_HEAT}")
    .replace("count: 6}", "count: 14}")
    .replace("rated_a: 1200", "rated_a: 1800")
)
HOT = small_parts(site=HOT_SITE)
ONLY = ("thermal_shedding",)
POLICY = ThermalShedding(ThermalParams())
MEMORY = ShedMemory()


def afternoon(hottest_c):
    hours = (0.0, 30.0), (2.0, hottest_c - 6), (4.0, hottest_c), (8.0, hottest_c), (10.0, 33.0)
    return (*hours, (14.0, 28.0))


def told(hottest_c, policies=ONLY, until_h=24.0):
    peaks: list[float] = []

    def watch(plant, t_us):
        peaks.append(max(plant.transformers.hot_spot_c(unit, t_us) for unit in (0, 1)))

    story = Story(weather=afternoon(hottest_c), policies=policies, parts=HOT)
    run = story.told(until_h, watch=watch)
    return run, max(peaks)


@pytest.fixture(scope="module")
def hot_day():
    return told(42.0)


def test_without_it_the_hot_spot_passes_the_limit():
    assert told(42.0, policies=())[1] > 125.0


def test_with_it_the_hot_spot_stays_below_the_limit(hot_day):
    run, peak_c = hot_day
    assert run.by_policy(*ONLY, "CurtailRows")
    assert 117.0 < peak_c < 120.0


def test_it_sheds_a_few_rows_in_the_sites_order_on_the_hot_bus(hot_day):
    shed = rows_of(hot_day[0].by_policy(*ONLY, "CurtailRows"))
    assert 2 <= len(shed) <= 12
    assert all("s19j" in name for name in shed)


def test_the_reason_says_what_would_have_come(hot_day):
    reason = hot_day[0].by_policy(*ONLY, "CurtailRows")[0].fact.command.reason
    assert reason.startswith("T1 hot spot would reach 120.")
    assert reason.endswith("°C in 15 min")


def test_it_restores_row_by_row_once_it_is_cool_and_no_row_twice(hot_day):
    run, _ = hot_day
    back = rows_of(run.by_policy(*ONLY, "RestoreRows"))
    shed = rows_of(run.by_policy(*ONLY, "CurtailRows"))
    assert back
    assert set(back) <= set(shed)
    assert len(set(back)) == len(back)
    first_s = run.by_policy(*ONLY, "RestoreRows")[0].at_s
    assert first_s > max(one.at_s for one in run.by_policy(*ONLY, "CurtailRows")) + 1800


def test_on_a_mild_day_it_never_sheds():
    run, peak_c = told(31.0)
    assert peak_c < 120.0
    assert run.by_policy(*ONLY, "CurtailRows") == []


def test_alarms_rise_and_clear_in_turn_and_do_not_chatter(hot_day):
    open_alarms: set[tuple[str, str]] = set()
    for one in hot_day[0].of("AlarmRaised", "AlarmCleared"):
        key = (one.subject, one.fact.limit)
        assert (key in open_alarms) == (one.kind == "AlarmCleared")
        open_alarms ^= {key}
    assert len(hot_day[0].of("AlarmRaised")) <= 12


def test_looking_every_five_minutes_says_nothing_while_nothing_changes(hot_day):
    run, _ = hot_day
    commands = run.of("CommandAccepted")
    assert len(run.of("PolicyRemembered")) <= 2 * len(commands) + 4


@settings(max_examples=6)
@given(st.floats(33.0, 41.0), st.floats(0.5, 3.0))
def test_a_hotter_day_never_sheds_less(hottest_c, more_k):
    """I8: monotone hotter air, the same load."""

    def shed_w(at_c):
        run, _ = told(at_c, until_h=8.0)
        held = run.plant.control.holds
        return sum(
            run.plant.parts.row_count[at] * run.plant.rows.specs[at].power_w
            for at, holds in enumerate(held)
            if holds
        )

    assert shed_w(hottest_c + more_k) >= shed_w(hottest_c)


def decided(kind, view, memory=MEMORY):
    commands = POLICY.decide(view, memory).commands
    return [name for one in commands if isinstance(one, kind) for name in one.rows]


def test_without_an_alarm_it_does_not_even_look():
    view = FakeView([row("B1-1")], [main(mva=25.0)])
    assert POLICY.decide(view, MEMORY).commands == ()
    assert POLICY.decide(view, MEMORY).every_us == 0


@given(st.floats(24.1, 40.0))
def test_it_sheds_what_brings_the_forecast_below_the_limit_and_no_row_more(mva):
    """At 5 °C a MVA, 24 MVA is 120 °C."""
    rows = [row(f"B1-{n:02d}") for n in range(30)]
    shed = decided(CurtailRows, FakeView(rows, [main(mva=mva, alarmed=True)]))
    lost_mva = 0.99 * len(shed)
    assert mva - lost_mva < 24.0
    assert mva - lost_mva + 0.99 >= 24.0 - 0.02


def test_rows_already_told_by_another_count():
    rows = [row("B1-0", held=("n1_shedding",)), row("B1-1")]
    view = FakeView(rows, [main(mva=24.5, alarmed=True)])
    assert decided(CurtailRows, view) == []


def test_a_hall_is_capped_only_at_the_emergency_limit_with_no_mining_left():
    warm = FakeView([], [main(mva=27.0, alarmed=True)], [hall(mw=25, peak_mw=27)])
    assert POLICY.decide(warm, MEMORY).commands == ()
    hot = FakeView([], [main(mva=29.0, alarmed=True)], [hall(mw=25, peak_mw=27)])
    decision = POLICY.decide(hot, MEMORY)
    assert [type(one) for one in decision.commands] == [CapHall]
    assert decision.memory.capped == ("H1",)


def test_its_cap_is_lifted_when_the_transformer_has_cooled():
    memory = ShedMemory(shed_us=0, holding=True, capped=("H1",))
    view = FakeView([], [main(mva=15.0)], [hall(cap_frac=0.5)], t_us=60 * US_PER_MIN)
    decision = POLICY.decide(view, memory)
    assert decision.commands == (CapHall("the transformer has cooled", "H1", 1.0),)
    assert decision.memory == ShedMemory(0, holding=False)


def test_nothing_returns_while_an_alarm_stands_or_within_the_hold():
    held = [row("B1-1", held=ONLY, hashing=False)]
    memory = ShedMemory(shed_us=0, holding=True)
    early = FakeView(held, [main(mva=10.0)], t_us=29 * US_PER_MIN)
    assert decided(RestoreRows, early, memory) == []
    alarmed = FakeView(held, [main(mva=10.0, alarmed=True)], t_us=31 * US_PER_MIN)
    assert decided(RestoreRows, alarmed, memory) == []
    cool = FakeView(held, [main(mva=10.0)], t_us=31 * US_PER_MIN)
    assert decided(RestoreRows, cool, memory) == ["B1-1"]


def test_a_group_shared_by_two_is_judged_by_its_hotter_one():
    rows = [row(f"B1-{n}") for n in range(9)]
    mains = [main("T1", mva=26, alarmed=True), main("T2", mva=20)]
    shed = decided(CurtailRows, FakeView(rows, mains))
    assert len(shed) == 4
    assert 46 * (1 - 24 / 26) * MW <= 4 * 0.99 * MW
