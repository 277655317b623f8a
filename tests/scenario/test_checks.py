"""What types can't say is said all the same, at its line, all at once."""

from __future__ import annotations

import pytest

from twin.errors import Fault, ScenarioError
from twin.scenario import examine_scenario, faults_with_site

GOOD = """\
schema: switchyard.scenario/1
title: a day
site: w100-hybrid
start: 2026-07-01T00:00:00-05:00
duration: 1d
series:
  weather: {generate: {kind: weather}}
  price: {generate: {kind: price}}
  btc_price: {generate: {kind: walk}}
  fees: {generate: {kind: fees}}
  difficulty: {generate: {kind: difficulty}}
workload:
  jobs: {generate: {kind: jobs}}
  inference: {generate: {kind: inference}}
  partitions: [{hall: H1, inference_frac: 0.5}, {hall: H2}]
policies:
- policy: price_curtailment
- policy: my/own.py
"""


def faults(old: str = "", new: str = "") -> list[Fault]:
    assert old in GOOD
    return examine_scenario(GOOD.replace(old, new, 1), file="s.yaml")[2]


def test_a_good_scenario_has_no_faults() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        ("{kind: price}", "{kind: weather}", "series.price.generate.kind", "makes no price"),
        ("{kind: walk}", "{kind: fees}", "series.btc_price.generate.kind", "makes no btc_price"),
        (
            "{kind: inference}",
            "{kind: price}",
            "workload.inference.generate.kind",
            "makes no inference",
        ),
        (
            "{generate: {kind: price}}",
            "{source: a.epw, format: epw}",
            "series.price.format",
            "holds no price",
        ),
        (
            "{generate: {kind: weather}}",
            "{source: a.json, format: checkpoints}",
            "series.weather.format",
            "holds no weather",
        ),
        (
            "{kind: price}",
            "{kind: constant, values: {price_usd_per_mw: 3}}",
            "series.price.generate.values",
            "gives no price",
        ),
        (
            "{kind: difficulty}",
            "{kind: constant, values: {difficulty_ratio: 1e14}, "
            "changes: [{after: 1h, values: {difficulty_ratio: 2e14}}]}",
            "series.difficulty.generate.changes",
            "has no meaning for difficulty",
        ),
        (
            "{generate: {kind: price}}",
            "{source: a.csv, columns: {price: LMP}}",
            "series.price.columns.price",
            "is no column of this series",
        ),
        (
            "{generate: {kind: jobs}}",
            "{source: j.csv, columns: {racks: n}}",
            "workload.jobs.columns.racks",
            "is no column of this series",
        ),
        (
            "{generate: {kind: price}}",
            "{source: a.csv, interval_s: 300}",
            "series.price.interval_s",
            "is the length of an interval mean, but the series holds until the next value",
        ),
        (
            "{generate: {kind: price}}",
            "{generate: {kind: price}, tz: UTC}",
            "series.price.tz",
            "says nothing about a generated series",
        ),
        ("my/own.py", "price_curtailment", "policies[1].policy", "is given twice"),
        ("{hall: H2}", "{hall: H1}", "workload.partitions[1].hall", "is given twice"),
    ],
)
def test_each_slip_is_a_fault_at_its_place(old: str, new: str, path: str, what: str) -> None:
    found = faults(old, new)
    assert (path, what) in [(fault.path, fault.what) for fault in found]
    assert all(fault.line > 1 and (fault.allowed or fault.remedy) for fault in found)


def test_repairs_must_not_be_longest_before_shortest() -> None:
    slip = "failures: {rack_repair_min_h: 5, rack_repair_max_h: 2}\npolicies:\n"
    (fault,) = faults("policies:\n", slip)
    assert (fault.path, fault.value, fault.allowed) == (
        "failures.rack_repair_min_h", "5 h", "up to 2 h",
    )  # fmt: skip


def test_faults_of_types_and_of_sense_come_together() -> None:
    text = (
        GOOD.replace("duration: 1d", "duration: 1")
        .replace("{kind: walk}", "{kind: fees}")
        .replace("title: a day\n", "")
        .replace("hall: H2", "hal: H2")
    )
    found = examine_scenario(text, file="s.yaml")[2]
    assert [fault.path for fault in found] == [
        "title",
        "duration",
        "series.btc_price.generate.kind",
        "workload.partitions[1].hall",
        "workload.partitions[1].hal",
    ]


