"""Who has voltage, who may close, and what feeds a dead bus next."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.drivers.test_switching import THREE
from tests.plants import T0_US, apply, small_parts, small_plant, started
from tests.stories import stories
from twin.facility import Plant, supply
from twin.facts import power


def three(*closed, opened=(), failed=()):
    """Three buses in a line, M1 - M2 - M3, with switches as told."""
    plant = started(Plant(small_parts(site=THREE), T0_US))
    for unit in failed:
        apply(plant, T0_US, unit, power.TransformerFailed(60.0))
        for breaker in supply.breakers_of(unit):
            apply(plant, T0_US, breaker, power.BreakerOpened(by_protection=True))
    for breaker in opened:
        apply(plant, T0_US, breaker, power.BreakerOpened())
    for tie in closed:
        apply(plant, T0_US, tie, power.TieClosed())
    return plant


def test_each_main_has_a_breaker_on_either_side():
    assert supply.breakers_of("T1") == ("T1-HV", "T1-LV")
    plant = small_plant()
    assert supply.main_of(plant, "T1-LV") == "T1"
    assert supply.main_of(plant, "F1") is None
    assert supply.main_of(plant, "T9-LV") is None


def test_a_bus_with_dead_neighbours_only_has_nothing_to_be_fed_by():
    plant = three(failed=("T1", "T2", "T3"))
    assert supply.next_feed(plant, "M2") == ("", 0.0)
    assert set(supply.dead_buses(plant)) == {"M1", "M2"}


def test_its_own_transformer_comes_before_any_tie_once_it_is_fit():
    plant = three(failed=("T2",))
    apply(plant, T0_US, "T2", power.TransformerRepaired())
    assert supply.next_feed(plant, "M2") == ("T2-LV", 2.0)


def test_the_feeding_tie_is_the_one_towards_the_source():
    plant = three("TIE", "TIE-23", failed=("T1", "T2"))
    assert supply.tie_feeding(plant, "T2") == "TIE-23"
    assert supply.tie_feeding(plant, "T1") == "TIE"
    assert supply.tie_feeding(three(), "T1") is None


def test_a_ring_is_refused():
    site = THREE.replace(
        "- {id: TIE-23, between: [M2, M3], transfer_s: 4}\n",
        "- {id: TIE-23, between: [M2, M3], transfer_s: 4}\n"
        "- {id: TIE-13, between: [M1, M3], transfer_s: 4}\n",
    )
    plant = started(Plant(small_parts(site=site), T0_US))
    for unit in ("T1", "T2"):
        apply(plant, T0_US, unit, power.TransformerFailed(60.0))
    for tie in ("TIE", "TIE-23"):
        apply(plant, T0_US, tie, power.TieClosed())
    assert supply.why_not_close(plant, "TIE-13") == "TIE-13 would close a ring"


def test_what_stands_against_closing_is_said():
    plant = three(opened=("T1-LV",))
    assert supply.why_not_close(plant, "TIE-9") == "there is no tie TIE-9"
    assert supply.why_not_close(plant, "TIE") == ""
    assert supply.why_not_close_breaker(plant, "T1-LV") == ""
    assert supply.why_not_close_breaker(plant, "T2-LV") == "T2-LV is closed already"
    apply(plant, T0_US, "TIE", power.TieClosed())
    assert supply.why_not_close(plant, "TIE") == "TIE is closed already"
    assert "in parallel with T2" in supply.why_not_close_breaker(plant, "T1-LV")


def test_the_high_side_may_close_while_the_low_side_is_open():
    plant = three("TIE", failed=("T1",))
    apply(plant, T0_US, "T1", power.TransformerRepaired())
    assert supply.why_not_close_breaker(plant, "T1-HV") == ""


@pytest.mark.parametrize("unit", ["T1", "T2", "T3"])
def test_only_what_protection_opened_returns_by_itself(unit):
    assert not supply.may_return(three(opened=(f"{unit}-LV",)), unit)
    plant = three(failed=(unit,))
    assert not supply.may_return(plant, unit)
    apply(plant, T0_US, unit, power.TransformerRepaired())
    assert supply.may_return(plant, unit)


@settings(max_examples=40)
@given(stories())
def test_no_bus_is_ever_fed_by_two_unless_the_site_allows_it(story):
    """I17, at the end of every instant."""
    wrong: list[object] = []
    allowed = story.parts.tie_parallel[0]

    def watch(plant, t_us):
        feeding = [len(members) for members in plant.net.group_mains]
        if max(feeding) > 1 and not allowed:
            wrong.append((t_us, feeding))

    story.told(1.0, watch=watch)
    assert wrong == []


@settings(max_examples=40)
@given(stories())
def test_loads_were_told_the_truth_about_their_supply_at_the_end_of_every_instant(story):
    wrong: list[object] = []

    def watch(plant, t_us):
        wrong.extend((t_us, *change) for change in supply.changes(plant))

    story.told(1.0, watch=watch)
    assert wrong == []
