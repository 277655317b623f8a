"""Equal facts have equal digests, whatever the cuts, the process or the hash seed."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.stories import KINDS, facts, new_run, written
from twin.log import LogWriter, Manifest, digest, fork_run, open_log
from twin.log.digest import digest_of

WRITE = """
import sys
from pathlib import Path
from tests.log.stories import written
from twin.log import digest, open_log
run_dir = written(Path(sys.argv[1]), [40, 1, 23])
commits = (run_dir / "events" / "000001.commits").read_bytes()
sys.stdout.write(digest(open_log(run_dir)) + " " + commits.hex())
"""


@given(st.lists(st.integers(1, 29), max_size=4))
def test_batch_cuts_make_no_difference(cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), 30]
    whole = facts(1, 30)
    parts = [whole.between(a, b) for a, b in pairwise(edges)]
    assert digest_of(parts) == digest_of([whole])


def test_processes_and_hash_seeds_make_no_difference(tmp_path: Path) -> None:
    told = set()
    for seed in ("0", "1", "4242"):
        command = [sys.executable, "-c", WRITE, str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        told.add(done.stdout)
    assert len(told) == 1, "the digest and every byte of the records"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("t_us", 1),
        ("kind", "BreakerOpened"),
        ("subject", "B99"),
        ("value", 0.1),
        ("value", None),
        ("body", '{"job":"other"}'),
        ("body", None),
        ("origin", "import"),
        ("cause", None),
        ("recorded_us", 1),
    ],
)
def test_any_changed_cell_changes_it(column: str, cell: object) -> None:
    changed = facts(1, 9)
    cells = getattr(changed, column)
    assert cells[8] != cell
    cells[8] = cell
    assert digest_of([changed]) != digest_of([facts(1, 9)])


def test_neighbouring_texts_do_not_run_together() -> None:
    one, two = facts(1, 2), facts(1, 2)
    one.subject, two.subject = ["ab", "c"], ["a", "bc"]
    assert digest_of([one]) != digest_of([two])


def test_a_body_counts_by_what_it_says() -> None:
    one, two = facts(1, 1), facts(1, 1)
    one.body, two.body = ['{"a": 1, "b": [2]}'], ['{"b":[2],"a":1}']
    assert digest_of([one]) == digest_of([two])
    one.body, two.body = ["no json"], ["no  json"]
    assert digest_of([one]) != digest_of([two])


def test_zero_has_no_sign_and_nan_is_nan() -> None:
    one, two = facts(1, 2), facts(1, 2)
    one.value, two.value = [0.0, float("nan")], [-0.0, -float("nan")]
    assert digest_of([one]) == digest_of([two])


def test_the_digest_is_the_one_of_the_format() -> None:
    """Written out by hand from the module's description for one fact."""
    columns = facts(1, 1)
    assert columns.value == [0.37]
    body = b'{"job":"job-000001","racks":[1]}'
    streams = [
        struct.pack("<q", 1),
        struct.pack("<q", columns.t_us[0]),
        b"JobStarted\n",
        struct.pack("<I", 3),
        b"B01",
        b"\1",
        struct.pack("<d", 0.37),
        struct.pack("<I", len(body)),
        body,
        b"sim\n",
        b"\0",
        struct.pack("<q", 0),
        struct.pack("<q", columns.recorded_us[0]),
    ]
    hashes = b"".join(hashlib.sha256(stream).digest() for stream in streams)
    whole = hashlib.sha256(b"switchyard facts 1\n" + struct.pack("<q", 1) + hashes)
    assert digest_of([columns]) == whole.hexdigest()


def test_a_fork_that_goes_on_unchanged_is_the_same_run(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole", [10, 10])
    half = written(tmp_path / "half", [7, 5])
    fork_run(half, tmp_path / "fork", 9, Manifest(run_id="fork"))
    with LogWriter(tmp_path / "fork", KINDS) as writer:
        writer.append(10, facts(10, 11))
    assert digest(open_log(tmp_path / "fork")) == digest(open_log(whole))
    assert digest(open_log(whole), 9) == digest(open_log(half), 9)


def test_an_empty_run_has_a_digest(tmp_path: Path) -> None:
    assert digest(open_log(new_run(tmp_path / "r"))) == digest_of([])