def test_a_partition_of_a_hall_the_site_has_not_is_a_fault() -> None:
    source, scenario, _ = examine_scenario(GOOD, file="s.yaml")
    assert scenario is not None
    assert faults_with_site(source, scenario, {"H1": "hall", "H2": "hall"}, {}) == []
    (fault,) = faults_with_site(source, scenario, {"H1": "hall", "H02": "hall", "T1": "bus"}, {})
    assert (fault.path, fault.line, fault.remedy) == (
        "workload.partitions[1].hall", 15, 'did you mean "H02"?',
    )  # fmt: skip
    assert faults_with_site(source, scenario, {}, {})[0].allowed == "none, the site has no hall"


def test_another_kind_of_document_is_refused_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        examine_scenario("schema: switchyard.site/1\n", file="s.yaml")
    assert caught.value.faults[0].what == "is another kind of document"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ("duration=99999999d", "duration"),
        ("start=9999-12-31T23:00:00Z", "start"),
        ("start=0001-01-01T00:00:00+14:00", "start"),
        ("telemetry={period_s: 0.0001}", "telemetry.period_s"),
    ],
)
def test_a_time_nobody_can_live_through_is_a_fault(change: str, path: str) -> None:
    _, _, faults = examine_scenario(GOOD, file="year.yaml", sets=[change])
    assert [fault.path for fault in faults] == [path]


EVENTS = "events: [{kind: fail, after: 1h, asset: T2}, {kind: outage, after: 2d, duration_min: 1}]"


def test_events_outside_the_run_and_of_assets_the_site_has_not_are_faults() -> None:
    source, scenario, found = examine_scenario(f"{GOOD}{EVENTS}\n", file="s.yaml")
    assert scenario is not None
    assert found == []
    kinds = {"H1": "hall", "H2": "hall", "T1": "transformer", "M2": "bus"}
    unknown, late = faults_with_site(source, scenario, kinds, {})
    assert (unknown.path, unknown.allowed) == ("events[0].asset", "T1")
    assert (late.path, late.what) == ("events[1].after", "lies outside the run")
    (unknown,) = faults_with_site(source, scenario, kinds, {}, ends_early=True)
    assert unknown.path == "events[0].asset"


def test_what_is_not_in_service_does_not_break_nor_more_than_there_is() -> None:
    breaks = "{kind: break, after: 0s, group: H1-CDU, units_count: 6}"
    text = f"{GOOD}events: [{{kind: fail, after: 1h, asset: T2}}, {breaks}]\n"
    source, scenario, found = examine_scenario(text, file="s.yaml")
    assert scenario is not None
    assert found == []
    kinds = {"H1": "hall", "H2": "hall", "T2": "transformer", "H1-CDU": "equipment"}
    assert faults_with_site(source, scenario, kinds, {"T2": 1, "H1-CDU": 6}) == []
    off, many = faults_with_site(source, scenario, kinds, {"T2": 0, "H1-CDU": 5})
    assert (off.path, off.what) == ("events[0].asset", "is a transformer that is not in service")
    assert off.remedy == "put it in service, or name one that is"
    assert (many.path, many.allowed) == ("events[1].units_count", "1 to 5")


def test_a_range_is_that_of_the_kind_of_event_that_is_written() -> None:
    wrong = "events: [{kind: break, after: 1h, group: H1-PUMP, repair_h: -1}]\nworkload:\n"
    (fault,) = faults("workload:\n", wrong)
    assert fault.path == "events[0].repair_h"
    assert fault.allowed == "above 0 h and at most 8760 h"


def test_an_unknown_field_of_an_event_is_held_against_the_fields_of_its_kind() -> None:
    wrong = "events: [{kind: sag, after: 1h, to_pu: 0.6, cycles_count: 4, groop: X}]\nworkload:\n"
    (fault,) = faults("workload:\n", wrong)
    assert "cycles_count" in fault.allowed
    assert "group" not in fault.allowed
