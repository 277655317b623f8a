"""Engines and transfer switches in outages: instants by closed form, causes to the grid."""

from __future__ import annotations

import pytest

from tests.facility.test_backup import WITH_BOTH, WITH_ENGINES
from tests.plants import Story, small_parts
from twin.devices.backup.ups_spec import conversion_loss_w
from twin.facts.control import PermitGensets, RunGensets

DARK_S, BACK_S = 60.0, 2460.0
SENSE_S, ACCEPT_S, QUALIFY_S, GAP_S, RETURN_S = 1.0, 10.0, 0.5, 0.1, 900.0


def told(*changes, orders=(), until_h=1.5, grid=((DARK_S, 0.0), (BACK_S, 1.0)), seed=1):
    return Story(grid=grid, orders=orders, parts=small_parts(*changes, seed=seed)).told(until_h)


def switched(story):
    return [(round(one.at_s, 6), one.fact.limit) for one in story.of("TransferStepped")]


def test_a_switch_calls_moves_and_returns_at_the_instants_of_its_times():
    story = told(WITH_BOTH)
    called_s = DARK_S + SENSE_S
    left_s = called_s + ACCEPT_S + QUALIFY_S
    home_s = BACK_S + RETURN_S
    assert switched(story) == [
        (called_s, "source_lost"),
        (left_s, "left"),
        (round(left_s + GAP_S, 6), "landed"),
        (home_s, "left"),
        (home_s + GAP_S, "landed"),
    ]
    assert all(story.root(one).kind == "GridVoltageChanged" for one in story.of("TransferStepped"))


def test_with_supply_and_engines_forty_dark_minutes_cost_the_racks_nothing():
    story = told(WITH_BOTH)
    assert not [one for one in story.of("SupplyLost") if one.subject == "H1"]
    assert story.plant.halls.unserved_at_j(0, story.plant.t_us) == 0.0
    assert story.plant.gensets.output_w(0) == 0.0
    assert story.plant.on_feeds == [True]
    gave_j = story.plant.gensets.burnt(0, story.plant.t_us).output_j
    it_j = story.plant.halls.it_w[0] * (BACK_S + RETURN_S - DARK_S - SENSE_S - ACCEPT_S)
    lost_frac = conversion_loss_w(story.plant.ups.specs[0], 1.6e6) / 1.6e6
    assert gave_j == pytest.approx(it_j * (story.plant.hall_ratio[0] + lost_frac), rel=0.01)


def test_engines_without_a_supply_bring_a_hall_back_after_it_fell():
    story = told(WITH_ENGINES)
    lost, back = (
        next(one for one in story.of(kind) if one.subject == "H1")
        for kind in ("SupplyLost", "SupplyReturned")
    )
    assert lost.at_s == DARK_S
    assert back.at_s == pytest.approx(DARK_S + SENSE_S + ACCEPT_S + QUALIFY_S + GAP_S, abs=1e-6)


def test_an_engine_that_can_not_start_is_tried_and_locked_out():
    story = told((WITH_ENGINES[0], WITH_ENGINES[1].replace("start_frac: 1,", "start_frac: 0,")))
    states = [
        one.fact.state for one in story.of("GensetStateChanged") if one.fact.engine_index == 0
    ]
    assert states == ["cranking", "paused", "cranking", "paused", "cranking", "locked_out"]
    back = next(one for one in story.of("SupplyReturned") if one.subject == "H1")
    assert back.at_s == BACK_S


def test_forbidden_engines_do_not_start_and_allowed_ones_do_at_once():
    orders = [
        (30.0, PermitGensets("gas is scarce", "G1", False)),
        (90.0, PermitGensets("gas", "G1", True)),
    ]
    story = told(WITH_BOTH, orders=orders)
    cranked = [one.at_s for one in story.of("GensetStateChanged") if one.fact.state == "cranking"]
    assert cranked[0] == 90.0


