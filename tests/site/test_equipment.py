"""Groups of equal units: every hall's and block's, with their owner's service and rates."""

from __future__ import annotations

from tests.site.small import site
from twin.site import shipped_site
from twin.site.equipment import groups_of, units_in_service


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
