"""A tap changer through a day: its instants by hand, its voltages by a solver that iterates."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.scenes.stage import played

H = 3600.0
STEP, BAND_PU = 0.00625, 0.01


@pytest.fixture(scope="module")
def scene():
    return played("taps")


def iterated_pu(scene, after_s):
    """Voltage of M1 as the fixed point of `V = V0 - Z conj(S / V)`, from the state alone."""
    plant = scene.plant(after_s)
    unit = plant.parts.units[0]
    no_load_pu = plant.grid_pu / (1.0 + plant.taps.tap_count[0] * STEP)
    ohm_pu = complex(unit.resistance_pu, unit.reactance_pu)
    load_pu = complex(plant.net.main_out_w[0], plant.net.main_out_var[0]) / unit.rated_va
    volts_pu = complex(no_load_pu)
    for _ in range(200):
        volts_pu = no_load_pu - ohm_pu * (load_pu / volts_pu).conjugate()
    return abs(volts_pu)


def steps(scene, first_s, last_s):
    return [one for one in scene.of("TapMoved", after_s=first_s) if one.at_s < last_s]


@pytest.mark.parametrize("fell_s", [1 * H, 2 * H], ids=["grid falls", "grid is back"])
def test_it_waits_45_s_and_steps_every_10_s(scene, fell_s):
    moved = steps(scene, fell_s, fell_s + H / 2)
    assert len(moved) > 4
    assert [one.at_s - fell_s for one in moved] == [45.0 + 10.0 * n for n in range(len(moved))]
    assert {scene.root(one).kind for one in moved} == {"GridVoltageChanged"}


def test_it_steps_by_one_towards_the_band_and_stops_inside(scene):
    for one, later in pairwise(scene.of("TapMoved")):
        assert abs(one.fact.tap_index - later.fact.tap_index) == 1
    for one in scene.of("TapMoved"):
        assert abs(one.fact.voltage_pu - 1.0) > BAND_PU
    for after_s in (0.5 * H, 1.5 * H, 2.5 * H, 3.5 * H, 5.9 * H, 8 * H):
        assert abs(iterated_pu(scene, after_s) - 1.0) <= BAND_PU


def test_the_voltage_before_each_step_is_that_of_the_iterated_solution(scene):
    for one in scene.of("TapMoved"):
        before_pu = iterated_pu(scene, one.at_s - 1e-6)
        assert one.fact.voltage_pu == pytest.approx(before_pu, abs=1e-6)


def test_miners_that_fall_asleep_raise_the_voltage_and_the_tap_follows(scene):
    moved = steps(scene, 3 * H, 4 * H)
    assert [one.fact.tap_index for one in moved] == sorted(one.fact.tap_index for one in moved)
    assert moved[0].fact.voltage_pu > 1.0 + BAND_PU
    slept = scene.said[moved[0].cause - 1]
    assert moved[0].at_s == slept.at_s + 45.0


def test_an_outage_moves_no_tap_while_it_lasts(scene):
    assert steps(scene, 6 * H, 6.1 * H) == []


def test_taps_move_no_energy(scene):
    plain = played("taps", "site.transformers[T1].oltc=null")
    assert plain.of("TapMoved") == []
    assert plain.plant(8 * H).import_j == scene.plant(8 * H).import_j


def test_three_hours_above_80_percent_of_its_fuses_are_told_of_a_feeder(scene):
    (exceeded,) = scene.of("DutyExceeded")
    (ended,) = scene.of("DutyEnded")
    assert (exceeded.subject, exceeded.at_s) == ("F1", 3 * H)
    assert ended.at_s == 3 * H + 5.0
    assert scene.said[ended.cause - 1].kind == "RowsSlept"
