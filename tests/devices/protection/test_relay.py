"""Overcurrent relays: their elements, their ceiling, and settings that make no relay."""

from __future__ import annotations

import pytest

from twin.devices.protection.relay import RelaySpec, trip_unit
from twin.documents import parse
from twin.errors import SiteError


def operate_s(multiple, **more):
    unit = trip_unit(RelaySpec.model_validate({"pickup_a": 600.0, "curve": "iec_si", **more}))
    return unit.operate_s(600.0 * multiple)


def test_above_20_times_the_time_stays_unless_told_otherwise():
    assert operate_s(20.0) == pytest.approx(2.267, abs=5.1e-4)
    assert operate_s(50.0) == pytest.approx(operate_s(20.0), rel=1e-12)
    assert operate_s(50.0, definite_above_ratio=None) == pytest.approx(0.14 / (50.0**0.02 - 1))
    assert operate_s(50.0, definite_above_ratio=10.0) == pytest.approx(2.970599, abs=1e-6)


def test_further_elements_are_there_when_they_have_a_pickup():
    full = {"definite_a": 3000.0, "definite_s": 0.3, "instantaneous_a": 9000.0}
    assert operate_s(6.0, **full) == 0.3
    assert operate_s(16.0, **full) == 0.03
    assert len(trip_unit(RelaySpec(pickup_a=600.0)).elements) == 1


def test_a_disc_takes_the_dial_into_its_reset_time():
    def drain_s(**more):
        spec = RelaySpec(pickup_a=1.0, dial_ratio=2.0, **more)
        return trip_unit(spec).elements[0].drain_s

    assert drain_s(reset="disc") == pytest.approx(2 * 21.6)
    assert drain_s(reset="disc", curve="ieee_mi") == pytest.approx(2 * 4.85)
    assert drain_s(reset="disc", curve="ieee_ei") == pytest.approx(2 * 29.1)
    assert drain_s(reset="disc", curve="iec_lti", reset_s=60.0) == 120.0
    assert drain_s() == 0.0


def test_a_relay_opens_nothing_by_itself():
    assert trip_unit(RelaySpec(pickup_a=1.0)).opening_s is None


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("pickup_a: 0", "pickup_a", ["out of range", "0 A", "above 0 A"]),
        ("pickup_a: -5", "pickup_a", ["-5 A", "above 0 A"]),
        ("pickup_a: 1\ncurve: iec_xi", "curve", ["iec_xi", "iec_si", "ieee_ei", "did you mean"]),
        (
            "pickup_a: 1\ncurve: iec_si\ndial_ratio: 4",
            "dial_ratio",
            ["range of its curve", "is 4", "0.025 to 3.2 for iec_si", "which standard"],
        ),
        (
            "pickup_a: 1\ncurve: ieee_vi\ndial_ratio: 0.05",
            "dial_ratio",
            ["is 0.05", "0.1 to 15 for ieee_vi"],
        ),
        ("pickup_a: 1\ndial_ratio: 20", "dial_ratio", ["out of range", "is 20", "at most 15"]),
        (
            "pickup_a: 1\ncurve: iec_lti\nreset: disc",
            "reset",
            ["needs a reset time", "disc with reset_s", "give reset_s"],
        ),
        ("pickup_a: 1\ntms_ratio: 1", "tms_ratio", ["is no field", "dial_ratio"]),
    ],
)
def test_a_bad_setting_says_where_what_and_what_to_do(text, path, words):
    with pytest.raises(SiteError) as caught:
        parse(text, file="relay.yaml", model=RelaySpec, error=SiteError)
    (fault,) = caught.value.faults
    assert fault.path == path
    for word in words:
        assert word in str(fault)


def test_all_faults_of_a_setting_are_said():
    with pytest.raises(SiteError) as caught:
        parse("pickup_a: 0\ncurve: x\ndial_ratio: 99", file="r", model=RelaySpec, error=SiteError)
    assert [fault.path for fault in caught.value.faults] == ["pickup_a", "curve", "dial_ratio"]
