"""Where nobody can look, the demo shows its figures and its story, and ends by itself."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

import pyarrow as pa
import pytest

from api.glance import Onlooker
from api.visitor import DarkError
from tests.tidy.source import ROOT

SIGNALS = ("site.import_w", "site.mining_w", "site.ai_w", "T1.hotspot_c", "weather.dry_bulb_c")


def test_the_demo_ends_by_itself_with_its_story_told(tmp_path):
    command = [sys.executable, "-c", "from twin.cli import main; main()", "demo", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].endswith("whose page has 1 script(s)")
    assert lines[1].startswith("first data after")
    assert lines[2].startswith("09:")
    story = [line for line in lines if line.startswith("16:00:0")]
    assert story[0] == "16:00:00  T1 failed: a fault in its winding, repair takes 20 h"
    assert "16:00:02  TIE-12 closed: M1 is dead" in story
    assert story[-1].startswith("16:00:05  T2 was back within its rating")


def frame(t_ms, *values):
    table = pa.table({name: [value] for name, value in zip(SIGNALS, values, strict=True)})
    return table.replace_schema_metadata({"kind": "signals", "t_ms": str(t_ms)})


def facts(*rows):
    table = pa.Table.from_pylist(list(rows))
    return table.replace_schema_metadata({"kind": "facts", "first_seq": "1", "last_seq": "9"})


def fact(seq, kind, words, cause=None):
    return {"seq": seq, "t_ms": 0.0, "kind": kind, "subject": "T1", "words": words, "cause": cause}


def test_it_tells_figures_by_the_hour_in_the_time_of_the_site():
    told = []
    hello = {"type": "hello", "run": {"tz": "America/Chicago"}}
    hour_ms = 3_600_000
    first = 1_784_037_600_000
    heard = [hello] + [frame(first + n * hour_ms // 2, 8e7, 6e7, 2e7, 70, 30) for n in range(3)]
    with pytest.raises(DarkError, match="was not lost"):
        Onlooker(perf_counter(), told.append).watch(heard)
    assert [line[:8] for line in told[1:]] == ["09:00:00", "10:00:00"]
    assert "site  80.0 MW, mining  60.0 MW, AI  20.0 MW, T1 hot-spot  70.0 °C" in told[1]


def test_it_tells_only_what_the_loss_caused():
    told = []
    heard = [
        fact(1, "PriceChanged", "the price"),
        fact(2, "TransformerFailed", "T1 failed"),
        fact(3, "PriceChanged", "the price again"),
        fact(4, "BreakerOpened", "a breaker opened", 2),
        fact(5, "OverloadEnded", "T2 was back within its rating", 4),
        fact(6, "RowsSlept", "later", 4),
    ]
    Onlooker(perf_counter(), told.append).watch([facts(*heard)])
    assert [line[10:] for line in told] == [
        "T1 failed", "a breaker opened", "T2 was back within its rating",
    ]  # fmt: skip
