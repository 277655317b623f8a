"""Elements and the devices made of them: times, rates, and what follows a trip."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.breaker import BreakerSpec
from twin.devices.protection.elements import TripUnit, i2t, timed, with_breaker

UNIT = TripUnit(
    elements=(i2t("long", 100.0, 4e6, drain_s=50.0), timed("fast", 900.0, 0.1)),
    early_frac=0.2,
    late_frac=0.3,
    opening_s=0.05,
)
currents = st.floats(0.0, 1e5)


def test_the_fastest_element_decides():
    assert UNIT.operate_s(200.0) == pytest.approx(100.0)
    assert UNIT.operate_s(900.0) == pytest.approx(4e6 / 900.0**2)
    assert UNIT.operate_s(901.0) == 0.1
    assert UNIT.operate_s(9_000.0) == pytest.approx(4e6 / 9e3**2)


def test_a_pickup_is_not_yet_seen():
    assert UNIT.pickup_a == 100.0
    assert UNIT.operate_s(100.0) == inf
    assert UNIT.elements[0].rate_per_s(100.0) == 0.0


def test_the_band_lies_around_the_time_and_the_opening_after_it():
    assert UNIT.earliest_s(200.0) == pytest.approx(80.0)
    assert UNIT.clear_s(200.0) == pytest.approx(130.05)


def test_a_disc_turns_back_by_the_square_and_others_at_once():
    assert UNIT.elements[0].rate_per_s(50.0) == pytest.approx(-(1 - 0.25) / 50.0)
    assert UNIT.elements[1].rate_per_s(50.0) == -inf


def test_a_relays_current_ends_when_its_breaker_has_operated():
    relay = TripUnit(elements=(timed("definite", 800.0, 0.4),))
    assert relay.clear_s(900.0) == 0.4
    cleared = with_breaker(relay, BreakerSpec(rated_a=600.0, operating_ms=83.0))
    assert cleared.clear_s(900.0) == pytest.approx(0.483)
    assert relay.opening_s is None


def test_times_jump_at_pickups():
    assert UNIT.kinks_a == (100.0, 900.0)


@given(currents, currents)
def test_more_current_is_never_slower_nor_drains_faster(one, other):
    low, high = sorted((one, other))
    assert UNIT.operate_s(high) <= UNIT.operate_s(low)
    for element in UNIT.elements:
        assert element.rate_per_s(high) >= element.rate_per_s(low)
