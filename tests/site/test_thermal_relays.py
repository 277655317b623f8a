"""A thermal relay that would trip on its own load is named with what it must carry."""

from __future__ import annotations

import pytest

from tests.facility.guarded import RELAYS, STOUT
from tests.plants import SITE
from twin.site import examine_site


def examined(thermal):
    text = SITE
    for old, new in (RELAYS, *STOUT):
        text = text.replace(old, new)
    text = text.replace(
        "protection: {}", f"protection: {{relays: [{{id: F1, thermal: {thermal}}}]}}"
    )
    return examine_site(text, file="small.yaml")


def test_one_that_carries_its_load_is_beside_the_derived_relay():
    site, faults = examined("{base_a: 600}")
    assert faults == []
    relay = next(one for one in site.relays if one.id == "F1")
    assert (relay.thermal.base_a, relay.listed) == (600.0, True)
    assert (
        relay.spec
        == next(one for one in examined("{base_a: 700}")[0].relays if one.id == "F1").spec
    )


def test_one_that_does_not_is_a_fault_with_the_least_that_would():
    _, (fault,) = examined("{base_a: 400}")
    assert fault.path == "protection.relays[0].thermal.base_a"
    assert "trips on its largest continuous load of 561.7 A" in str(fault)
    least_a = float(fault.allowed.removeprefix("above ").removesuffix(" A"))
    assert least_a == pytest.approx(561.7 / 1.05, abs=0.1)


def test_the_settings_of_the_device_are_checked_at_their_place():
    _, faults = examined("{base_a: 600, alarm_frac: 1.2}")
    assert [one.path for one in faults] == ["protection.relays[0].thermal.alarm_frac"]
