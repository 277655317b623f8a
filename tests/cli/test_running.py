"""`twin run`, `resume`, `fork` and `diff` as typed, and what they refuse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from twin.cli.running import STOPPED
from twin.engine import Engine
from twin.log import open_log, verify

BEGIN = "2026-07-01T00:00"
DAY = """\
schema: switchyard.scenario/1
title: two hours
site: w100-hybrid
start: 2026-07-01T00:00:00-05:00
duration: 2h
series:
  weather: {generate: {kind: weather}}
  price: {source: prices.csv}
  btc_price: {generate: {kind: walk}}
  fees: {generate: {kind: fees}}
  difficulty: {generate: {kind: difficulty}}
"""


def prices(*cells: str) -> str:
    """Hourly prices from the begin of the run."""
    rows = [f"2026-07-01 {hour:02}:00:00-05:00,{cell}" for hour, cell in enumerate(cells)]
    return "Datetime,Price (USD/MWh)\n" + "\n".join(rows) + "\n"


@pytest.fixture
def folder(tmp_path):
    """A scenario with a file of prices."""
    (tmp_path / "day.yaml").write_text(DAY, encoding="utf-8")
    (tmp_path / "prices.csv").write_text(prices("20", "30", "40", "50"), encoding="utf-8")
    return tmp_path


def test_a_run_ends_in_a_sound_log_and_a_summary(hours, twin):
    assert verify(hours).faults == ()
    code, out, _ = twin("resume", hours)
    assert code == 0
    assert out.splitlines()[0] == "Thirty summer days of mining beside AI"
    assert "of 100 contracted" in out
    code, out, _ = twin("resume", hours, "--json")
    summary = json.loads(out)
    assert summary["is_complete"]
    assert summary["fact_count"] == open_log(hours).last_seq
    assert abs(summary["energy"]["balance_ratio"]) < 1e-9


def test_seed_and_sets_change_the_run_and_the_same_twice_is_the_same(hours, twin, tmp_path):
    def digest(name, *words):
        run_dir = tmp_path / name
        code, _, err = twin("run", "demo-month", "--out", run_dir, "--for", "2h", *words)
        assert (code, err) == (0, "")
        return twin("log", "digest", run_dir)[1]

    first = twin("log", "digest", hours)[1]
    assert digest("again") == first
    assert digest("seed", "--seed", "8") != first
    assert digest("set", "--set", "site.interconnect.ramp_up_mw_per_min=2") != first


def test_a_file_of_prices_beside_the_scenario_is_found(folder, twin):
    code, _, err = twin("run", folder / "day.yaml", "--out", folder / "run")
    assert (code, err) == (0, "")
    _, out, _ = twin("log", "show", folder / "run", "--kind", "PriceChanged")
    assert [line.split("became ")[1].split()[0] for line in out.splitlines()][:2] == ["20", "30"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "no-such", "--out", "OUT"], "is no file"),
        (["run", "demo-month", "--out", "OUT", "--for", "soon"], "--for: is no span of time"),
        (["run", "demo-month", "--out", "OUT", "--set", "sed=1"], "sed"),
        (["run", "demo-month", "--out", "HOURS"], "exists already"),
        (["resume", "OUT"], "is not a run"),
        (["fork", "HOURS", "--at", f"{BEGIN}", "--out", "OUT", "--fail", "T9"], "T9"),
        (["fork", "HOURS", "--at", "2027-01-01", "--out", "OUT"], "is outside the run"),
        (["fork", "HOURS", "--at", BEGIN, "--out", "OUT", "--set", "start=x"], "mid-run"),
        (["fork", "HOURS", "--at", BEGIN, "--out", "OUT", "--policy", "hope"], "hope"),
        (["diff", "HOURS", "OUT"], "is not a run"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(hours, twin, tmp_path, words, said):
    places = {"OUT": tmp_path / "out", "HOURS": hours}
    code, _, err = twin(*(places.get(word, word) for word in words))
    assert code == 2, err
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (prices("20", "nan", "30", "40"), "prices.csv:3"),
        (prices("20", "30").replace(" 01:", " 00:"), "prices.csv"),
        (prices("20", "30", "40").replace("01 01:", "01 05:"), "prices.csv"),
        (prices("20", "30").replace("2026-07", "2025-03"), "prices.csv"),
        ("Datetime,Price (USD/MWh)\n", "prices.csv"),
    ],
    ids=["not a number", "twice", "wrong order", "start outside", "empty"],
)
def test_a_series_that_can_not_be_used_is_told_with_its_file(folder, twin, text, said):
    (folder / "prices.csv").write_text(text, encoding="utf-8")
    code, _, err = twin("run", folder / "day.yaml", "--out", folder / "run")
    assert code == 2, err
    assert said in err
    assert not (folder / "run").exists()


def test_all_faults_of_scenario_site_and_sets_come_at_once(folder, twin):
    (folder / "day.yaml").write_text(DAY + "colour: blue\nseed: -1\n", encoding="utf-8")
    wrong = [
        "--set",
        "site.transformers[T1].z_pct=-9",
        "--set",
        "site.ties[TIE-12].between=[M1,M9]",
    ]
    code, _, err = twin("run", folder / "day.yaml", "--out", folder / "run", *wrong)
    assert code == 2
    for word in ("colour", "seed", "z_pct", "M9"):
        assert word in err
    assert err.startswith("twin: 4 faults\n")


def test_a_closed_loop_is_refused(folder, twin):
    ties = [f"--set=site.ties[{tie}].closed=true" for tie in ("TIE-12", "TIE-23", "TIE-34")]
    code, _, err = twin("run", folder / "day.yaml", "--out", folder / "run", *ties)
    assert code == 2
    assert "ties[" in err
    assert "is no field" not in err


def test_a_fork_shares_the_past_and_diff_says_where_they_part(hours, twin, tmp_path):
    fork_dir = tmp_path / "fork"
    at = "2026-07-01T01:00-05:00"
    code, out, err = twin("fork", hours, "--at", at, "--out", fork_dir, "--fail", "T1")
    assert (code, err) == (0, "")
    assert "of 100 contracted" in out
    code, out, _ = twin("diff", hours, fork_dir)
    assert code == 0
    assert "by descent; then" in out
    assert "fail T1" in out
    assert "T2 highest load, pu" in out
    code, out, _ = twin("diff", hours, fork_dir, "--json")
    found = json.loads(out)
    assert found["shared_seq"] == found["same_seq"] > 0
    assert found["second"]["words"].startswith("operator")


def test_a_fork_that_changes_nothing_is_the_same(hours, twin, tmp_path):
    at = "2026-07-01T01:00"
    assert twin("fork", hours, "--at", at, "--out", tmp_path / "same")[0] == 0
    code, out, _ = twin("diff", hours, tmp_path / "same")
    assert code == 0
    assert out.startswith("the same ")
    assert "then" not in out


def test_ctrl_c_leaves_a_run_that_resume_finishes(twin, tmp_path, monkeypatch, hours):
    run_dir = tmp_path / "run"
    whole = Engine.run

    def interrupted(engine, until_us):
        whole(engine, until_us - 3600 * 10**6)
        os.kill(os.getpid(), signal.SIGINT)
        whole(engine, until_us)

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "run", interrupted)
        code, out, err = twin("run", "demo-month", "--out", run_dir, "--for", "2h")
    assert (code, out) == (STOPPED, "")
    assert f"twin resume {run_dir}" in err
    assert verify(run_dir).faults == ()
    assert twin("resume", run_dir)[0] == 0
    assert twin("log", "digest", run_dir)[1] == twin("log", "digest", hours)[1]


def test_a_killed_run_is_resumed_to_the_same_facts(twin, tmp_path):
    words = ["demo-month", "--for", "2d"]
    assert twin("run", *words, "--out", tmp_path / "through")[0] == 0
    code = "from twin.cli import main; main()"
    run_dir = tmp_path / "killed"
    command = [sys.executable, "-c", code, "run", *words, "--out", str(run_dir)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(run_dir.glob("events/*.arrows")) and running.poll() is None:
        time.sleep(0.005)
    running.kill()
    running.wait()
    assert twin("resume", run_dir)[0] == 0
    assert twin("log", "digest", run_dir)[1] == twin("log", "digest", tmp_path / "through")[1]


def test_a_run_that_ends_before_an_event_runs_and_says_what_does_not_happen(folder, twin):
    late = "{kind: outage, after: 90min, duration_min: 1}"
    events = f"events: [{late}, {{kind: fail, after: 0s, asset: T1}}]"
    (folder / "day.yaml").write_text(f"{DAY}{events}\n", encoding="utf-8")
    code, _, err = twin("run", folder / "day.yaml", "--for", "1h", "--out", folder / "run")
    assert code == 0
    assert "1 of 2 events come after the end and do not happen: outage" in err
    kinds = [kind for facts in open_log(folder / "run").chunks() for kind in facts.kind]
    assert "TransformerFailed" in kinds
    assert "GridVoltageChanged" not in kinds
    code, _, err = twin("run", folder / "day.yaml", "--set", "duration=1h", "--out", folder / "no")
    assert (code, "lies outside the run" in err) == (2, True)
