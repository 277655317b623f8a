"""Distributions: what a plan takes of them, and which make no sense."""

import pytest
from pydantic import TypeAdapter, ValidationError

from twin.plan.dist import Dist, smallest

DIST = TypeAdapter(Dist)
PLANNED = [
    ({"kind": "fixed", "value": 3.0}, 3.0, 3.0),
    ({"kind": "pert", "low": 1.0, "mode": 2.0, "high": 9.0}, 2.0, 1.0),
    ({"kind": "lognormal", "p50": 6.0, "p90": 30.0}, 6.0, 0.0),
    ({"kind": "discrete", "values": (0.0, 5.0, 8.0), "probs": (0.3, 0.5, 0.2)}, 5.0, 0.0),
    ({"kind": "empirical", "values": (9.0, 1.0, 4.0)}, 4.0, 1.0),
]
WRONG = [
    ({"kind": "pert", "low": 3.0, "mode": 2.0, "high": 9.0}, "wrong order"),
    ({"kind": "pert", "low": 1.0, "mode": 2.0, "high": 1.5}, "wrong order"),
    ({"kind": "lognormal", "p50": 30.0, "p90": 6.0}, "wrong order"),
    ({"kind": "discrete", "values": (1.0, 2.0), "probs": (0.5, 0.4)}, "sum to 0.9"),
    ({"kind": "discrete", "values": (1.0, 2.0), "probs": (1.0,)}, "2 values and 1"),
]


@pytest.mark.parametrize(("given", "planned", "least"), PLANNED, ids=lambda one: str(one)[:40])
def test_a_schedule_takes_the_value_planners_mean(given, planned, least):
    dist = DIST.validate_python(given)
    assert dist.planned == planned
    assert smallest(dist) == least


@pytest.mark.parametrize(("given", "said"), WRONG, ids=lambda one: str(one)[:40])
def test_a_distribution_that_makes_no_sense_is_refused(given, said):
    with pytest.raises(ValidationError, match=said):
        DIST.validate_python(given)
