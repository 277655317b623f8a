"""One regulated transformer alone."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.devices.voltage.taps_bench import RegulatedSpec, TapChangerBench
from twin.errors import RequestError


def bench(initial="cold", **inputs):
    spec = RegulatedSpec(rated_mva=2.5, uk_pct=6.0, pk_kw=22.0)
    return TapChangerBench.start(spec, {"load_w": 2.0e6, "load_var": 0.6e6, **inputs}, initial, 0)


@pytest.mark.parametrize("tolerance", [pytest.param(1e-8, id="oracle-24")])
def test_on_the_nominal_tap_it_has_the_closed_form_voltage(tolerance):
    assert bench().read(0)["voltage_pu"] == pytest.approx(0.977139294, abs=tolerance)


def test_cold_it_waits_and_steady_it_has_stepped():
    assert bench().read(0)["moving_frac"] == 1.0
    read = bench("steady").read(0)
    assert (read["tap_index"], read["moving_frac"]) == (-2.0, 0.0)
    assert abs(read["voltage_pu"] - 1.0) <= 0.01


def test_it_starts_on_the_tap_named_and_refuses_one_it_has_not():
    assert bench({"tap_index": 5.0}).read(0)["tap_index"] == 5.0
    for tap_index in (17.0, 0.5):
        with pytest.raises(RequestError, match="no tap"):
            bench({"tap_index": tap_index})


def test_a_collapse_is_told_from_a_dead_source():
    assert bench(load_w=40e6).read(0)["collapsed_frac"] == 1.0
    assert bench(source_pu=0.0).read(0)["collapsed_frac"] == 0.0


def test_a_loss_beyond_the_impedance_is_refused():
    with pytest.raises(ValidationError, match="more than the whole impedance"):
        RegulatedSpec(rated_mva=1.0, uk_pct=1.0, pk_kw=50.0)
