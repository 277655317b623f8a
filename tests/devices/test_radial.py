"""The sweep of a radial network against a load-flow library and the balance of power."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.devices.line import behind_impedance_pu
from twin.devices.radial import radial_flow


@pytest.mark.parametrize("tolerance", [pytest.param(1e-5, id="oracle-26")])
def test_a_hundred_nodes_have_the_voltage_of_the_load_flow(tolerance):
    parent = [0, *((i - 1) // 3 for i in range(1, 100))]
    loads = [0j, *[100e3 + 20e3j] * 99]
    flow = radial_flow(parent, [0.05 + 0.04j] * 100, loads, 10_000.0)
    assert abs(flow.voltage_v[99]) == pytest.approx(9980.240880332, abs=tolerance)
    assert flow.sweep_count <= 8


@st.composite
def trees(draw):
    count = draw(st.integers(2, 25))
    parent = [0, *(draw(st.integers(0, n - 1)) for n in range(1, count))]
    # Next to zero, but not zero, the judge finds its matrix singular.
    x_ohm = st.just(0.0) | st.floats(0.001, 0.5)
    p_w, q_var = (st.just(0.0) | st.floats(1.0, most) for most in (150e3, 60e3))
    ohm = [complex(draw(st.floats(0.01, 0.5)), draw(x_ohm)) for _ in parent]
    load = [complex(draw(p_w), draw(q_var)) for _ in parent]
    return parent, ohm, [0j, *load[1:]]


@given(trees())
def test_power_sent_is_power_taken_plus_loss(tree):
    flow = radial_flow(*tree, 10_000.0)
    taken_w = sum(tree[2]).real
    assert flow.source_va.real == pytest.approx(
        taken_w + flow.loss_w, abs=1e-9 * abs(flow.source_va)
    )
    assert flow.loss_w >= 0.0


@given(trees())
def test_voltage_never_rises_downstream(tree):
    flow = radial_flow(*tree, 10_000.0)
    for n, feeds in enumerate(tree[0]):
        assert abs(flow.voltage_v[n]) <= abs(flow.voltage_v[feeds]) + 1e-9


@settings(max_examples=10)
@given(trees())
def test_a_random_tree_agrees_with_the_library(tree):
    pgm = pytest.importorskip("power_grid_model")
    parent, ohm, load = tree
    kind, count = pgm.ComponentType, len(parent)
    node = pgm.initialize_array("input", "node", count)
    node["id"], node["u_rated"] = np.arange(count), 10e3
    line = pgm.initialize_array("input", "line", count - 1)
    line["id"], line["from_node"], line["to_node"] = (
        np.arange(1000, 999 + count),
        parent[1:],
        node["id"][1:],
    )
    line["from_status"] = line["to_status"] = 1
    line["r1"], line["x1"] = [z.real for z in ohm[1:]], [z.imag for z in ohm[1:]]
    line["c1"] = line["tan1"] = 0.0
    taken = pgm.initialize_array("input", "sym_load", count - 1)
    taken["id"], taken["node"] = np.arange(2000, 1999 + count), node["id"][1:]
    taken["status"], taken["type"] = 1, 0
    taken["p_specified"], taken["q_specified"] = (
        [s.real for s in load[1:]],
        [s.imag for s in load[1:]],
    )
    source = pgm.initialize_array("input", "source", 1)
    source["id"], source["node"], source["status"], source["u_ref"], source["sk"] = (
        9999,
        0,
        1,
        1.0,
        1e20,
    )
    arrays = {kind.node: node, kind.line: line, kind.sym_load: taken, kind.source: source}
    judge = pgm.PowerGridModel(arrays).calculate_power_flow(error_tolerance=1e-12)[kind.node]["u"]
    flow = radial_flow(parent, ohm, load, 10_000.0)
    assert [abs(v) for v in flow.voltage_v] == pytest.approx(judge, rel=1e-8)


def test_one_branch_is_the_closed_form():
    flow = radial_flow([0, 0], [0j, 0.4 + 0.3j], [0j, 3e6 + 1e6j], 10_000.0)
    assert abs(flow.voltage_v[1]) == pytest.approx(
        behind_impedance_pu(10_000.0, (0.4, 0.3), (3e6, 1e6)), rel=1e-12
    )


def test_an_impossible_load_is_a_collapse():
    assert radial_flow([0, 0], [0j, 1 + 2j], [0j, 60e6 + 20e6j], 10_000.0) is None


def test_without_load_every_node_has_the_source_voltage():
    flow = radial_flow([0, 0, 1], [1j] * 3, [0j] * 3, 480.0)
    assert flow.voltage_v == [480.0] * 3
    assert flow.loss_w == 0.0
