"""A tap changer of a document: its ranges, its bus to itself, and where it comes to rest."""

from __future__ import annotations

import pytest

from tests.site.small import SITE
from tests.site.test_voltages import made_of
from twin.site import examine_site
from twin.site.voltages import design_voltages_pu

T1 = "- {id: T1, model: main-25, bus: M1}"


def with_oltc(written="{}", *changes):
    text = SITE.replace(T1, T1[:-1] + f", oltc: {written}}}")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def faults_of(text):
    return examine_site(text, file="small.yaml")[1]


def test_a_tap_changer_with_nothing_but_defaults_is_sound():
    site, faults = examine_site(with_oltc(), file="small.yaml")
    assert faults == []
    assert site is not None
    assert [main.oltc is not None for main in site.transformers] == [True, False]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("{dead_band_pct: 0.3}", "one step would hunt"),
        ("{first_delay_s: 0}", "first_delay_s"),
        ("{step_pct: 11}", "step_pct"),
        ("{setpoint: 1}", "setpoint"),
    ],
)
def test_what_a_tap_changer_cannot_be_is_a_fault_at_its_key(written, says):
    (fault,) = faults_of(with_oltc(written))
    assert "T1" in fault.path or "transformers" in fault.path
    assert says in str(fault)


def test_a_bus_that_two_transformers_may_feed_at_once_is_not_regulated():
    parallel = (
        "id: TIE-12, between: [M1, M2]",
        "id: TIE-12, between: [M1, M2], parallel_allowed: true",
    )
    (fault,) = faults_of(with_oltc("{}", parallel))
    assert "in parallel" in str(fault)
    assert faults_of(SITE.replace(*parallel)) == []


@pytest.mark.parametrize("setpoint_pu", [0.97, 1.0, 1.03])
def test_the_design_voltage_of_its_bus_lies_in_its_dead_band(setpoint_pu):
    document, made = made_of(with_oltc(f"{{setpoint_pu: {setpoint_pu}}}"))
    _, name, bus_pu = next(iter(design_voltages_pu(document, made, made.mains[0])))
    assert name == "bus M1"
    assert abs(bus_pu - setpoint_pu) <= 0.01
