"""Only what can't be meant is a fault: voltages apart, impossible loads, wrong units."""

from __future__ import annotations

import pytest

from tests.site.small import faults, places, site
from twin.site.ratings import feeder_mva
from twin.site.resolved import hall_draw_kw, row_draw_kw


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        (
            "contracted_mw: 30, kv: 138",
            "contracted_mw: 30, kv: 69",
            "transformers[0].hv_kv",
            "does not meet POI",
        ),
        ("{id: M1, kv: 13.8", "{id: M1, kv: 25", "transformers[0].lv_kv", "does not meet M1"),
        (
            "{id: M1, kv: 13.8",
            "{id: M1, kv: 25",
            "blocks[0].unit_transformers[0].hv_kv",
            "does not meet F1",
        ),
        ("{id: M1, kv: 13.8", "{id: M1, kv: 25", "ties[0].between", "joins 25 kV and 13.8 kV"),
        ("power_w: 3400", "power_w: 3.4", "blocks[0].rows[0].power_w", "is beyond belief"),
        (
            "power_w: 3400",
            "th_per_s: 200000",
            "blocks[0].rows[0].th_per_s",
            "makes 0.0175 J/TH of 3500 W",
        ),
        (
            "gb200-nvl72, count: 20",
            "gb200-nvl72, count: 20, max_kw: 132000",
            "halls[0].racks[0].max_kw",
            "is beyond belief",
        ),
        (
            "contracted_mw: 30",
            "contracted_mw: 3000",
            "interconnect.contracted_mw",
            "does not fit transformers",
        ),
        (
            "contracted_mw: 30",
            "contracted_mw: 0.3",
            "interconnect.contracted_mw",
            "does not fit transformers",
        ),
        (
            "count: 101",
            "count: 1101",
            "blocks[0].unit_transformers[1]",
            "(B1-SPARE) is loaded with",
        ),
        (
            "{id: F1, bus: M1, rated_a: 400}",
            "{id: F1, bus: M1, rated_a: 40}",
            "feeders[0]",
            "(F1) is loaded with",
        ),
        (
            "kva: 2000",
            "kva: null, mva_max: 2000",
            "blocks[0].unit_transformers[1]",
            "(B1-SPARE) is rated 2000",
        ),
    ],
)
def test_what_can_not_be_meant_is_told(old: str, new: str, path: str, what: str) -> None:
    found = places((old, new))
    assert any(at == path and words.startswith(what) for at, words in found), found


def test_an_overloaded_unit_is_no_fault_while_it_could_be_meant() -> None:
    assert faults(("kva: 2000", "kva: 800")) == []


def test_a_faulty_interconnect_is_not_blamed_on_the_transformers() -> None:
    found = places(("{contracted_mw: 30, kv: 138,", "{contracted_mw: 30,"))
    assert found == [("interconnect.kv", "is missing")]


def test_a_feeders_rating_is_given_in_amperes_or_mva() -> None:
    one, _, other = site().feeders
    assert feeder_mva(one, 13.8) == pytest.approx(9.561, abs=1e-3)
    assert feeder_mva(other, 13.8) == 10.0


def test_nameplate_draws_count_auxiliaries_and_the_hot_hour() -> None:
    small = site()
    assert row_draw_kw(small.rows[0], small.blocks[0]) == pytest.approx(234 * 3.4 * 1.05)
    assert hall_draw_kw(small.racks[0], small.halls[0]) == pytest.approx((20 * 132 + 200) * 1.3)


@pytest.mark.parametrize(("redundancy", "least"), [("N+1", 4), ("N", 3)])
def test_a_supply_smaller_than_its_hall_names_how_many_modules_it_needs(redundancy, least):
    ups = f"  redundancy: {redundancy}\n  ups: {{model: ups-1250, modules_count: 2}}\n"
    end = "  other_it_kw: 200\n"
    (fault,) = faults((end, end + ups))
    assert fault.path == "halls[0].ups.modules_count"
    assert fault.allowed.startswith(f"{least} and more")
    assert faults((end, end + ups.replace("modules_count: 2", f"modules_count: {least}"))) == []


GROUP = "gensets:\n- {id: G1, model: diesel-2500, units_count: 3, halls: [H1]}\n"


@pytest.mark.parametrize(
    ("group", "what"),
    [
        (GROUP, []),
        (GROUP.replace("count: 3", "count: 1"), ["carries 2500 kW", "takes 1375 kW at once"]),
        (GROUP.replace("count: 3", "count: 3, first_step_frac: 0.2"), ["takes 1500 kW at once"]),
        (GROUP.replace("[H1]", "[H7]"), ["is no hall of the site"]),
        (GROUP.replace("count: 3", "count: -1"), ["is out of range"]),
    ],
)
def test_engines_that_can_not_carry_or_start_their_halls_are_named(group, what):
    end = "  other_it_kw: 200\n"
    found = [fault.what for fault in faults((end, end + group))]
    assert [words[: len(start)] for words, start in zip(found, what, strict=True)] == what
