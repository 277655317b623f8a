"""Orders, permits, crews and blackouts: ranges that a document must keep to."""

import pytest
from pydantic import ValidationError

from twin.plan.dist import Fixed
from twin.plan.supplies import Blackout, Procurement, Resource

LEAD = Fixed(kind="fixed", value=10.0)


def test_a_blackout_lasts_all_day_unless_it_says_otherwise():
    assert Blackout(id="B", start_mmdd="06-01", end_mmdd="09-30").hours == tuple(range(24))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Blackout(id="B", start_mmdd="6-1", end_mmdd="09-30"),
        lambda: Blackout(id="B", start_mmdd="13-01", end_mmdd="09-30"),
        lambda: Blackout(id="B", start_mmdd="06-01", end_mmdd="09-30", hours=(24,)),
        lambda: Resource(id="R", capacity=0),
        lambda: Procurement(id="I", lead_time_days=LEAD, deposit_frac=1.5),
        lambda: Procurement(id="I", lead_time_days=LEAD, qty=0),
    ],
)
def test_a_value_out_of_range_is_refused(make):
    with pytest.raises(ValidationError):
        make()
