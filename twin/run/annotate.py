"""Adding what somebody says to a run that nobody runs: acknowledgements and notes.

They happen at the instant that the run stands at and are recorded when they are said. They change
no column of the plant, so the run goes on afterwards as it would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from twin.drivers.hand import Done
from twin.facts import KINDS, body_of, value_of
from twin.facts.code import KIND_OF
from twin.log import EventColumns, LogWriter
from twin.run.lineage import open_member
from twin.run.live import standing_us
from twin.run.progress import read_progress


def annotate(run_dir: Path, said: Sequence[Done], recorded_us: int) -> list[int]:
    """Append facts to an idle run.

    Args:
        run_dir: the run.
        said: subjects and facts.
        recorded_us: the caller's clock.

    Returns:
        Their numbers, acknowledged.

    Raises:
        LogError: somebody writes to it, it is damaged, or the disk refuses.
    """
    with LogWriter(run_dir, KINDS) as writer:
        member = open_member(run_dir)
        t_us = standing_us(member, read_progress(run_dir))
        first_seq = writer.next_seq
        count = len(said)
        facts = [fact for _, fact in said]
        writer.append(
            first_seq,
            EventColumns(
                seq=list(range(first_seq, first_seq + count)),
                t_us=[t_us] * count,
                kind=[KIND_OF[type(fact)] for fact in facts],
                subject=[subject for subject, _ in said],
                value=[value_of(fact) for fact in facts],
                body=[body_of(fact) for fact in facts],
                origin=["operator"] * count,
                cause=[None] * count,
                recorded_us=[max(recorded_us, t_us)] * count,
            ),
        )
    return list(range(first_seq, first_seq + count))
