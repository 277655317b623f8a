"""A finding reads as bad input is reported: where, what, value, allowed, remedy."""

from __future__ import annotations

from tests.devices.protection.paths import path
from twin.devices.protection.coordination import findings


def test_a_finding_is_told_as_a_fault():
    (found,) = findings(path(M1__device__load_a=2600))
    assert str(found.as_fault("w100.yaml", 12)) == (
        "w100.yaml:12: M1: carries more than 80% of its rating for 3 h and more "
        "(is 2600 A of 3200 A); allowed: at most 2560 A; "
        "rate it for 3250 A, or take one listed for 100 % (continuous_frac: 1)"
    )


def test_every_finding_has_all_its_words():
    spoilt = {
        "F1__device__load_a": 1000,
        "F1__line__tau_min": 0.5,
        "F1__device__transformers__primary_a": 100,
        "P1__device__breaker__breaking_ka": 2,
        "P1__device__relay__pickup_a": 700,
        "M1__device__moulded_case__long_time_s": 900,
        "R1__line__kv": 0.6,
        "R1__line__length_km": 1.5,
    }
    found = findings(path(**spoilt))
    expected = {"voltage", "continuous_load", "pickup", "sensitivity", "clearing"}
    assert {one.rule for one in found} == expected | {"breaking", "saturation", "damage", "margin"}
    for one in found:
        assert all((one.what, one.where, one.value, one.allowed, one.remedy))
        assert not one.what.endswith(".")
