"""When an event happens: one instant, stated or counted from the start."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.scenario.when import When
from twin.units import US_PER_MIN


def test_an_instant_is_given_exactly_once():
    for given in ({}, {"at": "2026-01-01T00:00:00Z", "after": "1h"}):
        with pytest.raises(ValidationError, match="instant once"):
            When.model_validate(given)


def test_a_time_after_the_start_moves_with_it_and_a_stated_instant_does_not():
    assert When.model_validate({"after": "1min"}).t_us(7) == US_PER_MIN + 7
    assert When.model_validate({"at": "1970-01-01T00:01:00Z"}).t_us(7) == US_PER_MIN
