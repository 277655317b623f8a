"""What a scenario's fields mean."""

from __future__ import annotations

import pytest

from twin.documents import parse
from twin.errors import Fault, ScenarioError
from twin.scenario import PolicyUse, ScenarioDocument

HEAD = "schema: switchyard.scenario/1\ntitle: t\n"
_KINDS = ", ".join(
    f"{name}: {{generate: {{kind: {kind}}}}}"
    for name, kind in (
        ("weather", "weather"), ("price", "price"), ("btc_price", "walk"), ("fees", "fees"),
        ("difficulty", "difficulty"),
    )
)  # fmt: skip
SERIES = f"series: {{{_KINDS}}}\n"


def scenario(
    start: str = "2021-02-15T06:00:00-06:00", duration: str = "365d", site: str = "w100"
) -> ScenarioDocument:
    text = f"{HEAD}site: {site}\nstart: {start}\nduration: {duration}\n{SERIES}"
    return parse(text, file="s.yaml", model=ScenarioDocument, error=ScenarioError)


def fault(start: str = "2021-01-01T00:00:00Z", duration: str = "1d") -> Fault:
    with pytest.raises(ScenarioError) as caught:
        scenario(start, duration)
    (only,) = caught.value.faults
    return only


def test_the_start_is_an_exact_microsecond() -> None:
    assert scenario().start_us == 1_613_390_400_000_000
    assert scenario("2021-02-15T12:00:00.000001Z").start_us == 1_613_390_400_000_001
    assert scenario("2021-02-15 06:00:00-06:00").start_us == 1_613_390_400_000_000


@pytest.mark.parametrize("start", ["2021-02-15T06:00:00", "2021-02-15", "1613390400", "soon"])
def test_a_start_without_an_offset_is_refused(start: str) -> None:
    assert fault(start=start).path == "start"


def test_a_start_without_an_offset_is_told_how_to_write_it() -> None:
    assert fault(start="2021-02-15T06:00:00").what == "has no offset from UTC"
    assert "-06:00" in fault(start="2021-02-15T06:00:00").remedy


@pytest.mark.parametrize(
    ("text", "hours"),
    [("365d", 8760), ("36h", 36), ("1d12h", 36), ("90min", 1.5), ("2w", 336), ("1.5d", 36)],
)
def test_a_duration_is_a_number_with_its_unit(text: str, hours: float) -> None:
    run = scenario(duration=text)
    assert run.span_us == hours * 3_600_000_000
    assert run.end_us == run.start_us + run.span_us


@pytest.mark.parametrize("text", ["365", "0d", "d", "1y", "-1d", "1d-2h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert fault(duration=text).path == "duration"
    assert fault(duration=text).remedy


def test_a_site_is_a_shipped_name_or_a_file() -> None:
    assert not scenario(site="w100").site_is_file
    assert scenario(site="../sites/mine.yaml").site_is_file


def test_a_policy_is_a_shipped_name_or_a_file() -> None:
    assert not PolicyUse(policy="n1_shedding").is_file
    assert PolicyUse(policy="mine.py").is_file


def test_left_out_parts_have_defaults() -> None:
    run = scenario()
    assert (run.seed, run.policies, run.telemetry.latency_s) == (1, (), 0.0)
    assert run.failures.asic_per_year is None
    assert run.workload.jobs is None


def test_the_schema_describes_every_part_for_editors() -> None:
    schema = ScenarioDocument.model_json_schema(by_alias=True)
    assert {"schema", "site", "start", "duration", "series"} <= set(schema["required"])
    assert "weather" in schema["$defs"]["SeriesSet"]["properties"]
    assert schema["$defs"]["Telemetry"]["properties"]["latency_s"]["minimum"] == 0
