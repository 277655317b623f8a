"""After a loss mining goes first, no more than needed, at once; halls only when none is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import ALL_AT_ONCE, SITE, Story, rows_of, small_parts
from tests.policies.views import FakeView, hall, main, row
from tests.stories import stories
from twin.devices.asic_power import HASH, SLEEP, THROTTLE, TUNE
from twin.facts.control import CapHall, CurtailRows, FailTransformer, RestoreRows
from twin.policies.n1_shedding import N1Params, N1Shedding
from twin.policies.shedding import ShedMemory
from twin.policies.telemetry import IdealView
from twin.units import US_PER_MIN, US_PER_S

FAIL_S = 600.0
LOOSE = small_parts(ALL_AT_ONCE)
DRILL = (FAIL_S, FailTransformer("drill", "T1", 7200.0))
POLICY = N1Shedding(N1Params())
BIG_HALL = (
    SITE.replace("count: 40", "count: 340")
    .replace("parallel_count: 3", "parallel_count: 16")
    .replace("rated_a: 600", "rated_a: 2500")
    .replace("contracted_mw: 60", "contracted_mw: 120")
)


@pytest.fixture(scope="module")
def drill():
    return Story(orders=[DRILL], requests=((0.0, 1.0),), parts=LOOSE).told(2.0)


def rows_decided(decision, kind):
    return [row for one in decision.commands if isinstance(one, kind) for row in one.rows]


def test_an_overload_is_shed_at_once_and_gone_within_its_five_seconds(drill):
    began = drill.of("OverloadBegan", after_s=FAIL_S)
    for one in began:
        sheds = [s for s in drill.by_policy("n1_shedding", "CurtailRows") if s.t_us == one.t_us]
        assert sheds, one
        ended = [o for o in drill.of("OverloadEnded", after_s=one.at_s) if o.subject == one.subject]
        assert ended[0].at_s <= one.at_s + 5.0


def test_sheds_follow_the_sites_order_and_stay_on_the_overloaded_group(drill):
    first = rows_of(drill.by_policy("n1_shedding", "CurtailRows"))
    assert first
    assert all(name.startswith("B2") for name in first[:4])


def test_halls_are_never_touched_while_mining_is_left(drill):
    assert drill.of("HallCapped", "JobInterrupted") == []


def test_one_row_less_would_not_have_done():
    """Minimal within a row: waking the smallest again is above the rating.

    Losses and leakage on the way, which a shed relieves too, are a twentieth of it.
    """
    only = ("n1_shedding",)
    story = Story(orders=[DRILL], requests=((0.0, 1.0),), policies=only, parts=LOOSE)
    told = story.told((FAIL_S + 140) / 3600)
    shed = rows_of(told.by_policy("n1_shedding", "CurtailRows"))
    plant, index = told.plant, told.plant.parts.row_index
    readings = {one.row: one for one in IdealView(plant, plant.t_us).rows()}
    rating_va = plant.parts.wiring.mains.rating_va[1]
    assert plant.net.main_s_va[1] <= rating_va
    assert len(shed) >= 2
    relief_w = [readings[name].wake_w - readings[name].sleep_w for name in shed]
    assert plant.net.main_s_va[1] + min(relief_w) > rating_va - 0.05 * sum(relief_w)
    assert all(plant.rows.stage[index[name]] == SLEEP for name in shed)


@settings(max_examples=30)
@given(stories())
def test_no_hall_is_capped_by_a_policy_while_relieving_mining_runs(story):
    """I1: when a policy's cap takes effect no row on the overloaded groups hashes unheld."""
    found: list[str] = []

    def watch(plant, _t_us):
        capped = plant.control.commanded_us.get("n1_shedding") == plant.t_us
        over = [main for main in range(2) if plant.net.over >> main & 1]
        if not capped or not over or plant.halls.cap_frac[0] == 1.0:
            return
        for row_index, pad in enumerate(plant.parts.row_pad):
            runs = plant.rows.stage[row_index] in (TUNE, HASH, THROTTLE)
            group = plant.net.group_of_bus[plant.parts.bus_of_pad(pad)]
            mains = [main for main, _ in plant.net.group_mains[group]]
            relieves = set(mains) & set(over)
            if runs and not plant.control.holds[row_index] and relieves:
                found.append(plant.parts.row_ids[row_index])

    told = story.told(1.0, watch=watch)
    by_policy = [one for one in told.of("CommandAccepted") if one.fact.by != "operator"]
    if any(isinstance(one.fact.command, CapHall) for one in by_policy):
        assert found == []


def test_halls_are_capped_only_above_the_emergency_loading_with_no_mining_left():
    asleep = [row("B1-1", hashing=False, held=("price",))]
    view = FakeView(asleep, [main(mva=28.0)], [hall(mw=26, peak_mw=26)])
    assert POLICY.decide(view, ShedMemory()).commands == ()
    loaded = [main(mva=32.5)], [hall(mw=26, peak_mw=26)]
    first = POLICY.decide(FakeView(asleep, *loaded, t_us=7), ShedMemory())
    assert first.commands == ()
    assert first.memory.bare_us == 7
    assert first.wake_us == 7 + 30 * US_PER_S
    view = FakeView(asleep, *loaded, t_us=first.wake_us)
    commands = POLICY.decide(view, first.memory).commands
    assert [type(one) for one in commands] == [CapHall]
    assert commands[0].cap_frac == pytest.approx(1 - 2.5 / 26, abs=1e-3)


