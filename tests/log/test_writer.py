"""The writer's promises: order, conflict, the same answer twice, one at a time."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from tests.log.stories import KINDS, facts, file_of, new_run, written
from twin.errors import LogError
from twin.log import Durability, LogWriter, WriteSettings, open_log
from twin.log.records import RECORD_BYTES

LAZY = WriteSettings(durability=Durability.AT_CHECKPOINTS)


def test_the_first_fact_has_seq_one_and_batches_follow_on(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        first = writer.append(1, facts(1, 3))
        second = writer.append(4, facts(4, 2))
    assert (first.first_seq, first.last_seq, first.durable) == (1, 3, True)
    assert (second.first_seq, second.last_seq) == (4, 5)
    assert open_log(tmp_path / "r").columns() == facts(1, 5)


def test_a_wrong_expected_seq_is_a_conflict_and_writes_nothing(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        writer.append(1, facts(1, 3))
        for wrong in (1, 3, 5):
            with pytest.raises(LogError, match="another append came first"):
                writer.append(wrong, facts(wrong, 2))
        assert writer.next_seq == 4


def test_the_same_producer_and_number_gets_the_first_answer(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        first = writer.append(1, facts(1, 3), producer="meter-7", producer_seq=41)
        again = writer.append(1, facts(1, 3), producer="meter-7", producer_seq=41)
        other = writer.append(4, facts(4, 1), producer="meter-8", producer_seq=41)
    assert again == first
    assert other.first_seq == 4
    assert open_log(tmp_path / "r").last_seq == 4


def test_the_memory_of_producers_survives_closing(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS) as writer:
        first = writer.append(1, facts(1, 3), producer="meter-7", producer_seq=-2)
        writer.append(4, facts(4, 3))
    with LogWriter(run_dir, KINDS) as writer:
        assert writer.append(99, facts(1, 3), producer="meter-7", producer_seq=-2) == first
        assert writer.next_seq == 7


def test_a_caller_without_a_name_never_repeats_itself(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        writer.append(1, facts(1, 1))
        assert writer.append(2, facts(2, 1)).first_seq == 2


def test_two_writers_of_one_run_are_refused(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS), pytest.raises(LogError, match="another process writes"):
        LogWriter(run_dir, KINDS)
    LogWriter(run_dir, KINDS).close()


def _try_to_write(run_dir: Path, answers: multiprocessing.SimpleQueue[str]) -> None:
    try:
        LogWriter(run_dir, KINDS).close()
    except LogError as error:
        answers.put(str(error))
    else:
        answers.put("opened")


def test_a_writer_in_another_process_is_refused_too(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    with LogWriter(run_dir, KINDS):
        child = context.Process(target=_try_to_write, args=(run_dir, answers))
        child.start()
        answer = answers.get()
        child.join()
    assert "another process writes" in answer


def test_lazy_batches_are_acknowledged_by_a_checkpoint(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS, LAZY) as writer:
        ack = writer.append(1, facts(1, 3))
        assert not ack.durable
        assert (writer.durable_seq, writer.last_seq) == (0, 3)
        assert open_log(run_dir).last_seq == 0, "readers see what is acknowledged only"
        assert writer.checkpoint() == 3
        assert (writer.durable_seq, open_log(run_dir).last_seq) == (3, 3)


def test_lazy_records_never_cross_a_sector(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS, LAZY) as writer:
        durable = [writer.append(n, facts(n, 1)).durable for n in range(1, 11)]
        assert durable == [False, False, False, True] * 2 + [False, False]
        assert file_of(run_dir, "commits").stat().st_size == 8 * RECORD_BYTES
        writer.checkpoint()
        more = [writer.append(n, facts(n, 1)).durable for n in range(11, 14)]
        assert more == [False, True, False], "two slots were left in the sector"


def test_a_lazy_answer_given_again_says_what_is_durable_by_now(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS, LAZY) as writer:
        assert not writer.append(1, facts(1, 1), producer="p", producer_seq=1).durable
        writer.checkpoint()
        assert writer.append(1, facts(1, 1), producer="p", producer_seq=1).durable


def test_a_segment_that_is_full_is_followed_by_a_new_one(tmp_path: Path) -> None:
    settings = WriteSettings(segment_bytes=3000)
    run_dir = written(tmp_path / "r", [20] * 8, settings)
    assert file_of(run_dir, "arrows", 3).stat().st_size > 0
    assert open_log(run_dir).columns() == facts(1, 160)
    with LogWriter(run_dir, KINDS, settings) as writer:
        writer.append(161, facts(161, 20))
    assert open_log(run_dir).columns(159, 162) == facts(159, 4)


def test_another_set_of_kinds_begins_a_new_segment(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [4])
    with LogWriter(run_dir, (*KINDS, "PumpFailed")) as writer:
        pump = facts(5, 1)
        pump.kind[0] = "PumpFailed"
        writer.append(5, pump)
    assert file_of(run_dir, "arrows", 2).exists()
    assert open_log(run_dir).columns().kind == [*facts(1, 4).kind, "PumpFailed"]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("kind", "NeverHeard", "unknown kind or origin"),
        ("origin", "gossip", "unknown kind or origin"),
        ("t_us", None, "can't be stored"),
        ("t_us", 2**63, "can't be stored"),
        ("subject", 7, "can't be stored"),
        ("value", "much", "can't be stored"),
        ("cause", 2, "must come before it"),
    ],
)
def test_a_fact_that_can_not_be_stored_is_refused_whole(
    tmp_path: Path, column: str, cell: object, words: str
) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        bad = facts(1, 3)
        getattr(bad, column)[1] = cell
        with pytest.raises(LogError, match=words):
            writer.append(1, bad)
        assert writer.append(1, facts(1, 3)).last_seq == 3, "and the writer goes on"


def test_columns_of_different_length_and_empty_batches_are_refused(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        ragged = facts(1, 3)
        ragged.body.pop()
        with pytest.raises(LogError, match="column body has another length"):
            writer.append(1, ragged)
        with pytest.raises(LogError, match="a batch of this many facts"):
            writer.append(1, facts(1, 0))


def test_a_closed_writer_takes_nothing_more(tmp_path: Path) -> None:
    writer = LogWriter(new_run(tmp_path / "r"), KINDS)
    writer.close()
    writer.close()
    with pytest.raises(LogError, match="the writer is closed"):
        writer.append(1, facts(1, 1))
    with pytest.raises(LogError, match="the writer is closed"):
        writer.checkpoint()


def test_what_a_crash_left_is_set_aside_and_named(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r")
    events = file_of(run_dir, "arrows")
    whole = events.read_bytes()
    events.write_bytes(whole + b"half a batch")
    with LogWriter(run_dir, KINDS) as writer:
        (torn,) = writer.recovered
        assert (torn.path, torn.offset, torn.length) == (events, len(whole), 12)
        assert events.read_bytes() == whole
        writer.append(13, facts(13, 2))
    assert (events.parent / f"{events.name}.{len(whole)}.torn").read_bytes() == b"half a batch"
    assert open_log(run_dir).columns() == facts(1, 14)


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="is not a run"):
        LogWriter(tmp_path / "nowhere", KINDS)
    with pytest.raises(LogError, match="is not a run"):
        LogWriter(tmp_path, KINDS)
