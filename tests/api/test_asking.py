"""Questions about runs: state, signals, facts, causes, what comes next, files."""

from __future__ import annotations

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from twin.run.reading import open_run


@pytest.fixture(scope="module")
def known(server):
    return open_run(server.workspace / "runs" / "done")


def test_a_state_is_what_the_twin_says(browser, known):
    t_us = known.span_us[0] + 3_700_000_000
    answer = browser.get(f"/runs/done/state?at_ms={t_us / 1000}")
    told = known.state(t_us)
    assert answer["values"]["T2"]["load_pu"] == told.values["T2"]["load_pu"]
    assert answer["marks"]["T1"] == ["dead", "failed"]
    assert "open" in answer["marks"]["T1-HV"]


def test_a_state_outside_the_run_names_its_span(browser):
    fault = browser.get("/runs/done/state?at_ms=5", 422)["faults"][0]
    assert fault["path"] == "at_ms"
    assert "2026-07-14" in fault["allowed"]


def test_signals_come_as_json_and_as_arrow(browser, known):
    path = "/runs/done/signals?name=T1.hotspot_c&name=site.import_w&points=50"
    chart = browser.get(path)
    arrow = browser.ask("GET", f"/api/v1{path}&format=arrow")
    table = pa.ipc.open_stream(arrow.body).read_all()
    assert chart["signals"][0]["mean"] == table["T1.hotspot_c mean"].to_pylist()
    assert len(chart["t_ms"]) == 50
    direct = known.signals(["T1.hotspot_c"], points=50)
    assert chart["signals"][0]["mean"] == pytest.approx(direct.mean[0].tolist())


def test_a_signal_that_is_none_is_a_fault(browser):
    assert "T1.hotspot_c" in str(browser.get("/runs/done/signals?name=T1.hotspot", 422))


def test_facts_come_in_pages_both_ways(browser, known):
    first = browser.get("/runs/done/facts?after_seq=0&limit=10")
    assert [one["seq"] for one in first["facts"]] == list(range(1, 11))
    last = browser.get("/runs/done/facts?limit=5")
    newest = known.fact_count
    assert [one["seq"] for one in last["facts"]] == list(range(newest, newest - 5, -1))
    before = browser.get(f"/runs/done/facts?limit=3&before_seq={newest - 4}")
    assert before["facts"][0]["seq"] == newest - 5
    assert before["more"]


def test_facts_are_filtered_by_kind_subject_origin_and_words(browser):
    failed = browser.get("/runs/done/facts?kind=TransformerFailed&subject=T1")["facts"]
    assert [one["words"] for one in failed] == [
        "T1 failed: a fault in its winding, repair takes 336 h"
    ]
    assert browser.get("/runs/done/facts?origin=policy&text=SLEEP&limit=2")["facts"]
    assert browser.get("/runs/done/facts?text=nobody+says+this")["facts"] == []


def test_why_ends_at_a_root(browser):
    slept = browser.get("/runs/done/facts?kind=RowsSlept&limit=1")["facts"][0]
    chain = browser.get(f"/runs/done/why/{slept['seq']}")
    assert chain[0]["seq"] == slept["seq"]
    assert chain[-1]["cause"] is None


def test_density_counts_every_fact(browser, known):
    density = browser.get("/runs/done/facts/density?bins=7")
    assert sum(density["counts"]) == known.fact_count
    assert 0 < sum(density["alarms"]) < known.fact_count


def test_what_comes_next_lies_ahead(browser, known):
    t_ms = (known.span_us[0] + 3_610_000_000) / 1000
    found = browser.get(f"/runs/done/next?at_ms={t_ms}")
    assert found
    assert all(one["t_ms"] > t_ms for one in found)


def test_files_hold_what_was_asked_for(browser, known):
    csv = browser.ask("GET", "/api/v1/runs/done/download?what=facts&format=csv")
    assert csv.body.count(b"\n") == known.fact_count + 1
    assert csv.headers["content-disposition"] == 'attachment; filename="done-facts.csv"'
    path = "/api/v1/runs/done/download?what=signals&name=T1.load_pu&format=parquet&points=9"
    assert pq.read_table(BytesIO(browser.ask("GET", path).body)).num_rows == 9


def test_the_summary_is_that_of_the_run(browser, known):
    assert browser.get("/runs/done/summary")["fact_count"] == known.fact_count


def test_the_layout_and_the_catalogue_name_the_same_assets(browser):
    layout = browser.get("/runs/done/layout")
    assets = {one["asset"] for one in browser.get("/runs/done/catalogue")}
    assert {main["id"] for main in layout["transformers"]} <= assets
    assert {hall["id"] for hall in layout["halls"] if hall["in_service"]} <= assets
