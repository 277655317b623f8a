"""Nameplate loads by unit transformer, feeder and bus."""

from __future__ import annotations

import pytest

from tests.site.small import SITE
from twin.documents import read, salvage
from twin.errors import SiteError
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.loads import bus_loads_mva, feeder_loads_mva, unit_loads_mva


def small():
    source, document, faults = salvage(
        read(SITE, file="s", error=SiteError), SiteDocument, SiteError
    )
    assert document is not None
    assert not faults
    return document, Expansion(source, document)


def test_units_carry_their_rows_and_feeds_share_a_hall():
    document, made = small()
    mva = unit_loads_mva(document, made)
    ratio = made.rows[0].spec.power_factor_ratio
    first = [row for row in made.rows if row.unit_transformer == "B1-U1"]
    assert abs(mva["B1-U1"]) == pytest.approx(first[0].count * 3400 * 1.05 / 1e6 / ratio)
    assert mva["B1-U1"].real == pytest.approx(first[0].count * 3400 * 1.05 / 1e6)
    assert mva["H1-U1"] == mva["H1-U2"]


def test_a_feeder_of_a_hall_must_carry_all_of_it_and_a_bus_only_its_share():
    document, made = small()
    feeders, units = feeder_loads_mva(document, made), unit_loads_mva(document, made)
    assert feeders["FA"] == pytest.approx(2 * units["H1-U1"])
    blocks = sum(units[name] for name in ("B1-U1", "B1-U2", "B1-SPARE"))
    assert bus_loads_mva(document, made) == pytest.approx(
        {"M1": blocks + units["H1-U1"], "M2": units["H1-U2"], "M3": 0j}
    )
