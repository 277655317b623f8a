"""Cooling of a block is of the size of its machines, and says what their limits are."""

from __future__ import annotations

import pytest

from twin.site import shipped_site
from twin.site.block_cooling import BlockHydro, limits_of, rejects_kw, sized

SITE = shipped_site("w25-liquid")


def test_what_is_left_out_follows_from_the_machines():
    hydro, tanks, air = (one.spec for one in SITE.cooled)
    assert (hydro.miners_count, hydro.miner_kw) == (1050, pytest.approx(5.36))
    assert tanks.rated_kw == pytest.approx(1020 * 5.513)
    assert air.miners_count == 1500


def test_what_is_given_stays():
    given = BlockHydro.model_validate({"kind": "hydro", "miners_count": 10})
    values = sized(given, 400, 2000.0)
    assert (values["miners_count"], values["miner_kw"]) == (10, 5.0)


def test_machines_take_the_limits_of_their_coolant():
    hydro = SITE.cooled[0].spec
    assert limits_of(hydro)["release_c"] == hydro.warm_c - hydro.band_k
    row = next(row for row in SITE.rows if row.block == "B1")
    assert (row.spec.throttle_c, row.spec.stop_c, row.spec.inlet_rise_k) == (45.0, 50.0, 0.0)
    row = next(row for row in SITE.rows if row.block == "B3")
    assert (row.spec.throttle_c, row.spec.inlet_rise_k) == (40.0, 0.0)


def test_coolers_say_what_they_reject_and_a_tower_does_not():
    hydro, tanks, _ = (one.spec for one in SITE.cooled)
    assert rejects_kw(hydro.rejection) == 7200.0
    assert rejects_kw(tanks.rejection) is None
