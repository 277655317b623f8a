"""Short-circuit currents along a path against textbook sums and a short-circuit library."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.line import LineSpec
from twin.devices.protection.fault import FaultSpec, SourceSpec, node_faults
from twin.devices.transformer_spec import TransformerSpec

GRID = SourceSpec(kv=34.5, short_circuit_mva=1000)
PLAIN = FaultSpec(most_ratio=1, most_low_ratio=1, least_low_ratio=1, hot_ratio=1)


def line(km, kv=34.5, r=0.2, x=0.35):
    return LineSpec(length_km=km, kv=kv, r_ohm_per_km=r, x_ohm_per_km=x)


def test_the_source_has_its_own_short_circuit_power():
    (node,) = node_faults(GRID, [])
    assert node.most_a == pytest.approx(1e9 / (3**0.5 * 34.5e3), rel=1e-12)
    assert node.x_over_r_ratio == pytest.approx(10.0)


def test_behind_an_unloaded_grid_a_transformer_lets_its_rating_over_its_impedance_through():
    endless = SourceSpec(kv=13.8, short_circuit_mva=200_000)
    unit = TransformerSpec(kva=2500, z_pct=5.75, hv_kv=13.8, lv_kv=0.48)
    node = node_faults(endless, [unit], PLAIN)[1]
    assert node.most_a == pytest.approx(2.5e6 / (3**0.5 * 480) / 0.0575, rel=3e-4)
    assert node.turns_ratio == pytest.approx(0.48 / 13.8)


def test_the_least_fault_is_between_two_lines_hot_and_weak():
    weak = SourceSpec(kv=34.5, short_circuit_mva=1000, least_short_circuit_mva=400)
    head, tail = node_faults(weak, [line(8.0)])
    assert head.least_a == pytest.approx(head.most_a * 0.4 / 1.1, rel=1e-12)
    z_ohm = 1.1 * 34.5**2 / 400 * complex(1, 10) / 101**0.5 + 8 * complex(0.2 * 1.28, 0.35)
    assert tail.least_line_to_line_a == pytest.approx(34.5e3 / 2 / abs(z_ohm), rel=1e-12)


def test_a_least_power_above_the_largest_is_refused():
    with pytest.raises(ValidationError, match="above the largest"):
        SourceSpec(kv=10, short_circuit_mva=100, least_short_circuit_mva=200)


@given(st.lists(st.floats(0.1, 20.0), min_size=1, max_size=5))
def test_faults_fall_along_a_feeder(lengths_km):
    nodes = node_faults(GRID, [line(km) for km in lengths_km])
    for before, behind in pairwise(nodes):
        assert behind.most_a < before.most_a
        assert behind.least_line_to_line_a < behind.least_a < behind.most_a


def library_says(source, feeder, unit, behind, kind):
    """Current into a fault behind line, transformer and line, and in the first line."""
    pgm = pytest.importorskip("power_grid_model")
    node = pgm.initialize_array("input", "node", 4)
    node["id"], node["u_rated"] = np.arange(4), [34.5e3, 34.5e3, 480.0, 480.0]
    lines = pgm.initialize_array("input", "line", 2)
    lines["id"], lines["from_node"], lines["to_node"] = [10, 11], [0, 2], [1, 3]
    lines["from_status"] = lines["to_status"] = 1
    for n, one in enumerate((feeder, behind)):
        lines["r1"][n], lines["x1"][n] = (
            one.r_ohm_per_km * one.length_km,
            one.x_ohm_per_km * one.length_km,
        )
    lines["r0"], lines["x0"] = lines["r1"], lines["x1"]
    for name in ("c1", "tan1", "c0", "tan0"):
        lines[name] = 0.0
    bank = pgm.initialize_array("input", "transformer", 1)
    bank["id"], bank["from_node"], bank["to_node"] = 20, 1, 2
    bank["from_status"] = bank["to_status"] = 1
    bank["u1"], bank["u2"], bank["sn"] = 34.5e3, 480.0, unit.kva * 1e3
    bank["uk"], bank["pk"], bank["i0"], bank["p0"] = unit.z_pct / 100, unit.pk_kw * 1e3, 0.0, 0.0
    bank["winding_from"], bank["winding_to"], bank["clock"] = 2, 1, 11
    bank["tap_side"], bank["tap_pos"], bank["tap_nom"] = 0, 0, 0
    bank["tap_min"], bank["tap_max"], bank["tap_size"] = -1, 1, 100.0
    grid = pgm.initialize_array("input", "source", 1)
    grid["id"], grid["node"], grid["status"], grid["u_ref"] = 30, 0, 1, 1.0
    grid["sk"], grid["rx_ratio"] = source.short_circuit_mva * 1e6, 1 / source.x_over_r_ratio
    fault = pgm.initialize_array("input", "fault", 1)
    fault["id"], fault["status"], fault["fault_object"] = 40, 1, 3
    fault["fault_type"] = kind
    fault["fault_phase"] = 0 if kind == 0 else 4
    given_to = {"node": node, "line": lines, "transformer": bank, "source": grid, "fault": fault}
    model = pgm.PowerGridModel(given_to)
    short = model.calculate_short_circuit(
        calculation_method=pgm.CalculationMethod.iec60909,
        short_circuit_voltage_scaling=pgm.ShortCircuitVoltageScaling.minimum,
    )
    return float(np.max(short["fault"]["i_f"])), float(np.max(short["line"]["i_from"][0]))


@settings(max_examples=25)
@given(
    st.floats(50, 5000),
    st.floats(1, 30),
    st.floats(0.05, 20),
    st.floats(0.005, 0.3),
    st.floats(4, 9),
)
def test_any_path_agrees_with_the_library(power_mva, x_over_r, km, low_km, z_pct):
    """Its source has no voltage factor, its lines are cold, its least factor is 1: so are ours."""
    source = SourceSpec(kv=34.5, short_circuit_mva=power_mva, x_over_r_ratio=x_over_r)
    unit = TransformerSpec(kva=2500, z_pct=z_pct, pk_kw=22, hv_kv=34.5, lv_kv=0.48)
    feeder, behind = line(km), line(low_km, 0.48)
    node = node_faults(source, [feeder, unit, behind], PLAIN)[-1]
    (three_a, _), (two_a, seen_a) = (
        library_says(source, feeder, unit, behind, kind) for kind in (0, 2)
    )
    assert node.most_a == pytest.approx(three_a, rel=1e-6)
    assert node.least_line_to_line_a == pytest.approx(two_a, rel=1e-6)
    # Before delta to star one line carries 2 / sqrt(3) of it: as much as of three phases.
    assert seen_a == pytest.approx(two_a * node.turns_ratio * 2 / 3**0.5, rel=1e-5)
