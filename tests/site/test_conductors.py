"""Conductors of feeders carry the rating of their feeder in the hottest hour."""

from __future__ import annotations

import pytest

from tests.site.small import SITE
from twin.devices.protection.conductor import ConductorSpec, settled_c
from twin.site import examine_site

F1 = "{id: F1, bus: M1, rated_a: 400}"


def faults_of(conductor):
    text = SITE.replace(F1, F1[:-1] + f", conductor: {conductor}}}")
    return examine_site(text, file="small.yaml")[1]


def test_a_conductor_that_carries_its_feeders_rating_is_sound():
    assert faults_of("{rated_a: 500}") == []


def test_one_that_would_get_too_warm_is_a_fault_that_says_how_warm():
    (fault,) = faults_of("{rated_a: 400}")
    warmest_c = settled_c(ConductorSpec(rated_a=400.0), 400.0, 42.0)
    assert f"{warmest_c:.0f} °C" in str(fault)
    assert "F1" in str(fault)


@pytest.mark.parametrize("written", ["{}", "{rated_a: 500, tau_min: 0}", "{rated_a: 500, mass: 1}"])
def test_what_a_conductor_cannot_be_is_a_fault(written):
    assert len(faults_of(written)) == 1
