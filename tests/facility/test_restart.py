"""Blocks come back one by one: spaced, in order, within the ramp, and never into an overload."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from tests.drivers.test_orders import Ordered, order
from tests.plants import SITE, T0_US, S, Story, apply, small_parts, started
from tests.stories import stories
from twin.facility import Plant, restart, room
from twin.facts import power
from twin.facts.control import CloseBreaker, CurtailRows, FailTransformer, OpenBreaker
from twin.units import US_PER_MIN

FAIL_S, REPAIR_S = 600.0, 1800.0
DRILL = (FAIL_S, FailTransformer("drill", "T1", REPAIR_S))
MW = 1e6
THIRDS = (
    SITE.replace("model: pad-2500, count: 6}", "model: pad-2500, count: 2}")
    .replace("count: 2100", "count: 700")
    .replace("count: 1750", "count: 584")
    .replace(
        "- {<<: *block, id: B2, feeder: F2, shed_order: 1}\n",
        "- {<<: *block, id: B2, feeder: F2, shed_order: 1}\n"
        "- {<<: *block, id: B3, feeder: F3, shed_order: 3}\n"
        "- {<<: *block, id: B4, feeder: F4, shed_order: 1}\n",
    )
    .replace(
        "- {id: FA, bus: M1",
        "- {id: F3, bus: M1, rated_a: 400}\n- {id: F4, bus: M1, rated_a: 400}\n- {id: FA, bus: M1",
    )
)
"""B1, B3 and B4 of 4.4 MW on M1, B2 on M2."""


def drill(*changes, watch=None, until_h=0.5, **more):
    parts = small_parts(*changes, site=THIRDS)
    more = {"policies": (), "orders": [DRILL]} | more
    return Story(parts=parts, **more).told(until_h, watch=watch)


def returns(told, after_s=FAIL_S):
    found = told.of("SupplyReturned", after_s=after_s)
    return [(one.subject, round(one.at_s, 1)) for one in found if one.subject != "H1"]


def test_blocks_are_energised_one_after_the_other_the_last_to_be_shed_first():
    """Three seconds apart without a ramp, as the default says."""
    told = drill((", ramp_up_mw_per_min: 10", ""))
    assert returns(told) == [("B3", FAIL_S + 2), ("B1", FAIL_S + 5), ("B4", FAIL_S + 8)]


def test_the_spacing_is_a_field_of_the_site():
    told = drill(
        (", ramp_up_mw_per_min: 10", ""), ("halls:\n", "restart: {spacing_s: 7}\nhalls:\n")
    )
    assert [at_s for _, at_s in returns(told)] == [FAIL_S + 2, FAIL_S + 9, FAIL_S + 16]


def test_the_ramp_spaces_them_further_when_it_takes_longer_than_inrush():
    """4.4 MW at 10 MW a minute: 26.5 s from one block to the next."""
    told = drill()
    row_w = 1.05 * (700 * 3050 + 584 * 3500)
    gaps = [later - sooner for (_, sooner), (_, later) in pairwise(returns(told))]
    assert gaps == pytest.approx([row_w / (10 * MW / 60)] * 2, rel=0.01)


def test_in_any_minute_no_more_comes_on_than_the_ramp_and_one_block():
    imports: list[tuple[float, float]] = []

    def watch(plant, t_us):
        imports.append(((t_us - T0_US) / US_PER_MIN, plant.net.import_w / MW))

    drill(watch=watch)
    rising = [(at_min, mw) for at_min, mw in imports if at_min > FAIL_S / 60 + 0.03]
    assert rising[-1][1] - rising[0][1] > 12.0
    for start_min, start_mw in rising:
        in_a_minute = [mw for at_min, mw in rising if start_min <= at_min < start_min + 1.0]
        assert max(in_a_minute) - start_mw <= 10.0 + 4.5


def test_each_step_names_the_one_before_it_and_the_first_the_switch():
    told = drill()
    steps = [one for one in told.of("SupplyReturned", after_s=FAIL_S) if one.subject != "H1"]
    assert [told.said[one.cause - 1].kind for one in steps] == [
        "TieClosed",
        *["SupplyReturned"] * 2,
    ]
    assert [one.cause for one in steps[1:]] == [one.seq for one in steps[:-1]]


def test_a_unit_transformer_takes_nothing_until_its_block_is_energised():
    dark: list[float] = []

    def watch(plant, t_us):
        if FAIL_S + 2 <= (t_us - T0_US) / S < FAIL_S + 5:
            pad = plant.parts.pad_index["B4-U1"]
            dark.append(plant.net.pad_in_w[pad] + plant.net.pad_loss_w[pad])
            assert not plant.transformers.energised[plant.parts.unit_index["B4-U1"]]

    drill(watch=watch)
    assert dark
    assert set(dark) == {0.0}


FULL = {"requests": ((0.0, 1.0),)}


def tight(**more):
    """At 0.8 of its rating T2 may carry the hall, B2 and two more blocks."""
    return drill(("halls:\n", "restart: {limit_pu: 0.8}\nhalls:\n"), **FULL, **more)


def test_what_would_overload_the_unit_above_stays_dark_and_a_fact_says_why():
    told = tight(until_h=0.55)
    delayed = told.of("RestartDelayed")
    assert [one.subject for one in delayed] == ["B4"]
    assert delayed[0].fact.why.startswith("T2 would stand at 0.")
    assert told.of("OverloadBegan") == []
    assert told.plant.net.main_s_va[1] <= 0.8 * 25e6 * 1.02


def test_it_comes_back_at_a_whole_minute_after_room_was_made():
    rows = tuple(f"B2-U{n}-{model}" for n in (1, 2) for model in ("s19j-pro-100", "s21"))
    order = (FAIL_S + 400.5, CurtailRows("drill", "B2", rows))
    told = tight(orders=[DRILL, order], until_h=0.55)
    returned = [one for one in told.of("SupplyReturned") if one.subject == "B4"][-1]
    assert returned.at_s == FAIL_S + 420
    assert told.said[returned.cause - 1].kind == "RestartDelayed"


def test_it_comes_back_too_where_room_is_made_by_a_load_that_falls():
    """Nobody commands or switches anything: the look of each minute finds the room by itself."""
    told = drill(
        ("halls:\n", "restart: {limit_pu: 0.8}\nhalls:\n"), requests=((0.0, 1.0), (0.3, 0.1))
    )
    delayed, returned = told.of("RestartDelayed")[0], told.of("SupplyReturned")[-1]
    assert delayed.subject == returned.subject == "B4"
    assert delayed.at_s < 0.3 * 3600 < returned.at_s <= 0.3 * 3600 + 60
    assert returned.at_s % 60 == 0
    assert returned.cause == delayed.seq


def test_rows_that_someone_holds_need_room_to_boot_only():
    rows = tuple(f"B4-U{n}-{model}" for n in (1, 2) for model in ("s19j-pro-100", "s21"))
    told = tight(orders=[(60.0, CurtailRows("drill", "B4", rows)), DRILL], until_h=0.55)
    assert told.of("RestartDelayed") == []
    assert returns(told)[-1][0] == "B4"


def test_the_interconnect_is_not_overdrawn_either():
    told = drill(("contracted_mw: 60", "contracted_mw: 19"), requests=((0.0, 0.3), (0.18, 1.0)))
    assert told.of("RestartDelayed")[0].fact.why.endswith("MW of 19.0 MW")


def test_a_block_that_goes_on_waiting_while_switches_move_is_told_of_once():
    opened = (FAIL_S + 120, OpenBreaker("drill", "F2"))
    both = [DRILL, opened, (FAIL_S + 180, CloseBreaker("drill", "F2"))]
    told = tight(orders=both, until_h=0.3)
    assert [one.subject for one in told.of("RestartDelayed")].count("B4") == 1


def test_a_block_that_an_order_holds_back_leads_to_that_order():
    parts = small_parts(site=THIRDS)
    told = Ordered(asked=(order(2, 6.0, notice_min=2),), policies=(), parts=parts, orders=[DRILL])
    story = told.told(0.3)
    (delayed,) = story.of("RestartDelayed")
    assert delayed.fact.why.endswith("of 6.0 MW")
    assert story.said[delayed.cause - 1].kind == "OrderIssued"


def test_a_hall_comes_back_with_its_bus_whatever_waits():
    both = [DRILL, (FAIL_S + 60, FailTransformer("drill", "T2", 600.0))]
    told = drill(orders=both, until_h=0.6)
    hall = [one for one in told.of("SupplyReturned") if one.subject == "H1"]
    assert hall
    first = min(at_s for _, at_s in returns(told, after_s=hall[0].at_s))
    assert hall[0].at_s <= first


def test_a_feeder_that_a_person_closes_again_brings_its_block_back():
    orders = [(60.0, OpenBreaker("work", "F1")), (300.0, CloseBreaker("done", "F1"))]
    assert returns(drill(orders=orders, until_h=0.2), after_s=0) == [("B1", 300.0)]


def test_nothing_is_due_when_nothing_waits():
    plant = started(Plant(small_parts(site=THIRDS), T0_US))
    assert restart.due_us(plant, T0_US) is None
    assert list(restart.next_steps(plant, T0_US)) == []
    lost = tuple(name for name in plant.parts.row_ids if name.startswith("B1"))
    apply(plant, T0_US, "F1", power.BreakerOpened())
    apply(plant, T0_US, "B1", power.SupplyLost(lost))
    assert restart.waiting(plant) == []
    assert restart.due_us(plant, T0_US) is None
    apply(plant, T0_US + S, "F1", power.BreakerClosed())
    assert [block for block, _ in restart.waiting(plant)] == ["B1"]
    assert restart.ready_us(plant) <= T0_US + S
    assert next(restart.next_steps(plant, T0_US + S))[:2] == ("B1", power.SupplyReturned(lost))


def test_a_broken_unit_transformer_does_not_wait_but_for_its_repair():
    plant = started(Plant(small_parts(site=THIRDS), T0_US))
    apply(plant, T0_US, "B1-U1", power.TransformerFailed(60.0))
    assert not restart.could_live(plant, plant.parts.pad_index["B1-U1"])
    assert restart.could_live(plant, plant.parts.pad_index["B1-U2"])


OUTSIDE = ("WeatherChanged", "InferenceLoadChanged")


@settings(max_examples=40)
@given(stories())
def test_no_restart_ever_overloads_what_it_hangs_on(story):
    """When a block is energised all that is to come fits, whatever people do; and not too soon."""
    found: dict[int, str] = {}

    def watch(plant, t_us):
        if plant.control.energised_us[0] == t_us:
            groups = dict.fromkeys(range(len(plant.parts.bus_ids)), 0.0)
            found[t_us] = room.overloaded_by(plant, groups, 0.97)

    told = story.told(1.0, watch=watch)
    elsewhere = {one.t_us for one in told.of(*OUTSIDE)}
    blocks = {one.t_us: one.subject for one in told.of("SupplyReturned") if one.subject != "H1"}
    assert set(blocks) == set(found)
    assert [why for t_us, why in found.items() if why and t_us not in elsewhere] == []
    assert all(later - sooner >= 3 * S for sooner, later in pairwise(sorted(blocks)))
