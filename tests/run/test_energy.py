"""Where the energy of a run went, batteries included."""

from __future__ import annotations

import pytest

from tests.scenes.stage import played


def test_the_parts_and_what_batteries_keep_and_lose_add_up_to_the_import():
    energy = played("frequency").summary.energy
    assert energy.battery_given_mwh > 2.0
    parts_mwh = (
        energy.mining_mwh
        + energy.mining_aux_mwh
        + energy.mining_cooling_mwh
        + energy.ai_it_mwh
        + energy.ai_overhead_mwh
        + energy.net_stored_mwh
        + energy.loss_mwh
        + energy.battery_stored_mwh
        + energy.battery_lost_mwh
    )
    assert parts_mwh == pytest.approx(energy.import_mwh, rel=1e-9)
    assert abs(energy.balance_ratio) < 1e-9


def test_what_a_battery_took_and_gave_is_what_it_keeps_and_lost():
    energy = played("frequency").summary.energy
    net_mwh = energy.battery_taken_mwh - energy.battery_given_mwh
    kept_mwh = energy.battery_stored_mwh + energy.battery_lost_mwh
    assert net_mwh == pytest.approx(kept_mwh, rel=1e-9)
    assert energy.battery_lost_mwh == pytest.approx(energy.battery_given_mwh * (1 / 0.94 - 1))
