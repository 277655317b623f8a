"""Logs of every released format are read as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.log.stories import KINDS, START_US, STEP_US, facts, new_run
from twin.log import (
    DiskFiles,
    KeyframeStore,
    LogWriter,
    Manifest,
    WriteSettings,
    digest,
    fork_run,
    open_log,
    verify,
)

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "logs" / "format-1"
DIGESTS = {
    "base": "4ca30e7608aa2d97e1cdb47833896bc3996adc1027f185e21ecf05b9647c82da",
    "fork": "5cf8fe3eb3784f2a11bf8eb79bafe563aa6c705ecdd53552e5abd24d21d904d4",
}
LATE_US = START_US + 3 * STEP_US + 1


def write_golden(folder: Path) -> None:
    """How the golden logs of this format were made."""
    base = new_run(folder / "base", "golden base")
    with LogWriter(base, KINDS, WriteSettings(segment_bytes=6_000)) as writer:
        for count in (20, 30, 40):
            writer.append(
                writer.next_seq,
                facts(writer.next_seq, count),
                producer="golden",
                producer_seq=count,
            )
        KeyframeStore(base, DiskFiles()).write(50, START_US + 50 * STEP_US, b"state at 50")
        writer.append(91, facts(91, 1, [LATE_US]))
    fork_run(base, folder / "fork", 61, Manifest(run_id="golden fork"))
    with LogWriter(folder / "fork", KINDS) as writer:
        writer.append(62, facts(62, 9))


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_a_golden_log_reads_as_it_was_written(name: str) -> None:
    reader = open_log(GOLDEN / name)
    assert verify(GOLDEN / name).faults == ()
    assert digest(reader) == DIGESTS[name]


def test_the_golden_facts_are_the_ones_of_the_story() -> None:
    base, fork = open_log(GOLDEN / "base"), open_log(GOLDEN / "fork")
    assert base.columns(1, 90) == facts(1, 90)
    assert base.columns(91) == facts(91, 1, [LATE_US])
    assert fork.columns() == facts(1, 70)


def test_the_golden_keyframe_serves_the_fork_and_not_who_knows_of_the_late_fact() -> None:
    found = open_log(GOLDEN / "fork").nearest_keyframe()
    assert found is not None
    assert found.state == b"state at 50"
    assert open_log(GOLDEN / "base").nearest_keyframe() is None
    assert open_log(GOLDEN / "base").nearest_keyframe(known_seq=90) is not None


def test_today_writes_the_same_facts(tmp_path: Path) -> None:
    write_golden(tmp_path)
    for name, told in DIGESTS.items():
        assert digest(open_log(tmp_path / name)) == told


def test_the_answer_to_an_old_producer_is_remembered(tmp_path: Path) -> None:
    write_golden(tmp_path)
    with LogWriter(tmp_path / "base", KINDS) as writer:
        ack = writer.append(92, facts(92, 30), producer="golden", producer_seq=30)
    assert (ack.first_seq, ack.last_seq) == (21, 50)
