"""A hall behind a static switch: one bus lost is four milliseconds, both are a fall or a ride."""

from __future__ import annotations

import pytest

from tests.scenes.stage import played

H, GAP_S, RETURN_S = 3600.0, 0.004, 10.0


@pytest.fixture(scope="module")
def scene():
    return played("static")


def steps(scene, from_s, to_s):
    return [
        (round(one.at_s - from_s, 6), one.fact.limit, one.fact.side)
        for one in scene.of("TransferStepped")
        if from_s <= one.at_s < to_s
    ]


def test_a_short_circuit_on_its_bus_moves_the_hall_within_a_quarter_cycle(scene):
    (began,), (opened,) = scene.of("FaultBegan", "F1"), scene.of("BreakerOpened", "F1")
    home_s = round(opened.at_s - began.at_s + RETURN_S, 6)
    assert steps(scene, H, 2 * H) == [
        (0.0, "source_lost", "FA"),
        (0.0, "left", "FB"),
        (GAP_S, "landed", "FB"),
        (home_s, "left", "FA"),
        (round(home_s + GAP_S, 6), "landed", "FA"),
    ]
    assert scene.root(scene.of("TransferStepped")[1]).kind == "CommandAccepted"


def test_miners_beside_it_let_go_and_the_racks_never_notice(scene):
    let_go = [one.subject for one in scene.of("RideThroughFailed") if one.at_s < 2 * H]
    assert let_go == ["M1"]
    assert [one.at_s for one in scene.of("SupplyLost", "H1")] == [4 * H]
    plant = scene.plant(4 * H - 1e-3)
    assert plant.halls.unserved_at_j(0, plant.t_us) == 0.0


def test_a_sag_of_both_sources_holds_it_back_and_the_envelope_stands_it(scene):
    told = scene.of("TransferBarred")
    assert [(one.at_s, one.fact.other_pu) for one in told] == [(2 * H, 0.75), (4 * H, 0.0)]
    assert all(scene.root(one).kind == "GridVoltageChanged" for one in told)
    assert steps(scene, 2 * H, 3 * H) == [(0.0, "source_lost", "FA")]
    assert "H1" not in {one.subject for one in scene.of("RideThroughFailed")}


def test_a_lost_transformer_costs_it_nothing_and_it_goes_home_when_the_tie_has_fed_the_bus(scene):
    (closed,) = scene.of("TieClosed", "TIE")
    assert closed.at_s == 3 * H + 3.0
    home_s = 3.0 + RETURN_S
    assert steps(scene, 3 * H, 3 * H + 60.0)[1:] == [
        (0.0, "left", "FB"),
        (GAP_S, "landed", "FB"),
        (home_s, "left", "FA"),
        (home_s + GAP_S, "landed", "FA"),
    ]


def test_its_power_comes_through_one_unit_transformer_at_a_time(scene):
    for after_s, place in ((H - 1.0, 0), (H + 1.0, 1), (H + 20.0, 0), (3 * H + 5.0, 1)):
        plant = scene.plant(after_s)
        first, second = (plant.net.pad_p_w[pad] for pad in plant.parts.hall_pads[0])
        assert (first, second)[place] == plant.hall_w[0] > 4e6
        assert (first, second)[1 - place] == 0.0


def test_energy_closes(scene):
    assert abs(scene.summary.energy.balance_ratio) < 1e-9
