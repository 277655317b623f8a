"""Suffixes say their unit, and the constants are those of the definitions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from twin import units
from twin.units import SUFFIXES, Unit, kelvin, unit_of

# The decimal prefixes of the SI brochure, table 7, and the units they stand before.
PREFIX = {"": 1.0, "m": 1e-3, "u": 1e-6, "k": 1e3, "M": 1e6, "T": 1e12, "E": 1e18}
BASE = {"W": 1.0, "VA": 1.0, "Wh": 3600.0, "V": 1.0, "A": 1.0, "s": 1.0, "m": 1.0, "H/s": 1.0}
SPLIT = re.compile(rf"([mukMTE]?)({'|'.join(BASE)})")
PREFIXED = sorted(suffix for suffix, unit in SUFFIXES.items() if SPLIT.fullmatch(unit.label))


@pytest.mark.parametrize("suffix", PREFIXED)
def test_a_prefix_in_a_label_is_in_the_ratio(suffix):
    unit = SUFFIXES[suffix]
    cut = SPLIT.fullmatch(unit.label)
    assert cut is not None
    assert unit.si_ratio == pytest.approx(PREFIX[cut[1]] * BASE[cut[2]], rel=1e-15)


def test_the_units_of_a_plant_have_prefixes():
    assert {"kw", "mw", "mva", "kwh", "mwh", "kv", "ka", "km", "us", "th_per_s"} <= set(PREFIXED)


@pytest.mark.parametrize(
    ("suffix", "value", "si"),
    [
        ("kwh", 1.0, 3.6e6),
        ("mwh", 1.0, 3.6e9),
        ("min", 2.0, 120.0),
        ("h", 1.5, 5400.0),
        ("days", 1.0, 86_400.0),
        ("pct", 42.0, 0.42),
        ("mw_per_min", 6.0, 1e5),
        ("per_h", 3600.0, 1.0),
        ("per_day", 86_400.0, 1.0),
        ("per_year", 8760.0 * 3600.0, 1.0),
        ("th", 1.0, 1e12),
        ("usd_per_mwh", 36.0, 1e-8),
        ("usd_per_ph_day", 86.4, 1e-18),
        ("btc_per_day", 86_400.0, 1.0),
        ("usd_per_mw_year", 8760.0 * 3600.0, 1e-6),
        ("kwh_per_th_day", 0.24, 1e-11),
        ("j_per_th", 15.0, 1.5e-11),
        ("ohm_per_km", 0.25, 2.5e-4),
    ],
)
def test_a_ratio_is_the_one_worked_by_hand(suffix, value, si):
    assert value * SUFFIXES[suffix].si_ratio == pytest.approx(si, rel=1e-12)


def test_units_of_one_label_measure_one_thing():
    kinds: dict[str, set[tuple[str, float]]] = {}
    for unit in SUFFIXES.values():
        if unit.label:
            kinds.setdefault(unit.label, set()).add((unit.quantity, unit.si_ratio))
    assert {label for label, said in kinds.items() if len(said) > 1} == set()


def test_a_suffix_can_stand_at_the_end_of_a_name():
    assert [s for s in SUFFIXES if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", s)] == []


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_name_has_the_unit_it_ends_in(suffix):
    assert unit_of(f"some_{suffix}") is SUFFIXES[suffix]
    assert unit_of(suffix) is SUFFIXES[suffix]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("price_usd_per_mwh", "USD/MWh"),
        ("ramp_mw_per_min", "MW/min"),
        ("rate_per_s", "1/s"),
        ("speed_th_per_s", "TH/s"),
        ("line_ohm_per_km", "ohm/km"),
    ],
)
def test_the_longest_suffix_counts(name, label):
    unit = unit_of(name)
    assert unit is not None
    assert unit.label == label


@pytest.mark.parametrize("name", ["", "hall", "draw", "w_draw", "flow", "load_mw_max"])
def test_a_name_without_a_unit_at_its_end_has_none(name):
    assert unit_of(name) is None


def test_a_unit_cannot_be_changed():
    with pytest.raises(AttributeError):
        SUFFIXES["w"].label = "kW"  # type: ignore[misc]
    assert Unit(label="x", quantity="y").si_ratio == 1.0


@pytest.mark.parametrize(
    ("constant_us", "span"),
    [
        (units.US_PER_S, timedelta(seconds=1)),
        (units.US_PER_MIN, timedelta(minutes=1)),
        (units.US_PER_H, timedelta(hours=1)),
        (units.US_PER_DAY, timedelta(days=1)),
    ],
)
def test_instants_are_whole_microseconds(constant_us, span):
    assert constant_us == span // timedelta(microseconds=1)
    assert isinstance(constant_us, int)


def test_energy_is_power_by_time():
    assert units.J_PER_KWH == units.W_PER_KW * units.S_PER_H
    assert units.J_PER_MWH == units.W_PER_MW * units.S_PER_H
    assert units.S_PER_DAY == 24 * units.S_PER_H == 1440 * units.S_PER_MIN
    assert units.H_PER_YEAR == 365 * 24


def test_hashes_come_in_thousands():
    assert units.H_PER_EH == 1e3 * units.H_PER_PH == 1e6 * units.H_PER_TH


def test_water_boils_at_373_kelvin():
    assert kelvin(99.974) == pytest.approx(373.124)
    assert kelvin(-units.KELVIN_AT_0_C) == 0.0
