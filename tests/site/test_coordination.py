"""Relays that can't see, don't wait or pick up too low are named with their path and a remedy."""

from __future__ import annotations

import pytest

from tests.site.small import SITE
from twin import shipped
from twin.site import examine_site

ROWS = "protection:\n  relays:\n"


def found(entries):
    return examine_site(SITE + ROWS + entries, file="small.yaml")[1]


@pytest.mark.parametrize("name", ["w100", "w100-hybrid"])
def test_the_shipped_sites_coordinate(name):
    text = shipped.text("sites", name)
    assert "protection:" in text
    assert examine_site(text, file=name)[1] == []


def test_derived_settings_coordinate_on_every_path():
    assert examine_site(SITE + "protection: {}\n", file="small.yaml")[1] == []
    slow = "protection: {curve: iec_vi, margin_s: 0.4}\n"
    assert examine_site(SITE + slow, file="small.yaml")[1] == []


def test_a_main_that_does_not_wait_for_its_feeders_is_named_with_path_currents_and_times():
    faults = found("  - {id: T1-LV, dial_ratio: 0.1}\n")
    waits = next(fault for fault in faults if "does not wait for F1" in fault.what)
    assert waits.path == "protection.relays[0]"
    assert waits.line > 0
    assert "(T1-LV)" in waits.what
    assert "POI, T1-HV, T1-LV, F1" in waits.what
    assert " A" in waits.value
    assert " s" in waits.value
    assert "0.3 s" in waits.allowed
    assert waits.remedy


def test_a_relay_that_cannot_see_the_end_of_its_zone_is_named():
    faults = found("  - {id: F1, pickup_a: 5000, instantaneous_a: null}\n")
    blind = next(fault for fault in faults if "may not see" in fault.what)
    assert "(F1)" in blind.what
    assert "pick up at" in blind.remedy


def test_a_pickup_below_the_largest_load_and_a_breaker_past_its_share_are_named():
    faults = found("  - {id: F1, pickup_a: 100, rated_a: 120}\n")
    assert any("picks up too close to its load" in fault.what for fault in faults)
    over = next(fault for fault in faults if "80%" in fault.what)
    assert "continuous_frac: 1" in over.remedy
    listed = found("  - {id: F1, rated_a: 130, continuous_frac: 1}\n")
    assert not any("of its rating for 3 h" in fault.what for fault in listed)


def test_a_tie_that_races_the_feeders_beyond_it_is_found_in_the_state_that_closes_it():
    faults = found("  - {id: TIE-12, dial_ratio: 0.1}\n")
    assert any("(TIE-12) does not wait for" in fault.what for fault in faults)
    assert all("TIE-12" in fault.what for fault in faults)


def test_a_relay_at_no_breaker_or_given_twice_is_a_fault():
    (fault,) = found("  - {id: F9}\n")
    assert (fault.path, fault.what) == (
        "protection.relays[0].id",
        "is no breaker or tie of the site",
    )
    (fault,) = found("  - {id: F1}\n  - {id: F1}\n")
    assert fault.what.startswith("has an entry already, at line ")
