"""A shift in numbers is what its facts say."""

from __future__ import annotations

import pytest


def test_energy_of_a_shift_is_its_mean_power_times_its_span(browser):
    run = browser.get("/runs/done")
    from_ms, to_ms = run["t0_ms"], run["t0_ms"] + 1_800_000
    shift = browser.get(f"/runs/done/handover?from_ms={from_ms}&to_ms={to_ms}")
    path = f"/runs/done/signals?name=site.import_w&from_ms={from_ms}&to_ms={to_ms}&points=400"
    mean = browser.get(path)["signals"][0]["mean"]
    wanted_mwh = sum(mean) / len(mean) * 0.5 / 1e6
    assert shift["energy"]["import_mwh"] == pytest.approx(wanted_mwh, rel=1e-6)


def test_a_shift_outside_the_run_is_cut_to_it(browser):
    shift = browser.get("/runs/done/handover?from_ms=0&to_ms=1e13")
    run = browser.get("/runs/done")
    assert (shift["from_ms"], shift["to_ms"]) == (run["t0_ms"], run["t_ms"])
