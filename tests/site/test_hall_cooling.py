"""The cooling plant of a hall in a document: its defaults, and ranges of how racks bear heat."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.site.hall_cooling import HallCooling


def test_left_out_a_hold_off_of_ten_minutes_doubles_up_to_four_hours():
    plant = HallCooling.model_validate({})
    assert (plant.hold_off_s, plant.hold_growth_ratio, plant.hold_most_h) == (600.0, 2.0, 4.0)
    assert (plant.throttle_frac, plant.return_steps_count) == (0.5, 2)


@pytest.mark.parametrize(
    "given", [{"hold_growth_ratio": 0.9}, {"hold_most_h": 0.0}, {"hold_off_s": 1.0}]
)
def test_a_hold_off_that_shrinks_or_vanishes_is_refused(given):
    with pytest.raises(ValidationError):
        HallCooling.model_validate(given)
