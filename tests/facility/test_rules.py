"""Rates and rules of the whole plant, as a scenario and a site say them, in seconds and so on."""

from __future__ import annotations

import pytest

from tests.plants import small_parts

RESTART = ("halls:\n", "restart: {spacing_s: 4, limit_pu: 0.8, look_s: 60}\nhalls:\n")


def test_rates_of_a_year_are_rates_of_a_second():
    rates = small_parts(transformer_per_year=0.02).failure
    assert rates.transformer_per_s == pytest.approx(0.02 / (8760 * 3600), rel=1e-12)
    assert rates.transformer_repair_s >= 3600.0


def test_restart_waits_and_looks_in_microseconds():
    rules = small_parts(RESTART).restart
    assert (rules.spacing_us, rules.limit_pu, rules.look_us) == (4_000_000, 0.8, 60_000_000)


def test_rules_never_change():
    with pytest.raises(AttributeError):
        small_parts().restart.limit_pu = 1.0
