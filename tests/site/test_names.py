"""Ids are unique over the whole site, and references lead somewhere."""

from __future__ import annotations

import pytest

from tests.site.small import faults, places, site


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("{id: T2,", "{id: T1,", "transformers[1].id"),
        ("{id: FB,", "{id: FA,", "feeders[2].id"),
        ("id: H1\n", "id: B1\n", "halls[0].id"),
        ("id: B1\n", "id: POI\n", "blocks[0].id"),
        ("id: B1-SPARE", "id: B1-U1", "blocks[0].unit_transformers[1]"),
        ("id: H1\n", "id: T1-HV\n", "halls[0].id"),
        ("site_id: SMALL", "site_id: M1", "buses[0].id"),
        ("{model: s19j-pro, count: 101,", "{model: s21, count: 9,", "blocks[0].rows[1]"),
        ("id: H1\n", "id: BTC\n", "halls[0].id"),
    ],
)
def test_an_id_given_twice_is_told_at_the_second_place(old: str, new: str, path: str) -> None:
    found = places((old, new))
    words = ("is the id of", "is a reserved name")
    assert any(at == path and what.startswith(words) for at, what in found), found


def test_an_id_given_twice_says_what_has_it_and_where() -> None:
    (fault,) = [one for one in faults(("{id: T2,", "{id: T1,")) if "transformer and" in one.what]
    assert fault.what == "is the id of a transformer and of a transformer, at line 9"
    assert fault.line == 10


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        ("model: main-25, bus: M1", "model: main-25, bus: M9", "transformers[0].bus", "is no bus"),
        ("between: [M1, M2]", "between: [M1, M8]", "ties[0].between[1]", "is no bus"),
        ("between: [M1, M2]", "between: [M2, M2]", "ties[0].between", "ties a bus to itself"),
        ("{id: F1, bus: M1", "{id: F1, bus: N1", "feeders[0].bus", "is no bus"),
        ("feeder: F1", "feeder: F9", "blocks[0].feeder", "is no feeder"),
        ("feeder: FB", "feeder: FC", "halls[0].feeds[1].feeder", "is no feeder"),
    ],
)
def test_a_reference_to_nothing_is_told_at_its_place(
    old: str, new: str, path: str, what: str
) -> None:
    assert (path, f"{what} of the site" if "no" in what else what) in places((old, new))


def test_a_near_name_is_suggested() -> None:
    (fault,) = faults(("feeder: F1", "feeder: F01"))
    assert fault.remedy == 'did you mean "F1"?'
    assert fault.allowed == "F1, FA, FB"


def test_a_reference_to_a_faulty_entry_is_not_blamed_again() -> None:
    found = places(("{id: F1, bus: M1, rated_a: 400}", "{id: F1, bus: M1}"))
    assert found == [("feeders[0]", "needs its rating once")]
    found = places(("{id: M1, kv: 13.8,", "{id: M1, kv: 0,"))
    assert found == [("buses[0].kv", "is out of range")]


def test_every_asset_has_a_kind_and_loads_know_what_feeds_them() -> None:
    small = site()
    assert small.kind_of["T1-LV"] == "breaker"
    assert small.kind_of["B1-U2"] == "unit_transformer"
    assert small.kind_of["SMALL"] == "site"
    chain = ["B1-U1-s21"]
    while chain[-1] in small.parent_of:
        chain.append(small.parent_of[chain[-1]])
    assert chain == ["B1-U1-s21", "B1-U1", "F1", "M1"]
    assert small.parent_of["T2-HV"] == "T2"


def test_the_pad_of_a_block_is_equipment_that_can_break() -> None:
    small = site(("  inlet_rise_k: 2.5\n", "  inlet_rise_k: 2.5\n  pad: {rated_m3_per_s: 200}\n"))
    assert small.kind_of["B1-PAD"] == "equipment"
    assert small.parent_of["B1-PAD"] == "B1"
    assert "B1-PAD" not in site().kind_of


def test_the_id_of_a_pad_is_taken() -> None:
    pad = ("  inlet_rise_k: 2.5\n", "  inlet_rise_k: 2.5\n  pad: {rated_m3_per_s: 200}\n")
    found = places(pad, ("id: H1\n", "id: B1-PAD\n"))
    assert "halls[0].id" in {path for path, what in found if what.startswith("is the id of")}
