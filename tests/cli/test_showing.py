"""Values at the edge: MW, PH/s, %, and the name of the quantity without its unit."""

from __future__ import annotations

import pytest

from twin.cli.showing import STYLES, cell_of, head_of, style_of, value_of
from twin.signals import QUANTITIES
from twin.units import SUFFIXES


@pytest.mark.parametrize(
    ("name", "amount", "head", "cell"),
    [
        ("import_w", 87_481_234.0, "import MW", "87.48"),
        ("loss_w", 132_400.0, "loss kW", "132"),
        ("hash_th_per_s", 2_432_400.0, "hash PH/s", "2 432.4"),
        ("relative_humidity_frac", 0.577, "relative humidity %", "57.7"),
        ("pressure_pa", 94_380.0, "pressure hPa", "943.8"),
        ("difficulty_ratio", 1.3387e14, "difficulty", "1.3387e+14"),
        ("price_usd_per_mwh", -36.5, "price USD/MWh", "-36.50"),
        ("stage_index", 2.0, "stage", "2"),
        ("hotspot_c", None, "hot-spot °C", "–"),
        ("pue_ai_ratio", float("nan"), "PUE AI", "–"),
        ("tilt_deg", 3.25, "tilt deg", "3.2"),
    ],
)
def test_a_quantity_has_a_head_and_a_cell(name, amount, head, cell):
    assert (head_of(name), cell_of(name, amount)) == (head, cell)


def test_every_quantity_of_the_catalogue_has_a_style_of_its_own():
    assert [q.name for q in QUANTITIES if head_of(q.name) == q.name] == []


def test_every_style_scales_as_the_suffix_table_says():
    units = {"MW": "mw", "MWh": "mwh", "PH/s": None, "%": "pct", "hPa": None}
    for suffix, style in STYLES.items():
        other = units.get(style.unit)
        if other is not None:
            ratio = SUFFIXES[suffix].si_ratio / SUFFIXES[other].si_ratio
            assert style.scale_ratio == pytest.approx(ratio)
    assert style_of("hash_th_per_s").scale_ratio * 1000 == pytest.approx(1)


def test_a_value_has_its_unit_behind_it():
    assert value_of("import_w", 1e8) == "100.00 MW"
    assert value_of("queue_count", 3) == "3"
