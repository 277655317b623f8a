"""Everything wrong with a scenario and what it leads to comes out at once, as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.small import SITE
from twin.errors import Fault, RequestError
from twin.run.examine import (
    by_file,
    document_text,
    examine,
    reference_faults,
    series_faults,
    site_document,
)
from twin.scenario import load_scenario

DAY = """\
schema: switchyard.scenario/1
title: a day
site: site.yaml
start: 2026-07-01T00:00:00-05:00
duration: 1x
series:
  weather: {generate: {kind: weather}, bogus: 1}
  price: {source: prices.csv, gap_max_s: x}
  btc_price: {generate: {kind: walkk}}
  fees: {generate: {kind: fees}}
  difficulty: {source: none.csv}
workload:
  jobs: {source: jobs.csv}
  partitions: [{hall: H9, inference_frac: 7}]
policies:
- policy: price_curtailmen
  foo: 1
- policy: mine.py
- policy: n1_shedding
  params: {hold_min: -1}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site.yaml").write_text(SITE.replace("bus: M1}", "bus: M1, z_pct: 99}"))
    (tmp_path / "day.yaml").write_text(DAY)
    return tmp_path


def paths(folder: Path, *sets: str) -> list[str]:
    document = document_text(str(folder / "day.yaml"), "scenarios")
    return [fault.path for fault in examine(document, sets).faults]


def test_references_are_checked_even_where_shapes_are_faulty(folder: Path) -> None:
    assert paths(folder) == [
        *("duration", "series.weather.bogus", "series.price.gap_max_s", "series.price.source"),
        *("series.btc_price.generate.kind", "series.difficulty.source"),
        *("workload.jobs.source", "workload.partitions[0].inference_frac"),
        *("workload.partitions[0].hall", "policies[0].policy", "policies[0].foo"),
        *("policies[1].policy", "policies[2].params.hold_min", "transformers[0].z_pct"),
    ]


def test_an_assignment_to_the_site_is_told_as_it_was_typed(folder: Path) -> None:
    document = document_text("demo-month", "scenarios")
    found = examine(document, ["site.transformers[T1].z_pct=900", "site.foo=1", "site.x"]).faults
    assert [fault.file for fault in found] == ["--set site.x"]
    found = examine(document, ["site.transformers[T1].z_pct=900", "site.foo=1"]).faults
    assert [(fault.file, fault.path) for fault in found] == [
        ("--set site.transformers[T1].z_pct=900", "site.transformers[0].z_pct"),
        ("--set site.foo=1", "site.foo"),
    ]


def test_a_sound_scenario_has_no_faults_and_all_its_parts() -> None:
    found = examine(document_text("demo-month", "scenarios"), ["site.title=other"])
    assert found.faults == ()
    assert found.scenario is not None
    assert found.site is not None
    assert found.site.document.title == "other"
    assert found.site_sets == ("title=other",)
    assert list(series_faults(found)) == []
    assert reference_faults(found.source, found.scenario, found.base_dir) == []


def test_the_content_of_series_files_is_read_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("nothing,here\n1,2\n")
    text, file, _ = document_text("demo-month", "scenarios")
    found = examine((text, file, tmp_path), ["series.price={source: p.csv}"])
    assert found.faults == ()
    assert [fault.file for fault in series_faults(found)] == ["p.csv"]


def test_a_site_is_found_beside_its_scenario_or_among_the_shipped(folder: Path) -> None:
    text, file, _ = document_text("demo-month", "scenarios")
    shipped_one, _ = load_scenario(text, file=file)
    assert "W100-HYBRID" in site_document(shipped_one, folder)[0]
    own, _ = load_scenario(text, file=file, sets=["site=site.yaml"])
    assert site_document(own, folder)[0].startswith(SITE[:20])
    with pytest.raises(RequestError, match="is no file"):
        site_document(own, folder / "elsewhere")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xfe\x00", "is not UTF-8 text: byte 0"),
        (b"# " + b"x" * (16 * 1024 * 1024), "is too large for a document"),
        (None, "is a folder, not a document"),
    ],
    ids=["bytes", "huge", "folder"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "x.yaml"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(RequestError) as caught:
        document_text(str(path), "sites")
    assert caught.value.faults[0].what == what


def test_a_byte_order_mark_is_no_part_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfschema: x\n")
    assert document_text(str(tmp_path / "x.yaml"))[0] == "schema: x\n"


def test_faults_are_told_once_file_by_file_in_the_order_of_lines() -> None:
    a9, b1, a2 = (
        Fault(what="x", file=file, line=line) for file, line in (("a", 9), ("b", 1), ("a", 2))
    )
    assert by_file([a9, b1, a2, a9]) == [a2, a9, b1]


@pytest.mark.parametrize(
    ("change", "path", "value", "who"),
    [
        ("events[0].mva=0.0001", "events[0].mva", "0.00418 A through F09", "no relay"),
        ("events[0].resistance_ohm=900", "events[0].resistance_ohm", "9.74 A through F09", ""),
        (
            "events[2].resistance_ohm=5",
            "events[2].resistance_ohm",
            "172 A through T2-HV",
            "no relay behind the breaker that fails",
        ),
    ],
)
def test_a_short_circuit_that_no_relay_sees_is_named_with_current_pickup_and_remedy(
    change: str, path: str, value: str, who: str
) -> None:
    (found,) = examine(document_text("scene-fault", "scenarios"), [change]).faults
    assert (found.path, found.value) == (path, value)
    assert found.what.startswith(f"is a short circuit that {who or 'no relay'} sees")
    name = value.rsplit(maxsplit=1)[-1]
    assert found.allowed.startswith(f"more than the pickup of {name}, ")
    assert found.remedy.endswith(f"or lower pickup_a of {name} in the site's protection")


def test_a_short_circuit_just_above_the_pickup_is_no_fault() -> None:
    """480 A at 13.8 kV are 11.47 MVA."""
    document = document_text("scene-fault", "scenarios")
    assert examine(document, ["events[0].mva=11.48"]).faults == ()
    assert len(examine(document, ["events[0].mva=11.47"]).faults) == 1
