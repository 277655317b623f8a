"""The log in memory; the contract suite holds it to what the disk promises."""

from __future__ import annotations

from tests.log.stories import KINDS, facts
from twin.log import MemoryLog


def test_everything_is_acknowledged_at_once() -> None:
    log = MemoryLog(KINDS)
    log.append(1, facts(1, 3))
    assert log.checkpoint() == log.durable_seq == log.refresh() == log.last_seq == 3
    assert log.next_seq == 4


def test_a_fork_is_another_log() -> None:
    log = MemoryLog(KINDS)
    log.append(1, facts(1, 3))
    child = log.fork(2)
    child.append(3, facts(3, 1, [7]))
    assert child.columns(3).t_us == [7]
    assert log.columns() == facts(1, 3)


def test_answers_are_not_inherited() -> None:
    log = MemoryLog(KINDS)
    log.append(1, facts(1, 1), producer="p", producer_seq=1)
    assert log.fork(1).append(2, facts(2, 1), producer="p", producer_seq=1).first_seq == 2
