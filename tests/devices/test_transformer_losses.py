"""Losses, reactive need and voltage against closed forms and a load-flow library."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.devices.transformer_losses import (
    best_load_va,
    efficiency_frac,
    loss_w,
    low_side_pu,
    reactive_var,
)
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import unit_constants

PAD = {"kva": 2500, "z_pct": 6, "pk_kw": 22, "p0_kw": 1.75, "i0_pct": 0.2}


def pad(**more):
    return unit_constants(TransformerSpec(**{**PAD, **more}))


def by_library(load_w, load_var, *, tap=0):
    """Low-side voltage [V] of a 20/0.4 kV unit on a stiff source, by power-grid-model."""
    pgm = pytest.importorskip("power_grid_model")
    kind, node = pgm.ComponentType, pgm.initialize_array("input", "node", 2)
    node["id"], node["u_rated"] = [1, 2], [20e3, 400.0]
    source = pgm.initialize_array("input", "source", 1)
    for key, value in {"id": 3, "node": 1, "status": 1, "u_ref": 1.0, "sk": 1e20}.items():
        source[key] = value
    load = pgm.initialize_array("input", "sym_load", 1)
    load["id"], load["node"], load["status"] = 4, 2, 1
    load["type"], load["p_specified"], load["q_specified"] = 0, load_w, load_var
    unit = pgm.initialize_array("input", "transformer", 1)
    keys = {"id": 5, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1}
    keys |= {"u1": 20e3, "u2": 400.0, "sn": 2.5e6, "uk": 0.06, "pk": 22e3, "i0": 0.002}
    keys |= {"p0": 1750.0, "winding_from": 2, "winding_to": 1, "clock": 11, "tap_side": 0}
    keys |= {"tap_pos": tap, "tap_min": -5, "tap_max": 5, "tap_nom": 0, "tap_size": 500.0}
    for key, value in keys.items():
        unit[key] = value
    arrays = {kind.node: node, kind.source: source, kind.sym_load: load, kind.transformer: unit}
    return float(pgm.PowerGridModel(arrays).calculate_power_flow()[kind.node]["u"][1])


@pytest.mark.parametrize("tolerance", [pytest.param(1e-8, id="oracle-24")])
def test_the_low_side_of_a_loaded_unit_is_the_closed_form(tolerance):
    found_pu = low_side_pu(pad(), 2.0e6, 0.6e6)
    assert found_pu == pytest.approx(0.977139294, abs=tolerance)
    assert found_pu * 400.0 == pytest.approx(390.83198, abs=0.05)
    assert by_library(2.0e6, 0.6e6) == pytest.approx(390.83198, abs=1e-4)


@settings(max_examples=15)
@given(st.floats(0.0, 2.2e6), st.floats(0.0, 1.0e6), st.integers(-2, 2))
def test_any_load_agrees_with_the_library_but_for_the_magnetising_branch(load_w, load_var, tap):
    found_pu = low_side_pu(pad(tap_step_count=tap), load_w, load_var)
    assert found_pu * 400.0 == pytest.approx(by_library(load_w, load_var, tap=tap), abs=0.1)


def test_more_load_than_the_impedance_can_carry_is_a_collapse():
    assert low_side_pu(pad(), 30e6, 10e6) is None
    assert low_side_pu(pad(), 2e6, 0.0, source_pu=0.05) is None


@given(st.floats(0.0, 2e6), st.floats(0.0, 1e6), st.floats(1.0, 2e5))
def test_voltage_falls_with_load(load_w, load_var, more_w):
    assert low_side_pu(pad(), load_w + more_w, load_var) < low_side_pu(pad(), load_w, load_var)


@given(st.floats(0.0, 3e6), st.floats(0.8, 1.1))
def test_losses_have_a_floor_and_rise_with_the_square_of_the_load(load_va, voltage_pu):
    unit = pad()
    none_w, some_w = loss_w(unit, 0.0, voltage_pu), loss_w(unit, load_va, voltage_pu)
    assert none_w == pytest.approx(1750.0 * voltage_pu**2)
    assert some_w - none_w == pytest.approx(22e3 * (load_va / 2.5e6) ** 2, abs=1e-6)


def test_efficiency_peaks_where_both_losses_are_equal():
    unit = pad()
    best = best_load_va(unit)
    assert best / unit.rated_va == pytest.approx(sqrt(1.75 / 22))
    loads = np.linspace(0.01, 1.2, 200) * unit.rated_va
    assert max(efficiency_frac(unit, float(x)) for x in loads) <= efficiency_frac(unit, best)
    assert efficiency_frac(unit, 0.0) == 0.0
    assert efficiency_frac(unit, 2.5e6, 0.95) == pytest.approx(2.375 / (2.375 + 0.02375))


def test_reactive_need_is_magnetising_plus_leakage():
    unit = pad()
    idle = reactive_var(unit, 0.0)
    assert idle == pytest.approx(2.5e6 * sqrt(0.002**2 - 0.0007**2))
    assert reactive_var(unit, 2.5e6) - idle == pytest.approx(2.5e6 * unit.reactance_pu)
