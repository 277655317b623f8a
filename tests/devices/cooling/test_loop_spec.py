"""The default hall holds together, and what can not be built is refused with the remedy."""

from __future__ import annotations

import pytest
from CoolProp.CoolProp import PropsSI
from pydantic import ValidationError

from tests.devices.cooling.halls import PAIR
from twin.devices.cooling.loop_spec import (
    CduSpec,
    LoopSpec,
    branches_w_per_k,
    capacities_j_per_k,
    cdu_of,
    facility_w_per_k,
    technology_range_k,
)


@pytest.mark.parametrize("expected_k", [pytest.param(9.98, id="oracle-44")])
def test_a_litre_and_a_half_a_kilowatt_warms_by_ten_kelvin(expected_k):
    assert technology_range_k(CduSpec()) == pytest.approx(expected_k, abs=0.05)


def test_the_technology_liquid_is_the_library_s_glycol():
    fluid, at_k = "INCOMP::MPG[0.25]", 313.15
    density = PropsSI("D", "T", at_k, "P", 3e5, fluid)
    specific = PropsSI("C", "T", at_k, "P", 3e5, fluid)
    assert CduSpec().fluid_kg_per_m3 == pytest.approx(density, rel=1e-3)
    assert CduSpec().fluid_j_per_kg_k == pytest.approx(specific, rel=1e-3)
    heat_w, flow_m3_per_s = 1000.0, 1.5e-3 / 60
    rise_k = heat_w / (flow_m3_per_s * density * specific)
    assert technology_range_k(CduSpec()) == pytest.approx(rise_k, rel=2e-3)


def test_the_facility_water_is_the_library_s():
    facility = LoopSpec().facility
    density, specific = (PropsSI(what, "T", 313.15, "P", 101_325, "Water") for what in "DC")
    assert facility.fluid_kg_per_m3 == pytest.approx(density, rel=1e-3)
    assert facility.fluid_j_per_kg_k == pytest.approx(specific, rel=1e-3)


def test_a_unit_at_its_rating_has_its_approach():
    spec, one = CduSpec(), cdu_of(CduSpec())
    between_k = spec.approach_k + technology_range_k(spec)
    assert one.conductance_w_per_k() * between_k == pytest.approx(1.1e6)


def test_capacities_are_those_of_the_published_pair():
    found = capacities_j_per_k(LoopSpec.model_validate(PAIR))
    assert found[:2] == pytest.approx((5_999_400.0, 83_182_000.0))


def test_dry_coolers_of_the_default_hall_have_water_for_all_branches():
    assert 0.9 < branches_w_per_k(LoopSpec()) / facility_w_per_k(LoopSpec()) < 1.0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"cdu": {"needed_count": 6}}, "install as many"),
        ({"facility": {"pumps_needed_count": 5}}, "pumps_installed_count: install as many"),
        ({"cdu": {"facility_range_k": 20.0}}, "give it more flow"),
        ({"throttle_c": 60.0}, "racks slow down before"),
        ({"coolers": {"unit_kw": 500.0, "units_count": 6}}, "widen the water's ranges"),
        ({"chillers": {"trim": {"up_c": 40, "down_c": 37, "dwell_s": 300}}}, "shorten it"),
    ],
)
def test_what_can_not_be_built_is_refused_with_the_remedy(wrong, words):
    with pytest.raises(ValidationError, match=words):
        LoopSpec.model_validate(wrong)
