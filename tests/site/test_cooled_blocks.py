"""What can't be meant about the cooling of a block is a fault at its own line."""

from __future__ import annotations

import pytest

from twin.shipped import text
from twin.site import examine_site

GOOD = text("sites", "w25-liquid")


def faults(old, new):
    assert old in GOOD, old
    return examine_site(GOOD.replace(old, new, 1), file="liquid.yaml")[1]


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        ("  shed_order: 3", "  pad: {rated_m3_per_s: 9}\n  shed_order: 3", "pad", "stands beside"),
        ("  shed_order: 3", "  inlet_rise_k: 2\n  shed_order: 3", "inlet_rise_k", "says nothing"),
        (
            "{model: s21-hyd, count: 1050}",
            "{model: s21-hyd, count: 1050, stop_c: 60}",
            "rows[0].stop_c",
            "is set by the block's cooling",
        ),
        ("model: s21-hyd", "model: s21", "rows[0].model", "is a machine cooled by air"),
        ("units_count: 6, app", "units_count: 1, app", "cooling.rejection", "takes 1200 kW of 56"),
        ("kind: hydro", "kind: steam", "cooling", "is none of the kinds"),
    ],
)
def test_it_names_the_place(old, new, path, what):
    (fault,) = faults(old, new)
    assert fault.path.startswith(f"blocks[0].{path}")
    assert what.split(" of the kinds")[0][:10] in fault.what or path == "cooling"
    assert fault.remedy or fault.allowed


def test_air_cooled_machines_may_hang_in_oil():
    assert faults("{model: m66s, count: 1020}", "{model: s21, count: 1020}") == []
