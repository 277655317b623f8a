"""What an outage costs (E24)."""

from __future__ import annotations

import pytest

from twin.economics.downtime import LostComputing, downtime_cost, rent_usd_per_mw_h


def test_150_usd_of_rent_are_205_usd_a_megawatt_hour_e24():
    assert rent_usd_per_mw_h(150.0) == pytest.approx(205.5, abs=0.05)


@pytest.mark.parametrize(
    ("usd_per_gpu_h", "usd_per_mw_h", "half_hour_usd"),
    [
        pytest.param(2.65, 1.3e3, 6.7e3, id="E24-contract"),
        pytest.param(5.30, 2.7e3, 13.3e3, id="E24-spot"),
    ],
)
def test_half_an_hour_of_ten_megawatts(usd_per_gpu_h, usd_per_mw_h, half_hour_usd):
    # 72 GPUs in a rack of 132 kW, and 1.92 MW of network and storage among 24.9 MW.
    gpu_per_mw = 174 * 72 / 24.9
    assert gpu_per_mw == pytest.approx(503.0, abs=0.5)
    lost = LostComputing(gpu_per_mw=gpu_per_mw, usd_per_gpu_h=usd_per_gpu_h)
    assert downtime_cost(lost, 1.0, 1.0).total_usd == pytest.approx(usd_per_mw_h, rel=0.03)
    assert downtime_cost(lost, 10.0, 0.5).total_usd == pytest.approx(half_hour_usd, rel=0.01)


def test_starting_again_and_what_the_landlord_owes_come_on_top():
    lost = LostComputing(gpu_per_mw=500.0, usd_per_gpu_h=2.0, restart_h=2.0)
    found = downtime_cost(lost, 1.0, 0.5, credit_usd=100.0, churn_usd=10.0)
    assert (found.computing_usd, found.restart_usd) == (500.0, 2_000.0)
    assert found.total_usd == 2_610.0
