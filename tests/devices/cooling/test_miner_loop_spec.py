"""Defaults of hydro and immersion are what their makers say; what can't be built is refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.devices.cooling.miner_loop_spec import HydroSpec, ImmersionSpec, coolant_of


def test_nine_litres_a_minute_warm_by_the_heat_of_one_machine():
    """5.36 kW over 9 L/min of water at 40 °C: 5360 / (0.15e-3 x 992.26 x 4179.2) = 8.617 K."""
    one = coolant_of(HydroSpec())
    assert one.rated_w / one.stream_w_per_k == pytest.approx(8.617, abs=1e-3)
    assert 20.0 <= HydroSpec().cold_c < HydroSpec().stop_c <= 50.0


def test_a_tank_holds_its_oil_and_its_metal():
    """20 m3 at 800 kg/m3 and 2.1 kJ/(kg K) are 33.6 MJ/K, metal 2 MJ/K."""
    one = coolant_of(ImmersionSpec())
    assert one.heat_j_per_k == pytest.approx(35.6e6)
    assert (one.mixed, one.rise_most_k) == (True, None)
    assert one.plate is not None


def test_without_a_plate_the_coolant_goes_outdoors_itself():
    one = coolant_of(HydroSpec())
    assert (one.plate, one.water_j_per_k) == (None, 0.0)


@pytest.mark.parametrize(
    ("spec", "wrong", "words"),
    [
        (HydroSpec, {"warm_c": 50.0}, "must rise"),
        (HydroSpec, {"cold_c": 44.0}, "must rise"),
        (HydroSpec, {"pumps_needed_count": 3}, "install as many"),
        (ImmersionSpec, {"plate": {"water_range_k": 20.0}}, "give it more flow"),
        (HydroSpec, {"plate": {"water_range_k": 20.0}}, "give it more flow"),
    ],
)
def test_what_can_not_be_built_is_refused_with_the_remedy(spec, wrong, words):
    with pytest.raises(ValidationError, match=words):
        spec.model_validate(wrong)
