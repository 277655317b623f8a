"""From the document to what feeds halls: supplies, transfer switches, engines, who rides."""

from __future__ import annotations

from tests.facility.test_backup import WITH_BOTH, WITH_ENGINES, WITH_UPS
from tests.plants import small_parts
from twin.devices.voltage.envelopes import ASIC_PSU, ITIC


def test_a_site_that_says_nothing_has_no_backup():
    parts = small_parts()
    assert (parts.hall_ups, parts.hall_switch) == ((-1,), (-1,))
    assert parts.ups_ids == parts.switch_ids == parts.genset_ids == ()


def test_miners_ride_by_bus_and_a_hall_only_without_a_supply():
    bare, supplied = small_parts(), small_parts(WITH_UPS)
    assert bare.ride_specs == (ASIC_PSU, ASIC_PSU, ITIC)
    assert (bare.ride_bus, bare.ride_hall) == ((0, 1, 0), (-1, -1, 0))
    assert (supplied.ride_bus, supplied.ride_hall) == ((0, 1), (-1, -1))


def test_modules_of_a_supply_count_together():
    spec = small_parts(WITH_BOTH).ups_specs[0]
    assert (spec.rated_kw, small_parts(WITH_BOTH).ups_ids) == (6 * 1250.0, ("H1-UPS",))


def test_a_hall_that_is_not_built_has_no_switch_to_engines():
    unbuilt = ("  other_it_kw: 400\n", "  other_it_kw: 400\n  in_service: false\n")
    built, planned = small_parts(WITH_ENGINES), small_parts(WITH_ENGINES, unbuilt)
    assert (built.switch_ids, built.hall_switch) == (("H1-ATS",), (0,))
    assert (planned.switch_ids, planned.hall_switch) == ((), (-1,))
