"""What the picture shows is what the run says."""

from __future__ import annotations

import numpy as np
import pytest

from twin.cli.panel import breakevens_usd_per_mwh, models_in_service, panel_of, winding_limits_c
from twin.run.reading import open_run
from twin.units import J_PER_MWH, US_PER_S


@pytest.fixture(scope="module")
def panel(hours):
    return panel_of(hours)


@pytest.fixture(scope="module")
def run(hours):
    return open_run(hours)


def energy_mwh(panel, trace) -> float:
    step_s = float(np.diff(panel.t_us)[0]) / US_PER_S
    return float(trace.sum()) * step_s / J_PER_MWH


def test_energies_of_the_parts_are_those_of_the_summary(panel, run):
    energy = run.summary().energy
    for trace, expected in (
        (panel.ai_w, energy.ai_it_mwh),
        (sum(panel.mining_w.values()), energy.mining_mwh),
        (panel.aux_w, energy.mining_aux_mwh + energy.ai_overhead_mwh),
        (panel.loss_w, energy.loss_mwh),
    ):
        assert energy_mwh(panel, trace) == pytest.approx(expected, rel=1e-6)


def test_the_highest_hot_spot_is_that_of_the_summary(panel, run):
    for worst in run.summary().worst:
        if worst.is_main:
            highest_c = panel.hotspot_c[worst.id].max()
            assert highest_c == pytest.approx(worst.hotspot_c, abs=0.05)


def test_the_price_of_each_interval_lies_between_its_bounds(panel):
    low, mean, high = panel.price_usd_per_mwh
    assert (low <= mean + 1e-9).all()
    assert (mean <= high + 1e-9).all()
    assert np.isfinite(high).all()


def test_limits_and_models_are_the_plants(run):
    parts = run.line.parts
    assert winding_limits_c(parts) == {"alarm": 110.0, "shed": 120.0, "trip": 140.0}
    assert list(models_in_service(parts)) == ["s21", "s19j-pro-100"]


def test_a_breakeven_is_the_price_less_the_adders(run):
    scenario = run.line.inputs.scenario
    hashprice = np.array([30.0])
    found = breakevens_usd_per_mwh(scenario, {"s21": 17.5}, hashprice)["s21"][0]
    bare = scenario.model_copy(update={"policies": ()})
    # 30 USD/PH/day less 1 % on 17.5 J/TH and 5 % of fans: 67.35 USD/MWh; 4 of adders go off.
    assert found == pytest.approx(30.0 * 0.99 / 1000 / (17.5 * 1.05 * 86_400 / 3.6e6) * 1000 - 4.0)
    assert breakevens_usd_per_mwh(bare, {"s21": 17.5}, hashprice) == {}


def test_the_share_asleep_is_a_share(panel):
    assert ((panel.asleep_frac >= 0) & (panel.asleep_frac <= 1)).all()
