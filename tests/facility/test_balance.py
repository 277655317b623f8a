"""The arithmetic of one node, by hand."""

from __future__ import annotations

import pytest

from tests.facility.wirings import windings, wired
from tests.plants import T0_US, apply, small_plant, started
from twin.facility.wiring import Switching, Wiring
from twin.facts.power import BreakerOpened

P_W, Q_VAR = 2.0e6, 0.5e6


@pytest.fixture
def net():
    """One pad of 2.5 MVA on one feeder on one main of 25 MVA, loaded and settled."""
    wiring = Wiring(
        pad_feeder=[0],
        feeder_bus=[0],
        feeder_r_ohm=[0.1],
        feeder_x_ohm=[0.12],
        feeder_v=[13_800.0],
        main_bus=[0],
        main_share_va=[1.0],
        tie_buses=[],
        mains=windings([25e6]),
        pads=windings([2.5e6]),
        contracted_w=1e8,
        bus_count=1,
        feeder_alert_va=[2.4e6],
    )
    on = Switching(
        pad_ok=[True], feeder_closed=[True], main_closed=[True], tie_closed=[], bus_ok=[True]
    )
    case = wired(wiring, on)
    case.net.pad_p_w[0], case.net.pad_q_var[0] = P_W, Q_VAR
    case.net.settle_all(0)
    return case.net


def test_a_pad_takes_its_load_its_iron_and_its_copper(net):
    k2 = (P_W**2 + Q_VAR**2) / 2.5e6**2
    assert net.pad_loss_w[0] == pytest.approx(2_500 + 15_000 * k2)
    assert net.pad_in_w[0] == pytest.approx(P_W + 2_500 + 15_000 * k2)
    assert net.pad_in_var[0] == pytest.approx(Q_VAR + 7_500 + 200_000 * k2)


def test_a_feeder_loses_its_current_squared_times_its_resistance(net):
    p_w, q_var = net.pad_in_w[0], net.pad_in_var[0]
    current_a = (p_w**2 + q_var**2) ** 0.5 / (3**0.5 * 13_800)
    assert net.feeder_in_w[0] - p_w == pytest.approx(3 * current_a**2 * 0.1)
    assert net.feeder_in_var[0] - q_var == pytest.approx(3 * current_a**2 * 0.12)


def test_what_is_lost_in_a_feeder_includes_its_pads(net):
    own_w = net.feeder_in_w[0] - net.pad_in_w[0]
    assert net.feeder_loss_w[0] == pytest.approx(own_w + net.pad_loss_w[0])


def test_the_main_takes_the_rest_and_the_site_imports_it(net):
    s_va = (net.feeder_in_w[0] ** 2 + net.feeder_in_var[0] ** 2) ** 0.5
    assert net.main_s_va[0] == pytest.approx(s_va)
    assert net.main_loss_w[0] == pytest.approx(25_000 + 150_000 * (s_va / 25e6) ** 2)
    assert net.import_w == pytest.approx(net.feeder_in_w[0] + net.main_loss_w[0])


def test_a_node_that_dies_carries_nothing_at_the_next_settling(net):
    net.switching.feeder_closed[0] = False
    net.rewire(1)
    net.settle_all(1)
    assert (net.pad_in_w[0], net.feeder_in_w[0], net.feeder_loss_w[0]) == (0.0, 0.0, 0.0)
    assert net.import_w == pytest.approx(25_000)


def test_a_unit_without_voltage_carries_no_load():
    plant = started(small_plant())
    assert max(plant.transformers.load_va) > 0
    for main in plant.parts.main_ids:
        apply(plant, T0_US, main + "-LV", BreakerOpened("a person"))
    assert set(plant.transformers.load_va) == {0.0}
    assert plant.net.import_w == 0.0


def test_a_feeder_that_its_relay_may_see_is_marked_and_unmarked(net):
    assert not net.over
    net.pad_p_w[0] = 2.5e6
    net.settle_all(0)
    assert net.over == 1 << 2, "above the main and the interconnect"
    net.pad_p_w[0] = 1.0e6
    net.settle_all(0)
    assert not net.over
