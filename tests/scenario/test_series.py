"""A series says where it comes from and what its stamps mean, or it is refused."""

from __future__ import annotations

import pytest

from twin.documents import parse
from twin.errors import Fault, ScenarioError
from twin.scenario.generators import PriceGenerator
from twin.scenario.series import COLUMNS, KINDS, ONLY_FORMATS, SeriesSpec


def series(text: str) -> SeriesSpec:
    return parse(text, file="s.yaml", model=SeriesSpec, error=ScenarioError)


def fault(text: str) -> Fault:
    with pytest.raises(ScenarioError) as caught:
        series(text)
    (only,) = caught.value.faults
    return only


def test_a_file_series_is_absolute_and_holds_until_the_next_stamp_unless_it_says_otherwise() -> (
    None
):
    spec = series("source: prices.csv")
    assert (spec.align, spec.holds, spec.tz, spec.format) == ("absolute", "until_next", None, None)
    assert (spec.dst.repeated, spec.dst.missing, spec.gap_max_s) == ("in_order", "refuse", 0.0)


def test_a_generated_series_knows_its_kind() -> None:
    spec = series("generate: {kind: price, median_usd_per_mwh: 30}")
    assert isinstance(spec.generate, PriceGenerator)
    assert spec.generate.median_usd_per_mwh == 30.0
    assert spec.generate.step_s == 300.0


@pytest.mark.parametrize("text", ["{}", "{source: a.csv, generate: {kind: weather}}"])
def test_a_series_has_exactly_one_origin(text: str) -> None:
    assert fault(text).what == "needs exactly one of source and generate"
    assert fault(text).allowed == "source: FILE, or generate: {kind: ...}"


@pytest.mark.parametrize("zone", ["America/Chicago", "UTC", "-06:00", "UTC+05:30"])
def test_zones_are_iana_names_or_offsets(zone: str) -> None:
    assert series(f"{{source: a.csv, tz: '{zone}'}}").tz == zone


@pytest.mark.parametrize("zone", ["Dallas", "CST6", "-6", "", "../etc/passwd", "America/"])
def test_what_is_no_zone_is_a_fault(zone: str) -> None:
    found = fault(f"{{source: a.csv, tz: '{zone}'}}")
    assert (found.path, found.what) == ("tz", "is no time zone")
    assert "America/Chicago" in found.remedy


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("{source: a.csv, format: xls}", "format", "csv or parquet or epw"),
        ("{source: a.csv, align: yearly}", "align", "absolute or hour_of_year or cycle"),
        ("{source: a.csv, every_s: 0}", "every_s", "above 0 s"),
        ("{source: a.csv, gap_max_s: -1}", "gap_max_s", "0 to 2678400 s"),
        ("generate: {kind: price, spike_frac: 2}", "generate.spike_frac", "0 to 1"),
        ("generate: {kind: prices}", "generate.kind", "price or walk"),
    ],
)
def test_faults_name_what_is_allowed(text: str, path: str, allowed: str) -> None:
    found = fault(text)
    assert found.path == path
    assert allowed in found.allowed


def test_every_quantity_has_its_columns_and_generators() -> None:
    assert set(COLUMNS) == {"weather", "price", "btc_price", "fees", "difficulty", "inference"}
    kinds = {tag for names in KINDS.values() for tag in names}
    schema = SeriesSpec.model_json_schema()["properties"]["generate"]["anyOf"][0]
    assert kinds == set(schema["discriminator"]["mapping"])
    assert set(ONLY_FORMATS.values()) <= set(COLUMNS)
