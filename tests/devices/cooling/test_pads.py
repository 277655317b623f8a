"""Pads of a site: wet, dry, failed and frozen ones, and litres that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.pad import PadSpec, Weather, pad_water
from twin.devices.cooling.pads import Pads

S = 1_000_000
H = 3600 * S
SPEC = PadSpec(rated_m3_per_s=40.0)
HOT = Weather(35.0, 22.0, 101_325.0)


def pads(count=1, weather=HOT, flow=40.0):
    made = Pads([SPEC] * count, 0)
    for i in range(count):
        made.set_weather(i, 0, weather)
        made.set_flow(i, 0, flow)
    return made


def test_a_wet_pad_cools_and_a_failed_or_unwanted_one_does_not():
    three = pads(3)
    three.set_failed(1, 0, failed=True)
    three.set_wanted(2, 0, wanted=False)
    assert three.leaving_c == [pytest.approx(35.0 - 0.85 * 13.0), 35.0, 35.0]
    assert [sum(rates) > 0 for rates in three.rates] == [True, False, False]
    assert three.drop_pa == [30.0] * 3


def test_a_cubic_metre_an_hour_for_a_container_on_a_hot_day():
    """40 m3/s cooled by 11 K: 46 kg/s by 1.006 by 11.05 over 2.43 MJ/kg is 0.21 kg/s."""
    used = pads().water_at(0, H)
    assert used.evaporated_l == pytest.approx(0.21 * 3600, rel=0.03)
    assert used.blowdown_l == pytest.approx(0.3 * used.evaporated_l)


def test_frost_locks_it_until_it_is_warm_again():
    one = pads()
    for t, (dry_c, wet) in enumerate([(3.0, False), (5.5, False), (6.5, True), (4.5, True)]):
        one.set_weather(0, t * S, Weather(dry_c, dry_c - 1.0, 101_325.0))
        assert one.is_wet(0) == wet, dry_c


def test_a_repaired_pad_is_wet_again():
    one = pads()
    one.set_failed(0, H, failed=True)
    one.set_failed(0, 2 * H, failed=False)
    rate = pad_water(SPEC, HOT, 40.0).evaporated_kg_per_s
    assert one.water_at(0, 3 * H).evaporated_l == pytest.approx(2 * 3600 * rate)


@given(cuts=st.lists(st.integers(0, 24 * H), max_size=5), flow=st.floats(0.0, 60.0))
def test_litres_are_additive_over_splits_and_survive_a_snapshot(cuts, flow):
    split, whole = pads(flow=flow), pads(flow=flow)
    for cut in sorted(cuts):
        split.set_flow(0, cut, flow + 1.0)
        split.set_flow(0, cut, flow)
        again = pads()
        again.restore(split.snapshot())
        split = again
    found, expected = (one.water_at(0, 24 * H) for one in (split, whole))
    assert found.total_l == pytest.approx(expected.total_l, rel=1e-12)
    assert found.total_l >= 0.0
