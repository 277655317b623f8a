"""Loading: all faults of all kinds at once; the shipped sites are what they promise."""

from __future__ import annotations

import pytest

from tests.clocks import best_cpu_s
from tests.site.small import SITE, changed
from twin.devices.transformer_spec import rated_mva
from twin.errors import DataError, SiteError
from twin.site import examine_site, load_site, shipped_site
from twin.site.ratings import feeder_mva
from twin.site.resolved import hall_draw_kw, row_draw_kw


def test_faults_of_types_references_topology_and_ratings_come_at_once_in_order() -> None:
    text = changed(
        ("title: two buses, one block, one hall\n", ""),
        ("contracted_mw: 30", "contracted_mw: 3000"),
        ("model: main-25, bus: M2", "model: main-25, bus: M9"),
        ("{id: M1, kv: 13.8, short", "{id: M1, kv: 13.8, shrt: 1, short"),
        ("{id: FA, bus: M1, rated_a: 400}", "{id: FA, bus: M1, rated_a: -400}"),
        ("between: [M2, M3], in_service: false", "between: [M2, M3], closed: maybe"),
        ("feeder: F1\n", "feeder: F7\n"),
        ("model: s21,", "model: s22,"),
        ("model: gb200-nvl72", "model: gb200-nvl72, max_kw: 132000"),
        ("other_it_kw: 200", "other_it_kw: 200\n  other_it_kw: 300"),
    )
    with pytest.raises(SiteError) as caught:
        load_site(text, file="bad.yaml")
    found = caught.value.faults
    assert {fault.path for fault in found} >= {
        "title",
        "interconnect.contracted_mw",
        "transformers[1].bus",
        "buses[0].shrt",
        "ties[1].closed",
        "feeders[1].rated_a",
        "blocks[0].feeder",
        "blocks[0].rows[0].model",
        "halls[0].racks[0].max_kw",
        "halls[0].other_it_kw",
    }
    lines = [fault.line for fault in found]
    assert lines == sorted(lines)
    assert all(fault.file == "bad.yaml" for fault in found)


def test_a_site_can_be_changed_by_assignments_and_told_which_was_wrong() -> None:
    site = load_site(SITE, file="s.yaml", sets=["transformers[T1].z_pct=9", "halls[H1].priority=2"])
    assert site.transformers[0].spec.z_pct == 9.0
    assert site.halls[0].priority == 2
    with pytest.raises(SiteError, match="--set transformers"):
        load_site(SITE, file="s.yaml", sets=["transformers[T1].z_pct=90"])


@pytest.mark.parametrize(
    "text", ["", "schema: switchyard.scenario/1\n", "a: [\n", "schema: switchyard.site/9\n"]
)
def test_what_is_no_site_is_refused_at_once(text: str) -> None:
    with pytest.raises(SiteError):
        examine_site(text, file="x.yaml")


def test_w100_is_the_hundred_megawatt_site() -> None:
    site = shipped_site("w100")
    live = [row for row in site.rows if row.in_service]
    blocks = {block.id: block for block in site.blocks}
    assert sum(row.count for row in live) == 28_000
    assert sum(row.count * row.spec.th_per_s for row in live) == pytest.approx(4.0e6)
    assert sum(row.count * row.spec.power_w for row in live) == pytest.approx(90.8e6)
    with_fans_mw = sum(row_draw_kw(row, blocks[row.block]) for row in live) / 1e3
    assert with_fans_mw == pytest.approx(95.34, abs=0.005)
    assert with_fans_mw / 0.98 / (4 * 25) == pytest.approx(0.973, abs=0.0005)
    assert [rated_mva(main.spec) for main in site.transformers] == [25.0] * 4
    assert [
        len([unit for unit in site.unit_transformers if unit.owner == name]) for name in blocks
    ] == [3] * 16
    assert not any(hall.in_service for hall in site.halls)