def test_an_overload_that_a_transfer_takes_away_caps_no_hall_and_is_forgotten():
    asleep = [row("B1-1", hashing=False, held=("price",))]
    relieved = FakeView(asleep, [main(mva=20.0)], [hall(mw=16, peak_mw=26)], t_us=3 * US_PER_S)
    decision = POLICY.decide(relieved, ShedMemory(bare_us=7))
    assert decision.commands == ()
    assert decision.memory == ShedMemory()


def test_its_cap_is_lifted_when_the_hall_fits_again_and_only_its_own():
    memory = ShedMemory(shed_us=0, holding=True, capped=("H1",))
    halls = [hall("H1", cap_frac=0.5, mw=4, peak_mw=8), hall("H2", cap_frac=0.5, mw=1, peak_mw=2)]
    view = FakeView([], [main(mva=15.0)], halls, t_us=60 * US_PER_MIN)
    decision = POLICY.decide(view, memory)
    assert [(one.hall, one.cap_frac) for one in decision.commands] == [("H1", 1.0)]
    assert decision.memory == ShedMemory(0, holding=False, capped=())


def test_nothing_is_restored_before_the_hold_time_or_above_the_lower_limit():
    held = [row("B1-1", held=("n1_shedding",), hashing=False)]
    memory = ShedMemory(shed_us=0, holding=True)
    early = FakeView(held, [main(mva=15.0)], t_us=14 * US_PER_MIN)
    assert POLICY.decide(early, memory).commands == ()
    tight = FakeView(held, [main(mva=23.0)], t_us=16 * US_PER_MIN)
    assert POLICY.decide(tight, memory).commands == ()
    roomy = FakeView(held, [main(mva=22.0)], t_us=16 * US_PER_MIN)
    assert rows_decided(POLICY.decide(roomy, memory), RestoreRows) == ["B1-1"]


def test_it_looks_on_until_all_it_held_is_seen_back_for_a_wake_may_be_refused():
    held = [row("B1-1", held=("n1_shedding",), hashing=False)]
    memory = ShedMemory(shed_us=0, holding=True)
    first = POLICY.decide(FakeView(held, [main(mva=15.0)], t_us=16 * US_PER_MIN), memory)
    assert (first.memory, first.every_us) == (memory, 20 * US_PER_S)
    again = POLICY.decide(FakeView(held, [main(mva=15.0)], t_us=17 * US_PER_MIN), first.memory)
    assert again.commands == first.commands
    back = FakeView([row("B1-1")], [main(mva=16.0)], t_us=18 * US_PER_MIN)
    assert not POLICY.decide(back, first.memory).memory.holding


def test_rows_on_their_way_to_sleep_are_not_shed_twice():
    going = [row(f"B1-{n}", held=("thermal_shedding",)) for n in range(3)]
    more = [row("B1-9")]
    view = FakeView([*going, *more], [main(mva=27.0)])
    assert POLICY.decide(view, ShedMemory()).commands == ()


def test_rows_not_asleep_yet_come_back_when_a_transfer_relieved_them():
    held = [row("B1-1", held=("n1_shedding",)), row("B1-2", held=("n1_shedding",), hashing=False)]
    view = FakeView(held, [main(mva=10.0)], t_us=2 * US_PER_S)
    decision = POLICY.decide(view, ShedMemory(shed_us=0, holding=True))
    assert rows_decided(decision, RestoreRows) == ["B1-1"]


def test_two_transformers_in_parallel_are_relieved_together_and_once():
    rows = [row(f"B1-{n}") for n in range(8)]
    mains = [main("T1", mva=27), main("T2", mva=18, rated_mva=25)]
    shed = rows_decided(POLICY.decide(FakeView(rows, mains), ShedMemory()), CurtailRows)
    assert len(shed) == len(set(shed))
    lost = 0.99 * len(shed) / 45
    assert 27 * (1 - lost) <= 25 < 27 * (1 - lost) + 27 * 0.99 / 45


def test_a_steady_plant_needs_no_second_decision():
    view = FakeView([row("B1-1")], [main(mva=20.0)])
    assert POLICY.decide(view, ShedMemory()) == POLICY.decide(view, ShedMemory())
    assert POLICY.decide(view, ShedMemory()).commands == ()


@given(st.floats(5, 40), st.floats(5, 40))
def test_no_overload_no_command_whatever_the_halls_draw(one_mva, other_mva):
    mains = [main("T1", mva=min(one_mva, 25)), main("T2", mva=min(other_mva, 25), group=1)]
    view = FakeView([row("B1-1")], mains, [hall()])
    assert POLICY.decide(view, ShedMemory()).commands == ()


def test_ai_alone_above_the_emergency_loading_is_capped_after_all_mining_slept():
    parts = small_parts(site=BIG_HALL)
    story = Story(orders=[DRILL], requests=((0.0, 1.0),), parts=parts, policies=("n1_shedding",))
    told = story.told(0.5)
    caps = told.by_policy("n1_shedding", "CapHall")
    assert caps
    assert [one for one in told.of("CommandRefused") if one.origin == "policy"] == []
    before = [one for one in told.by_policy("n1_shedding", "CurtailRows") if one.seq < caps[0].seq]
    live_then = [name for name in parts.row_ids if name.startswith("B2")]
    assert set(rows_of(before)) >= set(live_then)
    rating_va = parts.wiring.mains.rating_va[1]
    assert told.plant.net.main_s_va[1] <= 1.21 * rating_va


def test_the_drill_ends_in_quiet(drill):
    late = drill.of(after_s=FAIL_S + 3600)
    assert [one for one in late if one.kind.startswith("Overload")] == []
    assert len(late) < 20
