"""Entries become assets: full specs, rows on their unit transformers, overrides told by line."""

from __future__ import annotations

import pytest

from tests.site.small import changed, faults, places, site
from twin.devices.transformer_spec import rated_mva
from twin.devices.transformer_unit import stages_of


def test_machines_are_split_evenly_with_the_remainder_to_the_first() -> None:
    rows = site().rows
    assert [(row.id, row.unit_transformer, row.count) for row in rows] == [
        ("B1-U1-s21", "B1-U1", 234),
        ("B1-U2-s21", "B1-U2", 233),
        ("B1-SPARE-s21", "B1-SPARE", 233),
        ("B1-SPARE-s19j-pro", "B1-SPARE", 101),
    ]
    assert sum(row.count for row in rows if row.entry == 0) == 700


def test_unit_transformers_without_machines_make_no_row() -> None:
    rows = site(("count: 700", "count: 2")).rows
    assert [row.id for row in rows if row.model == "s21"] == ["B1-U1-s21", "B1-U2-s21"]


def test_an_entrys_id_ends_its_rows_ids() -> None:
    rows = site(("{model: s21,", "{id: new, model: s21,")).rows
    assert rows[0].id == "B1-U1-new"


def test_the_entry_wins_over_the_block_and_the_block_over_the_catalogue() -> None:
    first = site().rows[0].spec
    assert first.power_w == 3400.0
    assert first.th_per_s == 200.0
    assert (first.inlet_rise_k, first.wake_s, first.shed_s) == (2.5, 30.0, 5.0)
    own = site(("power_w: 3400", "inlet_rise_k: 1.0")).rows[0].spec
    assert (own.power_w, own.inlet_rise_k) == (3500.0, 1.0)


def test_a_rating_written_another_way_replaces_the_catalogues() -> None:
    spare = next(unit for unit in site().unit_transformers if unit.id == "B1-SPARE")
    assert rated_mva(spare.spec) == 2.0
    mains = site(
        ("model: main-25, bus: M1", "model: main-25, bus: M1, mva_onan: 20, mva_max: 30"),
        ("model: main-25, bus: M2", "model: main-25, bus: M2, kva: 20000, cooling: null"),
    ).transformers
    assert [rated_mva(main.spec) for main in mains] == [30.0, 20.0]
    assert [stage.mva for stage in stages_of(mains[0].spec)] == [20.0, 25.0, 30.0]


def test_the_sites_limit_set_holds_where_a_unit_has_no_own() -> None:
    mains = site(
        ("tz: A", "limit_set: iec\ntz: A"), ("bus: M2}", "bus: M2, limit_set: ieee}")
    ).transformers
    assert [main.spec.limit_set for main in mains] == ["iec", "ieee"]
    assert all(unit.spec.limit_set == "ieee" for unit in site().unit_transformers)


def test_a_hall_has_a_bank_on_each_feed() -> None:
    (racks,) = site().racks
    assert (racks.hall, racks.count, racks.spec.max_kw) == ("H1", 20, 132.0)
    assert racks.units == ("H1-U1", "H1-U2")
    banks = [unit for unit in site().unit_transformers if unit.owner == "H1"]
    assert [(bank.id, bank.feeder, bank.rated_mva) for bank in banks] == [
        ("H1-U1", "FA", 7.0),
        ("H1-U2", "FB", 7.0),
    ]


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        ("model: s21", "model: s22", "blocks[0].rows[0].model", "is not in the catalogue of asics"),
        ("model: main-25", "model: S21", "transformers[0].model", "is not in the catalogue of tra"),
        (
            "model: gb200-nvl72",
            "model: gb200",
            "halls[0].racks[0].model",
            "is not in the catalogue",
        ),
        ("[B1-SPARE]", "[B1-U9]", "blocks[0].rows[1].unit_transformers[0]", "is no unit transfor"),
        (
            "[B1-SPARE]",
            "[B1-SPARE, B1-SPARE]",
            "blocks[0].rows[1].unit_transformers[1]",
            "is given twice",
        ),
        (
            "pad-2500, kva",
            "pad-2500, count: 2, kva",
            "blocks[0].unit_transformers[1].id",
            "is one id",
        ),
        (
            "parallel_count: 2",
            "count: 2",
            "halls[0].feeds[0].unit_transformers.count",
            "has no meaning in a hall",
        ),
    ],
)
def test_a_slip_is_told_at_its_place(old: str, new: str, path: str, what: str) -> None:
    found = places((old, new))
    assert any(at == path and words.startswith(what) for at, words in found), found


def test_an_unknown_model_suggests_the_nearest() -> None:
    (fault,) = faults(("model: s21", "model: s21-pr"))
    assert fault.remedy == 'did you mean "s21-pro"?'
    assert "s19j-pro-100" in fault.allowed


def test_overrides_that_make_no_device_are_told_at_the_entrys_line() -> None:
    (fault,) = faults(("power_w: 3400", "stop_c: 39"))
    assert fault.path == "blocks[0].rows[0]"
    assert (
        fault.line
        == changed().splitlines().index("  - {model: s21, count: 700, power_w: 3400}") + 1
    )
    assert "throttle_c < stop_c" in fault.what
