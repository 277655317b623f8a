"""A site document becomes columns in SI units, and a scenario's rates replace the models' own."""

from __future__ import annotations

import pytest

from tests.plants import SITE, small_parts
from twin.facility.assemble import assemble
from twin.scenario import Failures, Workload
from twin.site import load_site, shipped_site

YEAR_S = 8760 * 3600.0


def assembled(failures=None, workload=None, seed=1):
    site = load_site(SITE, file="small.yaml")
    return assemble(site, seed, failures or Failures(), workload or Workload())


def test_the_interconnect_is_in_watts_and_watts_a_second():
    parts = small_parts()
    assert parts.contracted_w == 60e6
    assert parts.ramp_up_w_per_s == pytest.approx(10e6 / 60)


def test_without_a_contracted_ramp_there_is_no_limit_to_speak_of():
    assert small_parts((", ramp_up_mw_per_min: 10", "")).ramp_up_w_per_s > 1e9


def test_rows_are_split_evenly_and_none_is_lost():
    parts = small_parts()
    by_model: dict[str, int] = {}
    for model, count in zip(parts.row_model, parts.row_count, strict=True):
        by_model[model] = by_model.get(model, 0) + count
    assert by_model == {"s19j-pro-100": 4200, "s21": 3500}


def test_auxiliaries_and_power_factor_come_with_the_block():
    parts = small_parts(
        ("shed_order: 2", "shed_order: 2\n  aux_frac: 0.1\n  power_factor_ratio: 0.8")
    )
    assert parts.row_aux_ratio[0] == pytest.approx(1.1)
    assert parts.row_tan_phi_ratio[0] == pytest.approx(0.75)


def test_sharing_goes_by_rating_over_impedance():
    parts = small_parts(("{id: T2, model: main-25", "{id: T2, model: main-25, z_pct: 18"))
    one, other = parts.wiring.main_share_va
    assert other < one


def test_a_scenarios_rates_replace_the_models_own():
    own, given = assembled(), assembled(Failures(asic_per_year=0.5, rack_mttf_h=100.0))
    assert {spec.failure_per_year for spec in given.row_specs} == {0.5}
    assert {spec.failure_per_year for spec in own.row_specs} != {0.5}
    assert given.hall_rack_per_s[0] == pytest.approx(1 / 360_000)


def test_left_out_the_racks_fail_by_their_gpus():
    """72 GPUs interrupted 0.173 times a year each."""
    assert assembled().hall_rack_per_s[0] == pytest.approx(72 * 0.173 / YEAR_S, rel=0.01)


def test_a_partition_says_how_many_racks_serve():
    work = Workload.model_validate({"partitions": [{"hall": "H1", "inference_frac": 0.25}]})
    assert assembled(workload=work).hall_specs[0].inference_count == 10
    assert assembled().hall_specs[0].inference_count == 0


def test_what_is_not_in_service_has_its_place_all_the_same():
    parts = small_parts(("shed_order: 1}", "shed_order: 1, in_service: false}"))
    assert len(parts.row_ids) == len(small_parts().row_ids)
    out = [
        here for name, here in zip(parts.row_ids, parts.row_in_service, strict=True) if "B2" in name
    ]
    assert not any(out)


@pytest.mark.parametrize("name", ["w100", "w100-hybrid"])
def test_the_shipped_sites_can_be_assembled(name):
    parts = assemble(shipped_site(name), 1, Failures(), Workload())
    assert len(parts.main_ids) == 4
    assert parts.contracted_w == 100e6
