"""Sags: who rides through, who lets go and reboots, each at the instant of its envelope."""

from __future__ import annotations

import itertools

import pytest

from tests.facility.test_backup import WITH_UPS
from tests.plants import Story, small_parts

CYCLE_S = 1.0 / 60.0


def told(to_pu, cycles, *changes):
    parts = small_parts(*changes)
    return Story(grid=((60.0, to_pu), (60.0 + cycles * CYCLE_S, 1.0)), parts=parts).told(1.0)


def test_four_cycles_at_sixty_percent_drop_miners_and_a_bare_hall():
    story = told(0.6, 4)
    fell = {one.subject: round((one.at_s - 60.0) * 1e3, 3) for one in story.of("RideThroughFailed")}
    assert fell == {"M1": 15.001, "M2": 15.001, "H1": 20.001}
    lost = {one.subject: story.said[one.cause - 1].subject for one in story.of("SupplyLost")}
    assert lost == {"B1": "M1", "B2": "M2", "H1": "H1"}
    assert all(story.root(one).kind == "GridVoltageChanged" for one in story.of("SupplyLost"))


def test_a_supply_lets_its_hall_ride_through_what_drops_the_miners():
    story = told(0.6, 4, WITH_UPS)
    assert {one.subject for one in story.of("SupplyLost")} == {"B1", "B2"}
    assert story.plant.halls.unserved_w == [0]


def test_miners_reboot_block_by_block_after_a_sag():
    story = told(0.6, 4)
    back = [one for one in story.of("SupplyReturned") if one.subject != "H1"]
    assert {one.subject for one in back} == {"B1", "B2"}
    assert back[0].at_s == pytest.approx(60.0 + 4 * CYCLE_S, abs=1e-6)
    assert all(later.at_s - one.at_s >= 3.0 for one, later in itertools.pairwise(back))
    assert story.root(back[0]).kind == "GridVoltageChanged"


@pytest.mark.parametrize(("to_pu", "cycles"), [(0.6, 0.8), (0.85, 20)])
def test_shorter_and_shallower_sags_are_stood(to_pu, cycles):
    story = told(to_pu, cycles)
    assert not story.of("RideThroughFailed", "SupplyLost")
