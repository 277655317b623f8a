"""The catalogue names every asset's quantities, with units, and reads what the plant says."""

from __future__ import annotations

from math import isfinite, isnan

import pytest

from tests.run.months import NOON_US, START_US, mining_hours, two_days
from twin.errors import RequestError
from twin.run.lineage import Where, open_member
from twin.signals import QUANTITIES, catalogue, chosen, mining_w
from twin.units import US_PER_H, unit_of


@pytest.fixture(scope="module")
def member():
    return open_member(two_days())


def test_every_quantity_ends_in_a_unit_and_says_what_it_means() -> None:
    for quantity in QUANTITIES:
        assert unit_of(quantity.name) is not None, quantity.name
        assert len(quantity.meaning) > 5
    assert len({(q.kind, q.name) for q in QUANTITIES}) == len(QUANTITIES)


def test_every_asset_in_service_is_in_the_catalogue_and_no_other(member) -> None:
    names = catalogue(member.parts)
    for name in ("T1.hotspot_c", "M1.voltage_pu", "B04.power_w", "H1.it_w", "F04.power_w"):
        assert name in names
    assert "B01.power_w" not in names
    assert names["T1.hotspot_c"].unit == "°C"
    assert names["market.price_usd_per_mwh"].unit == "USD/MWh"
    assert names["site.pue_ai_ratio"].unit == ""


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


def test_the_shown_hot_spot_is_never_below_the_top_oil(member) -> None:
    plant = member.plant(Where(NOON_US))
    names = catalogue(member.parts)
    for main in member.parts.main_ids:
        oil_c = names[f"{main}.top_oil_c"].at(plant, NOON_US)
        assert names[f"{main}.hotspot_c"].at(plant, NOON_US) >= oil_c


def test_signals_are_chosen_in_the_order_asked_for(member) -> None:
    names = ["H1.it_w", "T1.hotspot_c"]
    assert [signal.name for signal in chosen(catalogue(member.parts), names)] == names


def test_every_unknown_name_is_refused_with_the_nearest(member) -> None:
    with pytest.raises(RequestError) as caught:
        chosen(catalogue(member.parts), ["T1.hotspot", "nope"])
    assert "T1.hotspot_c" in caught.value.faults[0].remedy
    assert "--list" in caught.value.faults[1].remedy
