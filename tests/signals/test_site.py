"""What is read of the site, its mains, buses, blocks and halls is what the plant says."""

from __future__ import annotations

from math import isfinite, isnan

import psychrolib
import pytest

from tests.plants import T0_US, S, apply, small_plant, started
from tests.run.months import NOON_US, OUTAGE_US, START_US, mining_hours, outage_hours, two_days
from twin.facts.outside import GridVoltageChanged, WeatherChanged
from twin.run.lineage import Where, open_member
from twin.signals import bus_voltage_pu, catalogue, mining_w
from twin.units import US_PER_H, US_PER_MIN, US_PER_S


@pytest.fixture(scope="module")
def member():
    return open_member(two_days())


def test_every_signal_reads_a_finite_number(member) -> None:
    plant = member.plant(Where(NOON_US))
    for signal in catalogue(member.parts).values():
        value = signal.at(plant, NOON_US)
        assert isfinite(value), signal.name


def test_a_pue_without_it_is_undefined_and_never_a_number() -> None:
    member = open_member(mining_hours())
    t_us = START_US + US_PER_H
    plant, names = member.plant(Where(t_us)), catalogue(member.parts)
    assert isnan(names["site.pue_ai_ratio"].at(plant, t_us))
    it_w = names["site.import_w"].at(plant, t_us) / names["site.pue_ratio"].at(plant, t_us)
    assert it_w == pytest.approx(sum(plant.rows.power_w))


def test_parts_add_up_to_the_site(member) -> None:
    plant = member.plant(Where(NOON_US))
    names = catalogue(member.parts)
    read = {name: signal.at(plant, NOON_US) for name, signal in names.items()}
    blocks = [v for name, v in read.items() if name.startswith("B") and name.count("-") == 0]
    power_w = sum(
        read[name] for name in names if names[name].quantity.kind == "block" and "power" in name
    )
    assert blocks
    assert read["site.mining_w"] == pytest.approx(power_w) == pytest.approx(mining_w(plant))
    assert read["site.ai_w"] == pytest.approx(sum(read[f"H{n}.power_w"] for n in (1, 2, 3)))
    mains_w = sum(read[f"T{n}.power_w"] for n in (1, 2, 3, 4))
    assert read["site.import_w"] == pytest.approx(mains_w)
    drawn_w = read["site.mining_w"] + read["site.ai_w"] + read["site.loss_w"]
    assert read["site.import_w"] == pytest.approx(drawn_w)


def test_the_inlet_of_a_block_is_that_of_its_warmest_row(member) -> None:
    plant = member.plant(Where(NOON_US))
    inlets_c = {name: [] for name in member.parts.row_block}
    for block, inlet_c in zip(member.parts.row_block, plant.rows.inlet_c, strict=True):
        inlets_c[block].append(inlet_c)
    named = {
        n: s for n, s in catalogue(member.parts).items() if n.endswith("inlet_c") and n[0] == "B"
    }
    assert named
    for name, signal in named.items():
        own_c = inlets_c[name.partition(".")[0]]
        assert signal.at(plant, NOON_US) == max(own_c) > plant.market.dry_bulb_c - 15


def test_the_shown_hot_spot_is_never_below_the_top_oil(member) -> None:
    plant = member.plant(Where(NOON_US))
    names = catalogue(member.parts)
    for main in member.parts.main_ids:
        oil_c = names[f"{main}.top_oil_c"].at(plant, NOON_US)
        assert names[f"{main}.hotspot_c"].at(plant, NOON_US) >= oil_c


def test_ratios_count_engines_and_say_nothing_while_a_battery_carries_it() -> None:
    member = open_member(outage_hours())
    names = catalogue(member.parts)

    def told(t_us: int) -> list[float]:
        """Both ratios, import, engines and halls at an instant."""
        plant = member.plant(Where(t_us))
        asked = ("pue_ai_ratio", "pue_ratio", "import_w", "engines_w", "ai_w", "ai_it_w")
        return [names[f"site.{name}"].at(plant, t_us) for name in asked]

    ai, whole, _, engines_w, _, _ = told(OUTAGE_US - 1)
    assert (min(ai, whole) > 1.0, engines_w) == (True, 0.0)
    ai, whole, *_ = told(OUTAGE_US + 5 * US_PER_S)
    assert isnan(ai)
    assert isnan(whole)
    ai, whole, import_w, engines_w, ai_w, it_w = told(OUTAGE_US + 30 * US_PER_MIN)
    assert import_w == 0.0
    assert engines_w == pytest.approx(ai_w, rel=1e-12)
    assert ai == pytest.approx(ai_w / it_w, rel=1e-12) == whole
    assert 1.1 < ai < 1.6


def test_a_bus_has_the_voltage_of_the_grid_less_the_drop_of_its_transformer() -> None:
    plant = started(small_plant())
    nominal_pu = bus_voltage_pu(plant, 0)
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.7))
    assert bus_voltage_pu(plant, 0) == pytest.approx(0.7 * nominal_pu, rel=5e-3)
    apply(plant, T0_US + 2 * S, "POI", GridVoltageChanged(0.0))
    assert bus_voltage_pu(plant, 0) == 0.0


def test_the_wet_bulb_is_that_of_psychrolib() -> None:
    plant = started(small_plant())
    apply(plant, T0_US + S, "SITE", WeatherChanged(38.0, 0.25, 95_000.0))
    psychrolib.SetUnitSystem(psychrolib.SI)
    want_c = psychrolib.GetTWetBulbFromRelHum(38.0, 0.25, 95_000.0)
    found = catalogue(plant.parts)["weather.wet_bulb_c"]
    assert found.at(plant, plant.t_us) == pytest.approx(want_c, abs=0.01)
