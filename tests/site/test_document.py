"""The keys of a site document, their ranges and their words."""

from __future__ import annotations

import pytest

from tests.site.small import SITE, changed, faults, places
from twin.documents import parse
from twin.errors import SiteError
from twin.site import SiteDocument


def test_the_small_site_is_sound() -> None:
    document = parse(SITE, file="small.yaml", model=SiteDocument, error=SiteError)
    assert [bus.id for bus in document.buses] == ["M1", "M2", "M3"]
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        (
            "contracted_mw: 30",
            "contracted_mw: -30",
            "interconnect.contracted_mw",
            "is out of range",
        ),
        ("contracted_mw: 30", "contracted_kw: 30", "interconnect.contracted_mw", "is missing"),
        ("rated_a: 400", "rated_a: 0", "feeders[0].rated_a", "is out of range"),
        ("rated_a: 400}", "rated_a: 400, rated_mva: 9}", "feeders[0]", "needs its rating once"),
        (", rated_a: 400}", "}", "feeders[0]", "needs its rating once"),
        ("between: [M1, M2]", "between: [M1]", "ties[0].between[1]", "is missing"),
        ("count: 700", "count: 0", "blocks[0].rows[0].count", "is out of range"),
        ("count: 700", "count: 1.5", "blocks[0].rows[0].count", "is not a whole number"),
        ("power_w: 3400", "power_w: -1", "blocks[0].rows[0].power_w", "is out of range"),
        ("power_w: 3400", "watts: 3400", "blocks[0].rows[0].watts", "is no field of this"),
        ("tz: America/Chicago", "tz: Texas", "tz", "is no time zone"),
        ("id: B1\n", "id: B.1\n", "blocks[0].id", "string should match"),
        (
            "other_it_kw: 200",
            "overhead: [{at_c: 42, frac: 0.3}, {at_c: 5, frac: 0.1}]",
            "halls[0]",
            "has its overhead points in the wrong order",
        ),
        (
            "racks: [",
            "racks: [{model: dgx-h100, count: 1}, ",
            "halls[0].racks",
            "tuple should have",
        ),
    ],
)
def test_a_slip_is_told_at_its_place(old: str, new: str, path: str, what: str) -> None:
    found = places((old, new))
    assert any(at == path and words.startswith(what) for at, words in found), found


def test_ranges_are_told_with_their_unit() -> None:
    (fault,) = faults(("contracted_mw: 30", "contracted_mw: -30"))
    assert fault.value == "-30 MW"
    assert fault.allowed == "above 0 MW and at most 5000 MW"


def test_a_misspelt_override_suggests_the_specs_field() -> None:
    (fault,) = faults(("power_w: 3400", "powr_w: 3400"))
    assert fault.remedy == 'did you mean "power_w"?'


def test_the_schema_lets_editors_complete_overrides() -> None:
    schema = SiteDocument.model_json_schema(by_alias=True)
    assert "th_per_s" in schema["$defs"]["Rows"]["properties"]
    assert "z_pct" in schema["$defs"]["Main"]["properties"]
    assert "max_kw" in schema["$defs"]["Racks"]["properties"]


def test_left_out_parts_have_the_stated_defaults() -> None:
    document = parse(changed(), file="small.yaml", model=SiteDocument, error=SiteError)
    block, hall = document.blocks[0], document.halls[0]
    assert (block.aux_frac, block.min_on_s, block.max_cycles_per_day) == (0.05, 900.0, 8)
    assert [(point.at_c, point.frac) for point in hall.overhead] == [(5.0, 0.17), (42.0, 0.30)]
    assert (hall.redundancy, document.limit_set) == ("N+1", "ieee")


def test_a_pad_that_its_thermostat_would_wet_in_frost_is_a_fault_at_its_line() -> None:
    pad = "  inlet_rise_k: 2.5\n  pad: {rated_m3_per_s: 200, start_c: 5}\n"
    (fault,) = faults(("  inlet_rise_k: 2.5\n", pad))
    assert fault.path == "blocks[0].pad"
    assert "would wet a locked pad" in fault.what
