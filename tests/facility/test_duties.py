"""Watches on continuous load: three hours above the share, from its first instant to the last."""

from __future__ import annotations

import pytest

from tests.facility.test_conductors import head_a
from tests.plants import T0_US, H, Story, small_parts, started
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot

F1 = "{id: F1, bus: M1, rated_a: 1200}"


def watched(more="", rated_a=600):
    written = f"{F1[:-1]}, continuous_load: {{rated_a: {rated_a}{more}}}}}"
    return small_parts((F1, written))


def test_the_small_site_loads_its_feeder_above_the_share():
    plant = started(Plant(watched(), T0_US))
    assert 480.0 < head_a(plant) < 600.0
    assert plant.duties.is_over(0)
    assert plant.duties.load_pu(plant, 0) == pytest.approx(head_a(plant) / 600.0)


def test_a_load_below_its_share_starts_no_timer():
    plant = started(Plant(watched(rated_a=1200), T0_US))
    assert not plant.duties.is_over(0)
    assert plant.duties.next_crossing(0, T0_US) is None


def test_changes_above_the_share_move_no_anchor():
    air = ((0.0, 25.0), (1.0, 30.0), (2.0, 20.0))
    story = Story(policies=(), weather=air, parts=watched()).told(2.5)
    assert story.plant.duties.anchor_us == [T0_US]


def test_a_snapshot_holds_timer_and_cause():
    plant = started(Plant(watched(), T0_US))
    again = restored(plant.parts, snapshot(plant))
    assert snapshot(again) == snapshot(plant)
    assert again.duties.next_crossing(0, T0_US + H) == plant.duties.next_crossing(0, T0_US + H)
