"""The least dial that waits, by the equations of the curves."""

from __future__ import annotations

import pytest

from twin.devices.protection.curves import CURVES, inverse_s
from twin.devices.protection.elements import TripUnit, timed
from twin.devices.protection.relay import RelaySpec, trip_unit
from twin.site.relay import Below, graded_dial_ratio


def test_a_graded_dial_is_the_least_that_waits_for_a_definite_time_below():
    above = trip_unit(RelaySpec(pickup_a=1000.0, curve="iec_vi", dial_ratio=1.0))
    below = TripUnit(elements=(timed("t", 500.0, 0.1),), opening_s=0.1)
    at_most_s = inverse_s(CURVES["iec_vi"], 1.0, 8.0)
    wanted_ratio = graded_dial_ratio(above, [Below(below, 8000.0)], 0.3)
    assert wanted_ratio == pytest.approx(0.5 / at_most_s, abs=0.021)
    assert wanted_ratio >= 0.5 / at_most_s


def test_nothing_below_asks_for_no_dial():
    above = trip_unit(RelaySpec(pickup_a=1000.0, curve="iec_vi", dial_ratio=1.0))
    assert graded_dial_ratio(above, [], 0.3) == pytest.approx(0.01)
