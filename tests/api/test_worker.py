"""The engine's process: it says where it stands, does as it is told, and ends with its input."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from array import array

import pytest

from twin.run.reading import open_run
from twin.run.start import Wishes, create


class Child:
    """A worker and its two pipes."""

    def __init__(self, run_dir):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.worker", str(run_dir)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def tell(self, **words):
        self.process.stdin.write(json.dumps(words).encode() + b"\n")
        self.process.stdin.flush()

    def until(self, kind, **wanted):
        while line := self.process.stdout.readline():
            said = json.loads(line)
            row = self.process.stdout.read(said["bytes"]) if "bytes" in said else b""
            if said["type"] == kind and all(said[k] == v for k, v in wanted.items()):
                return said, array("d", row)
        raise AssertionError(self.process.stderr.read().decode())

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


@pytest.fixture
def run_dir(tmp_path):
    return create("scene-t1-trips", tmp_path / "run", Wishes(span="30m"))


def test_it_plays_does_and_ends_whole(run_dir):
    child = Child(run_dir)
    said, _ = child.until("status")
    assert said["state"] == "paused"
    child.tell(op="watch", names=["site.import_w"], hz=30, n=1)
    child.tell(op="play", speed=600)
    frame, row = child.until("frame", n=1)
    assert row[0] > 50e6
    deed = {"kind": "OperatorNoted", "subject": "T1", "text": "hello", "by": "me"}
    child.tell(op="do", id="a", deeds=[deed])
    done, _ = child.until("done")
    assert done["results"][0]["accepted"]
    assert child.end() == 0
    run = open_run(run_dir)
    assert run.fact(done["results"][0]["seq"]).words == "me noted about T1: hello"
    assert run.verify().faults == ()
    assert run.span_us[1] >= frame["t_us"]


def test_what_a_pause_stands_at_is_shown_at_once_though_no_frame_was_due(run_dir):
    child = Child(run_dir)
    child.tell(op="watch", names=["site.import_w"], hz=0.1, n=1)
    child.tell(op="play", speed=60)
    shown, _ = child.until("frame", n=1)
    time.sleep(0.3)
    child.tell(op="pause")
    stood, _ = child.until("status", state="paused")
    began_s = time.monotonic()
    last, _ = child.until("frame", n=1)
    assert last["t_us"] == stood["t_us"] > shown["t_us"]
    assert time.monotonic() - began_s < 0.5, "a beat would be a second"
    child.end()


def test_it_ends_by_itself_when_the_scenario_does(run_dir):
    child = Child(run_dir)
    child.tell(op="play", speed=0)
    child.until("status", state="complete")
    assert child.end() == 0


def test_a_run_that_is_written_by_another_is_said_plainly(run_dir):
    first = Child(run_dir)
    first.until("status")
    second = Child(run_dir)
    assert second.process.wait(timeout=30) == 2
    assert b"writ" in second.process.stderr.read()
    second.end()
    first.end()
