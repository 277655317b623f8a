"""Moulded-case breakers: the band of I2t, the short-time and the instantaneous pickup."""

from __future__ import annotations

from math import inf

import pytest

from twin.devices.protection.moulded_case import MouldedCaseSpec, trip_unit
from twin.documents import parse
from twin.errors import SiteError

UNIT = trip_unit(MouldedCaseSpec(rated_a=250.0))


def test_it_carries_105_percent_for_ever_and_trips_at_130():
    for pickup in (1.05, 1.2, 1.3):
        unit = trip_unit(MouldedCaseSpec(rated_a=250.0, long_time_ratio=pickup))
        assert unit.operate_s(1.05 * 250.0) == inf
        assert unit.operate_s(1.3 * 250.0 + 1e-6) < 3600.0


def test_between_the_pickups_current_squared_times_time_is_constant():
    products = [amperes**2 * UNIT.operate_s(amperes) for amperes in (301.0, 600.0, 1500.0, 1999.0)]
    assert products == pytest.approx([(6 * 250.0) ** 2 * 10.0] * 4, rel=1e-12)


def test_above_the_instantaneous_pickup_it_trips_in_its_own_time():
    assert UNIT.operate_s(8 * 250.0) == pytest.approx(10.0 * (6 / 8) ** 2)
    assert UNIT.operate_s(8 * 250.0 + 1e-6) == 0.01
    assert UNIT.clear_s(5000.0) == pytest.approx(0.01 * 1.2 + 0.03)
    assert UNIT.earliest_s(5000.0) == pytest.approx(0.008)


def test_a_short_time_element_stands_between():
    spec = MouldedCaseSpec(rated_a=250.0, short_time_ratio=4.0, instantaneous_ratio=None)
    assert trip_unit(spec).operate_s(1001.0) == 0.2
    assert trip_unit(spec).operate_s(1e5) == pytest.approx((1500.0**2 * 10.0) / 1e10)
    assert len(trip_unit(spec).elements) == 2


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("rated_a: 0", "rated_a", "above 0 A"),
        ("rated_a: 250\nlong_time_ratio: 1.4", "long_time_ratio", "1.05 to 1.3"),
        ("rated_a: 250\ninstantaneous_ratio: 40", "instantaneous_ratio", "1.5 to 20"),
    ],
)
def test_a_setting_outside_the_band_is_refused(text, path, allowed):
    with pytest.raises(SiteError) as caught:
        parse(text, file="mccb.yaml", model=MouldedCaseSpec, error=SiteError)
    (fault,) = caught.value.faults
    assert (fault.path, allowed in fault.allowed) == (path, True)
