"""Views take nothing that they do not know."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.views import Control, NewFork, NewRun


@pytest.mark.parametrize(
    ("view", "fields"),
    [
        (NewRun, {"scenario": "x", "unknown": 1}),
        (NewRun, {"scenario": "x", "name": "../up"}),
        (NewRun, {"scenario": "x", "speed": -1}),
        (NewRun, {"scenario": "x", "seed": -1}),
        (NewFork, {"at_ms": float("nan")}),
        (Control, {"action": "explode"}),
        (Control, {"action": "step", "count": 0}),
    ],
)
def test_what_is_not_allowed_is_refused(view, fields):
    with pytest.raises(ValidationError):
        view(**fields)


def test_defaults_are_a_run_as_fast_as_it_goes():
    wanted = NewRun(scenario="demo-month")
    assert (wanted.speed, wanted.play, wanted.sets) == (0.0, True, [])
