"""Groups of equal units: every hall's and block's, with their owner's service and rates."""

from __future__ import annotations

from pathlib import Path

from tests.site.small import site
from twin.devices.asic_power import AsicSpec
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.gpu_power import RackSpec
from twin.scenario import Failures
from twin.site import shipped_site
from twin.site.block_cooling import BlockHydro, BlockPad
from twin.site.equipment import groups_of, units_in_service
from twin.site.hall_cooling import HallCooling


def test_a_hall_with_a_plant_has_four_groups_and_a_block_with_a_pad_one() -> None:
    cooled = site(("  other_it_kw: 200\n", "  other_it_kw: 200\n  cooling: {unit_per_year: 0.3}\n"))
    found = {group.id: group for group in groups_of(cooled)}
    assert list(found) == ["H1-CDU", "H1-PUMP", "H1-COOLER", "H1-CHILLER"]
    assert found["H1-COOLER"].units_count == 6
    assert {group.failure_per_year for group in found.values()} == {0.3}
    assert list(groups_of(site())) == []


def test_what_is_not_in_service_has_no_unit_to_break() -> None:
    units = units_in_service(shipped_site("w100-hybrid"))
    assert units["B08-PAD"] == 1
    assert units["B01-PAD"] == 0
    assert (units["T1"], units["B01-U1"], units["G1"]) == (1, 0, 4)
    unbuilt = units_in_service(shipped_site("w100"))
    assert unbuilt["H1-CDU"] == 0


def test_the_table_of_what_breaks_states_the_defaults() -> None:
    table = Path("fixtures/README.md").read_text(encoding="utf-8")
    hall, pad = HallCooling.model_validate({}), BlockPad.model_validate({"rated_m3_per_s": 1.0})
    block = BlockHydro.model_validate({"kind": "hydro"})
    for cooling in (hall, block):
        assert (cooling.unit_per_year, cooling.repair_h) == (0.1, 24.0)
        assert cooling.common_cause_frac == 0.05
    assert table.count("| 0.1 a year | 24 h | 5 % |") == 2
    assert f"| {pad.failure_per_year:g} a year | {pad.repair_h:g} h |" in table
    rates = Failures()
    assert f"| {rates.transformer_per_year:g} a year | {rates.transformer_repair_h:g} h |" in table
    engine = GensetSpec.model_fields
    assert f"| {engine['failures_per_h'].default:g} an hour | 48 h |" in table
    assert engine["start_frac"].default == 0.99
    assert AsicSpec.model_fields["failure_per_year"].default == 0.05
    assert RackSpec.model_fields["interruptions_per_gpu_year"].default == 0.173
