"""A transformer fails, a bus dies, a tie takes it over, and everything comes back in order."""

from __future__ import annotations

import pytest

from tests.plants import SITE, H, Story, small_parts
from twin.facts.control import CloseBreaker, CloseTie, FailTransformer, OpenBreaker, OpenTie

FAIL_S = 600.0
REPAIR_S = 1800.0
DRILL = (FAIL_S, FailTransformer("drill", "T1", REPAIR_S))
SWITCHES = ("BreakerOpened", "BreakerClosed", "TieOpened", "TieClosed", "TransferStarted")
THREE = SITE.replace(
    "- {id: T2, model: main-25, bus: M2}\n",
    "- {id: T2, model: main-25, bus: M2}\n- {id: T3, model: main-25, bus: M3}\n",
).replace(
    "- {id: M2, kv: 13.8, short_circuit_ka: 25}\n",
    "- {id: M2, kv: 13.8, short_circuit_ka: 25}\n- {id: M3, kv: 13.8, short_circuit_ka: 25}\n",
).replace(
    "- {id: TIE, between: [M1, M2], transfer_s: 2}\n",
    "- {id: TIE, between: [M1, M2], transfer_s: 2}\n"
    "- {id: TIE-23, between: [M2, M3], transfer_s: 4}\n",
)  # fmt: skip


@pytest.fixture(scope="module")
def drill():
    """T1 fails for half an hour; the hall works; the policies are at hand."""
    return Story(requests=((0.0, 0.7),), orders=[DRILL]).told(2.0)


def switching(told):
    return [(one.at_s, one.subject, one.kind) for one in told.of(*SWITCHES)]


def test_its_breakers_open_the_tie_closes_after_the_dead_time_and_all_of_it_is_undone(drill):
    back_s = FAIL_S + REPAIR_S
    assert switching(drill) == [
        (FAIL_S, "T1-HV", "BreakerOpened"),
        (FAIL_S, "T1-LV", "BreakerOpened"),
        (FAIL_S, "M1", "TransferStarted"),
        (FAIL_S + 2, "TIE", "TieClosed"),
        (back_s, "T1-HV", "BreakerClosed"),
        (back_s, "TIE", "TieOpened"),
        (back_s, "M1", "TransferStarted"),
        (back_s + 2, "T1-LV", "BreakerClosed"),
    ]


def test_each_step_names_the_one_before_it(drill):
    chain = ["BreakerClosed", "TransferStarted", "TieOpened", "BreakerClosed"]
    chain += ["TransformerRepaired", "TransformerFailed", "CommandAccepted"]
    one, kinds = drill.of("BreakerClosed")[-1], []
    while one.cause is not None:
        kinds.append(one.kind)
        one = drill.said[one.cause - 1]
    assert [*kinds, one.kind] == chain


def test_its_block_dies_and_boots_tunes_and_hashes_again(drill):
    life = [(one.at_s, one.kind) for one in drill.of() if one.subject == "B1"]
    told = [(at_s, kind) for at_s, kind in life if kind.startswith(("Supply", "RowsB"))]
    assert told[:3] == [
        (FAIL_S, "SupplyLost"),
        (FAIL_S + 2, "SupplyReturned"),
        (FAIL_S + 122, "RowsBooted"),
    ]


def test_the_hall_rides_on_its_other_feed_and_is_never_interrupted(drill):
    subjects = {one.subject for one in drill.of("SupplyLost", "JobInterrupted", "HallCapped")}
    assert "H1" not in subjects


def test_all_is_as_before_in_the_end(drill):
    plant = drill.plant
    assert not plant.open_breakers
    assert not plant.closed_ties
    assert not plant.failed_units
    assert all(plant.rows.stage_name(row) == "hash" for row in range(len(plant.parts.row_ids)))


def test_a_bus_without_a_tie_stays_dead_until_its_transformer_is_back():
    parts = small_parts(("transfer_s: 2}", "transfer_s: 2, in_service: false}"))
    told = Story(orders=[DRILL], policies=(), parts=parts).told(1.0)
    assert told.of("TransferRefused")[0].fact.why == "no tie in service leads to a live bus"
    returned = told.of("SupplyReturned")
    assert [(one.subject, one.at_s) for one in returned] == [("B1", FAIL_S + REPAIR_S)]