def test_no_order_reaches_engines_that_are_not_there():
    story = told(orders=[(1.0, PermitGensets("a slip", "G9", True))], until_h=0.1)
    (refused,) = story.of("CommandRefused")
    assert refused.fact.why == "there is no group of engines G9"


def test_the_same_seed_starts_the_same_engines():
    flaky = (WITH_ENGINES[0], WITH_ENGINES[1].replace("attempt_frac: 1", "attempt_frac: 0.5"))
    tries = [
        [(one.at_s, one.fact) for one in told(flaky, seed=seed).of("GensetStateChanged")]
        for seed in (1, 1, 2)
    ]
    assert tries[0] == tries[1]
    assert tries[0] != tries[2]


def test_an_engine_that_breaks_down_is_repaired():
    frail = (
        WITH_ENGINES[0],
        WITH_ENGINES[1].replace("attempt_frac: 1", "failures_per_h: 10, repair_h: 0.2"),
    )
    story = told(frail, until_h=2.0)
    failed = [one for one in story.of("GensetStateChanged") if one.fact.state == "failed"]
    repaired = story.of("GensetRepaired")
    assert failed
    assert repaired[0].at_s == pytest.approx(failed[0].at_s + 720.0)
    assert repaired[0].cause == failed[0].seq


def test_no_engine_starts_for_a_hall_that_is_not_built():
    unbuilt = ("  other_it_kw: 400\n", "  other_it_kw: 400\n  in_service: false\n")
    story = told(WITH_BOTH, unbuilt)
    assert story.of("GridVoltageChanged")
    assert not [*story.of("TransferStepped"), *story.of("GensetsOrdered")]


RUN = (60.0, RunGensets("weekly test", "G1", run=True))
STOP = (660.0, RunGensets("test over", "G1", run=False))


def states(story):
    return [(round(one.at_s, 3), one.fact.state) for one in story.of("GensetStateChanged")]


def test_engines_that_somebody_runs_turn_without_load_and_then_cool_and_stop():
    story = told(WITH_BOTH, orders=(RUN, STOP), grid=())
    first = states(story)[: story.plant.gensets.specs[0].units_count]
    assert {state for _, state in first} == {"cranking"}
    assert states(story)[-1][1] == "stopped"
    assert story.plant.gensets.burnt(0, story.plant.t_us).fuel_m3 > 0.0
    assert story.plant.gensets.burnt(0, story.plant.t_us).output_j == 0.0
    assert story.of("TransferStepped") == []
    assert story.root(story.of("GensetsOrdered")[0]).kind == "CommandAccepted"
    assert story.root(story.of("GensetsReleased")[0]).kind == "CommandAccepted"


def test_engines_that_run_already_take_a_hall_as_soon_as_its_switch_may_move():
    dark = ((300.0, 0.0), (400.0, 1.0))
    cold, warm = (told(WITH_BOTH, orders=orders, grid=dark) for orders in ((), (RUN,)))
    landed = [switched(story)[2][0] for story in (cold, warm)]
    assert landed[0] - landed[1] == pytest.approx(ACCEPT_S, abs=0.6)


def test_engines_stay_for_a_hall_that_needs_them_when_somebody_lets_them_go():
    story = told(WITH_BOTH, orders=(RUN, (300.0, RunGensets("", "G1", run=False))))
    assert story.of("GensetsReleased")[0].at_s > BACK_S


@pytest.mark.parametrize(
    ("orders", "why"),
    [
        ((RUN, (90.0, RUN[1])), "G1 is run by hand already"),
        ((STOP,), "nobody runs G1 by hand"),
        (((60.0, RunGensets("", "G9", run=True)),), "there is no group of engines G9"),
        (((30.0, PermitGensets("", "G1", permitted=False)), RUN), "G1 may not start: let it first"),
    ],
)
def test_what_engines_can_not_be_told_is_refused_with_the_reason(orders, why):
    (refused,) = told(WITH_BOTH, orders=orders, grid=()).of("CommandRefused")
    assert refused.fact.why == why
