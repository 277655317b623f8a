"""`twin state` and `twin signals` as typed."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from twin.cli.app import app
from twin.run.reading import open_run

AT = "2026-07-01T01:00"
AT_US = 1_782_885_600_000_000


def test_the_state_at_a_local_instant_is_that_of_the_same_instant_with_its_offset(hours, twin):
    code, out, _ = twin("state", hours, "--at", AT)
    assert code == 0
    assert out == twin("state", hours, "--at", f"{AT}-05:00")[1]
    assert out.splitlines()[1].startswith("2026-07-01 01:00:00-05:00, after fact ")


def test_the_state_of_one_asset_is_that_asset_alone(hours, twin):
    _, out, _ = twin("state", hours, "--at", AT, "--subject", "T1")
    assert "T1" in out
    assert "T2" not in out


def test_the_state_as_json_holds_what_the_run_says(hours, twin):
    _, out, _ = twin("state", hours, "--at", AT, "--json")
    found = json.loads(out)
    expected = open_run(hours).state(AT_US)
    assert (found["t_us"], found["seq"]) == (AT_US, expected.seq)
    assert found["values"]["T1"]["hotspot_c"] == expected.values["T1"]["hotspot_c"]


def test_what_was_known_earlier_is_less(hours, twin):
    _, now, _ = twin("state", hours, "--at", AT, "--json")
    _, then, _ = twin("state", hours, "--at", AT, "--as-known", "2026-07-01T00:30", "--json")
    assert json.loads(then)["seq"] < json.loads(now)["seq"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["state", "--at", "noon"], "--at: is no instant"),
        (["state", "--at", "2026-07-02"], "is outside the run"),
        (["state", "--at", AT, "--subject", "T9"], "is no asset of this site"),
        (["signals"], "--signal: is missing"),
        (["signals", "--signal", "T1.hotspt_c"], "did you mean T1.hotspot_c"),
        (["signals", "--signal", "T1.hotspot_c", "--from", AT, "--to", "2026-07-01"], "window"),
    ],
)
def test_questions_that_make_no_sense_are_refused(hours, twin, words, said):
    verb, *options = words
    code, _, err = twin(verb, hours, *options)
    assert code == 2
    assert said in err


def test_the_list_names_every_signal_as_text_and_as_json(hours, twin):
    known = set(open_run(hours).catalogue)
    _, out, _ = twin("signals", hours, "--list")
    assert {line.split()[0] for line in out.splitlines()[2:]} == known
    _, out, _ = twin("signals", hours, "--list", "--format", "json")
    assert {one["name"] for one in json.loads(out)} == known


def test_csv_and_json_and_arrow_tell_the_same(hours, twin):
    words = ["signals", hours, "--signal", "T1.hotspot_c", "--signal", "site.import_w"]
    words += ["--from", "2026-07-01T00:30", "--to", "2026-07-01T00:31", "--points", "7"]
    _, text, _ = twin(*words)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["time"] == "2026-07-01T00:30:00-05:00"
    found = json.loads(twin(*words, "--format", "json")[1])
    assert found["exact"]
    assert len(found["t_us"]) == len(rows) == 7
    by_name = {one["name"]: one["mean"] for one in found["signals"]}
    assert [float(row["T1.hotspot_c"]) for row in rows] == pytest.approx(by_name["T1.hotspot_c"])
    done = CliRunner().invoke(app, [str(word) for word in [*words, "--format", "arrow"]])
    table = pa.ipc.open_stream(done.stdout_bytes).read_all()
    assert table.column("site.import_w").to_pylist() == by_name["site.import_w"]
    assert table.schema.field("site.import_w").metadata == {b"unit": b"W"}