def test_a_tie_does_not_close_on_a_neighbour_that_died_meanwhile():
    orders = [DRILL, (FAIL_S + 1, FailTransformer("drill", "T2", REPAIR_S))]
    told = Story(orders=orders, policies=(), requests=((0.0, 0.5),)).told(0.5)
    assert {one.subject for one in told.of("SupplyLost")} == {"B1", "B2", "H1"}
    assert not any(told.plant.net.live_bus)


def test_a_bus_that_got_voltage_by_itself_needs_no_transfer_any_more():
    orders = [DRILL, (FAIL_S + 1, CloseTie("I am faster", "TIE"))]
    told = Story(orders=orders, policies=()).told(0.3)
    assert len(told.of("TieClosed")) == 1
    assert told.plant.control.transfers == []


def test_two_transformers_never_feed_one_bus_unless_the_site_allows_it():
    told = Story(orders=[(10, CloseTie("try", "TIE"))], policies=()).told(0.1)
    assert "run in parallel" in told.of("CommandRefused")[0].fact.why


def test_where_the_site_allows_it_a_transformer_comes_back_without_a_dead_bus():
    parts = small_parts(("transfer_s: 2}", "transfer_s: 2, parallel_allowed: true}"))
    told = Story(orders=[DRILL], policies=(), parts=parts).told(1.0)
    assert [one.at_s for one in told.of("SupplyLost")] == [FAIL_S]
    assert "TIE" in told.plant.closed_ties
    assert all(told.plant.net.live_main)


def test_a_breaker_a_person_opened_waits_for_a_person():
    orders = [
        (10, OpenBreaker("work on it", "T1-LV")),
        (1200, CloseBreaker("too early", "T1-LV")),
        (1300, OpenTie("done", "TIE")),
        (1301, CloseBreaker("done", "T1-LV")),
    ]
    told = Story(orders=orders, policies=()).told(0.4)
    assert [one.at_s for one in told.of("CommandRefused")] == [1200]
    assert [one.at_s for one in told.of("BreakerClosed")] == [1301]
    assert told.of("TransferRefused")[0].fact.why == "M1 has voltage again"


def test_the_tie_that_opens_is_the_one_the_power_comes_through():
    orders = [DRILL, (FAIL_S + 1, FailTransformer("drill", "T2", 7200.0))]
    parts = small_parts(site=THREE)
    told = Story(orders=orders, policies=(), parts=parts).told(1.0)
    opened = [one.subject for one in told.of("TieOpened")]
    live = dict(zip(parts.bus_ids, told.plant.net.live_bus, strict=True))
    assert live == {"M1": True, "M2": True, "M3": True}
    assert len(set(opened)) == len(opened) <= 1


def test_blocks_come_back_in_steps_after_an_outage_and_nobody_has_to_shed():
    """20 MW at once would be 1.3 of what T2 may carry; block by block it is never overloaded."""
    drill = (FAIL_S, FailTransformer("drill", "T1", 86_400.0))
    told = Story(requests=((0.0, 1.0),), orders=[drill]).told(2.0)
    assert told.of("OverloadBegan", after_s=FAIL_S + 2) == []
    assert told.by_policy("n1_shedding", "CurtailRows") == []
    assert [one.subject for one in told.of("RestartDelayed")] == ["B1"]


def test_a_drill_makes_few_facts_and_then_it_is_quiet(drill):
    assert len(drill.of(after_s=FAIL_S)) < 60
    last_s = max(one.at_s for one in drill.said)
    assert last_s < FAIL_S + REPAIR_S + 1.5 * 3600
    assert drill.ears.instants[-1] < drill.ears.instants[0] + 2 * H


def test_opening_a_closed_tie_kills_what_hung_on_it_and_it_is_taken_over_again():
    orders = [DRILL, (FAIL_S + 60, OpenTie("try", "TIE"))]
    told = Story(orders=orders, policies=()).told(0.4)
    b1 = [(one.at_s, one.kind) for one in told.of("SupplyLost", "SupplyReturned")]
    assert b1[2:] == [(FAIL_S + 60, "SupplyLost"), (FAIL_S + 62, "SupplyReturned")]


def test_a_transformer_told_to_fail_twice_in_an_instant_fails_once_and_the_second_is_refused():
    orders = [DRILL, (FAIL_S, FailTransformer("again", "T1", 60.0))]
    told = Story(orders=orders).told(0.5)
    assert [one.fact.why for one in told.of("TransformerFailed")] == ["drill"]
    (refused,) = told.of("CommandRefused")
    assert refused.fact.command.reason == "again"
    assert refused.fact.why == "T1 fails at this instant already"
