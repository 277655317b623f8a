"""Facts of backup power say what a supply does in a closed set of words."""

from __future__ import annotations

import pytest

from twin.devices.backup.ups_spec import EMPTY, FULL, OVERLOADED, QUALIFIED, STATE_NAMES, WALKED
from twin.facts import FACTS
from twin.facts.backup import UpsReset, UpsStateChanged, UpsStepped
from twin.run.words import sentence


def test_every_kind_of_the_family_is_in_the_table():
    assert {UpsReset, UpsStateChanged, UpsStepped} <= set(FACTS)


@pytest.mark.parametrize("state", STATE_NAMES)
def test_every_state_has_words(state):
    words = sentence("H1-UPS", UpsStateChanged(0.5, state))
    assert not words.startswith(f"H1-UPS {state},")
    assert "50 %" in words


@pytest.mark.parametrize("limit", [QUALIFIED, WALKED, EMPTY, FULL, OVERLOADED])
def test_every_end_has_words(limit):
    assert limit not in sentence("H1-UPS", UpsStepped(0.0, limit)).split()[3:4]