def test_every_bus_of_w100_carries_the_same() -> None:
    site = shipped_site("w100")
    blocks = {block.id: block for block in site.blocks}
    on_bus: dict[str, float] = {}
    for row in site.rows:
        bus = site.parent_of[blocks[row.block].feeder]
        on_bus[bus] = on_bus.get(bus, 0.0) + row_draw_kw(row, blocks[row.block])
    assert set(on_bus) == {"M1", "M2", "M3", "M4"}
    assert all(load == pytest.approx(95_340 / 4) for load in on_bus.values())


def test_the_hybrid_site_keeps_ten_blocks_and_has_three_halls_of_174_racks() -> None:
    site = shipped_site("w100-hybrid")
    assert [block.id for block in site.blocks if not block.in_service] == [
        "B01", "B02", "B03", "B05", "B06", "B07",
    ]  # fmt: skip
    blocks = {block.id: block for block in site.blocks}
    mining_mw = (
        sum(row_draw_kw(row, blocks[row.block]) for row in site.rows if row.in_service) / 1e3
    )
    assert mining_mw == pytest.approx(59.6, abs=0.05)
    assert [racks.count for racks in site.racks] == [34, 70, 70]
    halls = {hall.id: hall for hall in site.halls}
    it_mw = sum(racks.count * 0.132 + halls[racks.hall].other_it_kw / 1e3 for racks in site.racks)
    assert it_mw == pytest.approx(24.9, abs=0.02)
    hot_mw = sum(hall_draw_kw(racks, halls[racks.hall]) for racks in site.racks) / 1e3
    assert hot_mw == pytest.approx(31.36, abs=0.05)
    assert all(tie.in_service and not tie.closed for tie in site.ties)


def test_each_feed_of_a_shipped_hall_can_carry_all_of_it() -> None:
    site = shipped_site("w100-hybrid")
    halls = {hall.id: hall for hall in site.halls}
    feeders = {feeder.id: feeder for feeder in site.feeders}
    for racks in site.racks:
        whole_mva = hall_draw_kw(racks, halls[racks.hall]) / 1e3 / racks.spec.power_factor_ratio
        banks = [unit for unit in site.unit_transformers if unit.id in racks.units]
        assert len({site.parent_of[bank.feeder] for bank in banks}) == 2
        assert all(whole_mva <= bank.rated_mva for bank in banks)
        assert all(whole_mva <= feeder_mva(feeders[bank.feeder], 13.8) for bank in banks)


def test_the_two_shipped_sites_list_the_same_assets_but_for_pads() -> None:
    before, after = shipped_site("w100"), shipped_site("w100-hybrid")
    pads = {block.id + "-PAD" for block in after.blocks}
    assert set(before.kind_of) - {"W100"} == set(after.kind_of) - {"W100-HYBRID"} - pads


def test_an_unknown_shipped_site_suggests_the_nearest() -> None:
    with pytest.raises(DataError, match="did you mean 'w100'"):
        shipped_site("w10")


def test_a_hundred_kilobyte_site_loads_in_well_under_a_second() -> None:
    row = "  - {id: r%d, model: s21, count: 700, power_w: 3400}\n"
    text = SITE.replace(
        "  - {model: s21, count: 700, power_w: 3400}\n", "".join(row % n for n in range(4))
    )
    head, blocks = text.split("blocks:\n")
    block, halls = blocks.split("halls:\n")
    block = block.replace("pad-2500, kva: 2000", "pad-2500").replace(
        "pad-2500", "pad-3500, kva: 9000"
    )
    many = "".join(block.replace("B1", f"B{n}").replace("F1", f"F{n}") for n in range(1, 280))
    feeders = "".join(f"- {{id: F{n}, bus: M2, rated_a: 2000}}\n" for n in range(2, 280))
    text = f"{head}{feeders}blocks:\n{many}halls:\n{halls}".replace("rated_a: 400", "rated_a: 2000")
    assert len(text) > 100_000
    assert len(load_site(text, file="large.yaml").blocks) == 279
    assert best_cpu_s(lambda: load_site(text, file="large.yaml")) < 1.0
