"""The catalogue names every asset's quantities and finds them by name."""

from __future__ import annotations

import pytest

from tests.facility.test_backup import WITH_BOTH
from tests.plants import small_parts
from tests.run.months import two_days
from twin.errors import RequestError
from twin.run.lineage import open_member
from twin.signals import catalogue, chosen


@pytest.fixture(scope="module")
def member():
    return open_member(two_days())


def test_every_asset_in_service_is_in_the_catalogue_and_no_other(member) -> None:
    names = catalogue(member.parts)
    for name in ("T1.hotspot_c", "M1.voltage_pu", "B04.power_w", "H1.it_w", "F04.power_w"):
        assert name in names
    assert "B01.power_w" not in names
    assert names["T1.hotspot_c"].unit == "°C"
    assert names["market.price_usd_per_mwh"].unit == "USD/MWh"
    assert names["site.pue_ai_ratio"].unit == ""


def test_signals_are_chosen_in_the_order_asked_for(member) -> None:
    names = ["H1.it_w", "T1.hotspot_c"]
    assert [signal.name for signal in chosen(catalogue(member.parts), names)] == names


def test_every_unknown_name_is_refused_with_the_nearest(member) -> None:
    with pytest.raises(RequestError) as caught:
        chosen(catalogue(member.parts), ["T1.hotspot", "nope"])
    assert "T1.hotspot_c" in caught.value.faults[0].remedy
    assert "--list" in caught.value.faults[1].remedy


def test_what_feeds_and_cools_a_hall_has_its_signals_if_the_hall_is_in_service() -> None:
    cooled = (WITH_BOTH[0], WITH_BOTH[1].replace("gensets:", "  cooling: {}\ngensets:"))
    names = set(catalogue(small_parts(cooled)))
    assert {"H1-UPS.soc_frac", "G1.power_w", "H1-COOL.supply_c"} <= names
    unused = (cooled, ("halls:\n- id: H1\n", "halls:\n- id: H1\n  in_service: false\n"))
    left = set(catalogue(small_parts(*unused)))
    assert not any(name.startswith("H1") for name in left)
    assert "G1.power_w" in left
