"""From nameplate to SI: stages, R on each base, impedance, taps, limits."""

from __future__ import annotations

from math import hypot, inf

import pytest

from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import stages_of, unit_constants


def test_three_stages_are_60_80_and_100_percent():
    unit = unit_constants(TransformerSpec(mva_onan=15, mva_max=25))
    assert [stage.base_va for stage in unit.stages] == [15e6, 20e6, 25e6]
    cooled = [stage.cooling for stage in stages_of(TransformerSpec(mva_onan=15, mva_max=25))]
    assert cooled == ["onan", "onaf", "onaf"]


def test_the_loss_ratio_scales_with_the_square_of_the_base():
    unit = unit_constants(TransformerSpec(mva_onan=15, mva_max=25))
    assert [stage.loss_ratio for stage in unit.stages] == pytest.approx([2.16, 3.84, 6.0])


def test_the_loss_ratio_follows_the_nameplate_where_both_losses_are_given():
    unit = unit_constants(TransformerSpec(mva_max=25, p0_kw=20, pk_kw=100))
    assert unit.stages[0].loss_ratio == 5.0
    told = unit_constants(TransformerSpec(mva_max=25, p0_kw=20, pk_kw=100, loss_ratio=8))
    assert told.stages[0].loss_ratio == 8.0


def test_a_stage_overrides_the_unit_which_overrides_the_mode():
    spec = TransformerSpec(
        gradient_k=24.0,
        stages=[
            {"mva": 10, "cooling": "onan"},
            {"mva": 15, "cooling": "onaf", "gradient_k": 20.0, "stop_k": 9.0},
        ],
    )
    first, second = unit_constants(spec).stages
    assert (first.thermal.gradient_k, second.thermal.gradient_k) == (24.0, 20.0)
    assert (first.start_oil_c, second.start_oil_c, second.stop_k) == (inf, 60.0, 9.0)


def test_an_ieee_unit_has_ieee_stages():
    unit = unit_constants(TransformerSpec(mva_onan=15, mva_max=25, cooling="ieee_of"))
    assert all(stage.ieee for stage in unit.stages)


def test_impedance_splits_into_resistance_and_reactance():
    unit = unit_constants(TransformerSpec(kva=2500, z_pct=6, pk_kw=22))
    assert unit.resistance_pu == pytest.approx(0.0088)
    assert hypot(unit.resistance_pu, unit.reactance_pu) == pytest.approx(0.06)


def test_a_bank_has_the_losses_of_all_and_the_impedance_of_one():
    one = unit_constants(TransformerSpec(kva=2500))
    bank = unit_constants(TransformerSpec(kva=2500, parallel_count=3))
    assert (bank.p0_w, bank.pk_w, bank.rated_va) == (3 * one.p0_w, 3 * one.pk_w, 3 * one.rated_va)
    assert (bank.resistance_pu, bank.reactance_pu) == (one.resistance_pu, one.reactance_pu)


def test_a_tap_step_up_lowers_the_low_side():
    assert unit_constants(TransformerSpec(kva=500, tap_step_count=2)).ratio_pu == 1 / 1.05


def test_limits_come_protective_first_and_watches_have_no_hysteresis():
    watch = {"name": "mine", "quantity": "top_oil", "value_c": 80.0, "direction": "rising"}
    limits = unit_constants(TransformerSpec(kva=500, limits=[watch])).limits
    assert [limit.name for limit in limits] == [
        "alarm_top_oil",
        "alarm_winding",
        "shed_winding",
        "trip_top_oil",
        "trip_winding",
        "mine",
    ]
    assert limits[-1].level_c == limits[-1].reset_c == 80.0
    assert (limits[-1].oil, limits[-1].watch, limits[-1].reports) == (True, True, "rising")
    assert all(limit.level_c - limit.reset_c == 5.0 for limit in limits[:-1])
