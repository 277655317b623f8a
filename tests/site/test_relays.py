"""Relays of a site: what they stand for, and dials that wait."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.site.small import SITE
from twin import shipped
from twin.site import load_site
from twin.site.relays import amperes

ASKED = "protection: {}\n"


def relays(more=ASKED):
    return {relay.id: relay for relay in load_site(SITE + more, file="small.yaml").relays}


def test_every_breaker_and_tie_has_a_relay_from_the_loads_to_the_grid():
    found = relays()
    kinds = [relay.kind for relay in found.values()]
    assert kinds == sorted(kinds, key=["feeder", "tie", "low", "high"].index)
    assert set(found) == {
        *("F1", "FA", "FB", "TIE-12", "TIE-23", "TIE-13"),
        *("T1-LV", "T2-LV", "T1-HV", "T2-HV"),
    }


def test_pickups_stand_over_the_ratings_by_the_ratios_of_the_document():
    found = relays()
    rated_a = 25e6 / sqrt(3) / 13.8e3
    assert found["F1"].spec.pickup_a == 480.0
    assert found["FB"].spec.pickup_a == round(1.2 * 10e6 / sqrt(3) / 13.8e3)
    assert found["T1-LV"].spec.pickup_a == round(1.5 * rated_a)
    assert found["T1-HV"].spec.pickup_a == round(1.8 * rated_a / 10.0)
    assert amperes(25.0, 13.8) == pytest.approx(rated_a)


def test_an_entry_replaces_what_would_be_derived_and_what_stands_above_waits_for_it():
    given = relays("protection: {relays: [{id: FB, instantaneous_a: null, rated_a: 800}]}\n")
    assert given["FB"].spec.instantaneous_a is None
    assert given["FB"].breaker.rated_a == 800.0
    assert given["TIE-12"].spec.dial_ratio > relays()["TIE-12"].spec.dial_ratio


def test_the_shipped_sites_have_relays_everywhere():
    for name in ("w100", "w100-hybrid"):
        site = load_site(shipped.text("sites", name), file=name)
        assert len(site.relays) == len(site.feeders) + len(site.ties) + 2 * len(site.transformers)
