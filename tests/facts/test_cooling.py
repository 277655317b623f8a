"""Facts of cooling have words for everything a plant can say."""

from __future__ import annotations

import pytest

from twin.devices.cooling.loop_limits import (
    AIR_HOT,
    AIR_WARM,
    COILS,
    COILS_FULL,
    FANS,
    HOT,
    LOOK,
    TRIM,
    TRIM_FULL,
    WARM,
)
from twin.facts.cooling import CoolingStepped, EquipmentFailed, HallThrottled
from twin.run.words import sentence

BOTH_WAYS = (FANS, COILS, TRIM, LOOK, COILS_FULL, TRIM_FULL, WARM, HOT, AIR_WARM, AIR_HOT)


@pytest.mark.parametrize("limit", BOTH_WAYS)
def test_every_limit_has_words_for_both_ways(limit):
    up, down = (sentence("H1-COOL", CoolingStepped(0.0, limit, way)) for way in (True, False))
    assert up != down
    assert "met" not in (up.split()[1], down.split()[1])


def test_slowing_down_and_running_fully_again_read_differently():
    assert "50 %" in sentence("H1", HallThrottled(0.5))
    assert "fully" in sentence("H1", HallThrottled(1.0))


def test_a_failure_says_how_many_and_why():
    words = sentence("H1-PUMP", EquipmentFailed(3600.0, 2, "a common cause"))
    assert words == "2 of H1-PUMP failed: a common cause, repair takes 1 h"
