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


def library(trees):
    """What power-grid-model says of many trees at once, each an island with its own source.

    Returns:
        Voltages of nodes, power into and out of branches, and power of sources, island by island.
    """
    pgm = pytest.importorskip("power_grid_model")
    kind, sizes = pgm.ComponentType, [len(parent) for parent, _, _ in trees]
    first = np.concatenate([[0], np.cumsum(sizes)])
    count, heads = int(first[-1]), first[:-1]
    below = np.setdiff1d(np.arange(count), heads)
    ohm = np.concatenate([z for _, z, _ in trees])[below]
    taken = np.concatenate([load for _, _, load in trees])[below]
    node = pgm.initialize_array("input", "node", count)
    node["id"], node["u_rated"] = np.arange(count), 10e3
    line, pairs = pgm.initialize_array("input", "line", len(below)), zip(heads, trees, strict=True)
    line["id"], line["to_node"] = count + below, below
    line["from_node"] = np.concatenate([at + np.array(t[0]) for at, t in pairs])[below]
    line["from_status"] = line["to_status"] = 1
    line["r1"], line["x1"], line["c1"], line["tan1"] = ohm.real, ohm.imag, 0.0, 0.0
    load = pgm.initialize_array("input", "sym_load", len(below))
    load["id"], load["node"], load["status"], load["type"] = 2 * count + below, below, 1, 0
    load["p_specified"], load["q_specified"] = taken.real, taken.imag
    source = pgm.initialize_array("input", "source", len(trees))
    source["id"], source["node"], source["status"] = 3 * count + heads, heads, 1
    source["u_ref"], source["sk"] = 1.0, 1e20
    arrays = {kind.node: node, kind.line: line, kind.sym_load: load, kind.source: source}
    solved = pgm.PowerGridModel(arrays).calculate_power_flow(error_tolerance=1e-12)
    volts, flows = solved[kind.node]["u"], solved[kind.line]
    sent, got = np.zeros(count, complex), np.zeros(count, complex)
    sent[below] = flows["p_from"] + 1j * flows["q_from"]
    got[below] = flows["p_to"] + 1j * flows["q_to"]
    sent[heads] = solved[kind.source]["p"] + 1j * solved[kind.source]["q"]
    cut = first[1:-1]
    islands = (np.split(column, cut) for column in (volts, sent, got))
    return list(zip(*islands, strict=True))


def deviations(tree, judged):
    """Worst deviation of a tree: voltages and flows relative to the source's, losses likewise."""
    volts, sent, got = judged
    flow = radial_flow(*tree, 10_000.0)
    scale_va = max(abs(flow.source_va), 1.0)
    lost_w = float((sent[1:] + got[1:]).real.sum())
    return {
        "voltage": float(np.abs(np.abs(flow.voltage_v) - volts).max()) / 10_000.0,
        "flow": float(np.abs(np.array(flow.sent_va) - sent).max()) / scale_va,
        "loss": abs(flow.loss_w - lost_w) / scale_va,
    }


@settings(max_examples=10)
@given(trees())
def test_a_random_tree_agrees_with_the_library(tree):
    worst = deviations(tree, library([tree])[0])
    assert max(worst.values()) < 1e-8, worst


def grown(luck):
    """A tree of 2 to 100 nodes, from a star to a chain, scaled so that it drops but holds.

    All of the load at the end of its longest path would drop 2 to 20 % to first order.
    """
    count, reach = int(luck.integers(2, 101)), int(luck.integers(1, 40))
    parent = [0, *(int(luck.integers(max(0, n - reach), n)) for n in range(1, count))]
    ohm = luck.uniform(0.01, 0.5, count) + 1j * luck.uniform(0.001, 0.5, count)
    power = luck.uniform(0.0, 6e6, count) / count + 1j * luck.uniform(-1e6, 3e6, count) / count
    power[1:][luck.random(count - 1) < 0.3] = 0.0
    power[0] = 0.0
    paths = np.zeros(count)
    for n in range(1, count):
        paths[n] = paths[parent[n]] + abs(ohm[n])
    ohm *= luck.uniform(0.02, 0.2) * 1e8 / (paths.max() * max(np.abs(power).sum(), 1e3))
    return parent, ohm.tolist(), power.tolist()


def test_two_hundred_random_trees_agree_with_the_library():
    luck = np.random.default_rng(2326)
    trees = [grown(luck) for _ in range(200)]
    found = [deviations(tree, one) for tree, one in zip(trees, library(trees), strict=True)]
    worst = {name: max(one[name] for one in found) for name in found[0]}
    lowest_v = min(min(map(abs, radial_flow(*tree, 10_000.0).voltage_v)) for tree in trees)
    assert lowest_v < 9_500.0, "too little drops to judge by"
    assert max(worst.values()) < 1e-10, f"worst of 200 trees: {worst}"


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
