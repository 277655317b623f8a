"""A scenario's rates take the place of a device's own."""

from __future__ import annotations

import pytest

from twin.devices.gpu_power import RackSpec
from twin.facility.rates import failure_rates, rack_per_s, rack_repair_s
from twin.scenario import Failures

RACK = RackSpec(model="R", gpus_count=72, idle_kw=30.0, typical_kw=110.0, max_kw=132.0)


def test_a_rack_stops_as_often_as_its_gpus_are_interrupted_unless_the_scenario_says():
    own_per_s = RACK.interruptions_per_gpu_year * 72 / (8766 * 3600)
    assert rack_per_s(Failures(), RACK) == pytest.approx(own_per_s, rel=1e-3)
    assert rack_per_s(Failures(rack_mttf_h=1.0), RACK) == 1.0 / 3600.0


def test_a_repair_takes_what_the_scenario_says_else_what_the_rack_says():
    assert rack_repair_s(Failures(), RACK) == (RACK.repair_min_h * 3600, RACK.repair_max_h * 3600)
    assert rack_repair_s(Failures(rack_repair_min_h=1.0), RACK)[0] == 3600.0


def test_transformers_fail_at_the_rate_of_the_scenario():
    found = failure_rates(Failures(transformer_per_year=1.0, transformer_repair_h=2.0))
    assert found.transformer_per_s == pytest.approx(1 / (8766 * 3600), rel=1e-3)
    assert found.transformer_repair_s == 7200.0
