"""The summary as tables: parts beside the whole, limits beside values."""

from __future__ import annotations

import re

import msgspec
import pytest

from tests.run.months import hot_hours, mining_hours
from twin.cli.summing import summary_text
from twin.run.reading import open_run
from twin.run.summary import Summary


@pytest.fixture(scope="module")
def summary(hours) -> Summary:
    return open_run(hours).summary()


@pytest.fixture(scope="module")
def text(hours) -> str:
    return summary_text(hours)


def column(text: str, name: str) -> float:
    """The first figure of the line that begins with a name."""
    (line,) = (line for line in text.splitlines() if line.startswith(f"{name}  "))
    return float(re.search(r" {2,}([\d ,]+\.?\d*)", line)[1].replace(" ", ""))


def test_the_parts_printed_add_up_to_the_import(text):
    parts = [
        "mining machines",
        "mining fans and auxiliaries",
        "AI IT",
        "AI cooling and overhead",
        "lost in main transformers",
        "lost in feeders and unit transformers",
    ]
    assert sum(column(text, part) for part in parts) == pytest.approx(
        column(text, "import"), abs=3.5
    )


def test_what_is_printed_is_what_was_counted(text, summary):
    assert column(text, "bitcoin mined") == pytest.approx(summary.mining.mined_btc, abs=1e-4)
    assert column(text, "served") == pytest.approx(summary.work.served_mwh, abs=0.05)
    assert column(text, "jobs started") == summary.work.jobs_started_count
    assert f"AI part {summary.pue_ai_ratio:.3f}" in text


def test_a_site_that_only_mines_has_no_pue_of_ai_and_no_table_of_it():
    text = summary_text(mining_hours())
    assert "PUE: AI part –, whole site 1.0" in text
    assert "jobs started" not in text
    assert " America/Chicago, 2 h\n" in text


def test_every_main_transformer_has_its_worst_beside_its_limits(text, summary):
    assert "hot-spot °C (110/120/140)" in text
    mains = [worst for worst in summary.worst if worst.is_main]
    assert len(mains) == 4
    for worst in mains:
        assert re.search(rf"^{worst.id} .* {worst.hotspot_c:.1f} ", text, re.MULTILINE)


def test_facts_by_kind_add_up(text, summary):
    assert f"{summary.fact_count} facts" in text
    assert sum(summary.kinds.values()) == summary.fact_count


def test_json_is_the_whole_summary(hours, summary):
    found = msgspec.json.decode(summary_text(hours, as_json=True), type=Summary)
    assert found == summary


def test_water_has_a_line_where_there_is_any():
    found = open_run(hot_hours()).summary()
    (line,) = (line for line in summary_text(hot_hours()).splitlines() if line.startswith("water"))
    assert line.startswith(f"water: {found.water_m3:.1f} m³ in pads and towers, ")
    assert "water:" not in summary_text(mining_hours())
