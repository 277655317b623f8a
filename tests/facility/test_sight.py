"""What relays see of a fault, by hand: all of it at its feeder, its share at the transformers."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.facility.guarded import guarded
from tests.plants import T0_US
from twin.facility.sight import as_written, seen_of


def seen(asset: str, *, ohm: float = 0.0, va: float = 0.0, fail: bool = False):
    plant = as_written(guarded(), T0_US)
    found = seen_of(plant, asset, resistance_ohm=ohm, power_va=va, nearest_fail=fail)
    return {one.relay: one for one in found}


def test_a_power_is_its_current_at_the_feeder_and_by_the_turns_before_the_transformer():
    found = seen("F1", va=10e6)
    assert found["F1"].current_a == pytest.approx(10e6 / (sqrt(3) * 13_800), rel=1e-9)
    assert found["T1-LV"].current_a == pytest.approx(found["F1"].current_a, rel=1e-12)
    assert found["T1-HV"].current_a == pytest.approx(10e6 / (sqrt(3) * 138_000), rel=1e-9)
    assert found["F1"].share_ratio == found["F1"].current_a / found["F1"].pickup_a


def test_a_bolted_fault_is_seen_and_one_of_900_ohm_by_nobody():
    assert max(one.share_ratio for one in seen("F1").values()) > 1.5
    assert max(one.share_ratio for one in seen("F1", ohm=900.0).values()) < 0.1


def test_the_first_is_the_one_nearest_to_a_trip():
    assert next(iter(seen("F1"))) == "F1"


def test_a_breaker_that_fails_leaves_those_behind_it():
    assert set(seen("F1", fail=True)) == {"T1-LV", "T1-HV"}
    assert set(seen("M1", fail=True)) == {"T1-HV"}
