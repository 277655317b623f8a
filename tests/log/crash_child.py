"""Forks writers that append until they are killed: a line with a run and a pipe starts one.

Importing once and forking keeps a hundred kills cheap. A writer prints nothing; it sends the last
acknowledged seq through the pipe after each append.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from pathlib import Path

from tests.log.layers import WideFiles
from tests.log.stories import KINDS, facts
from twin.log import Durability, LogWriter, WriteSettings

SETTINGS = WriteSettings(
    segment_bytes=20_000, anchor_batch_count=3, durability=Durability.AT_CHECKPOINTS
)


def write_until_killed(run_dir: Path, acks: str) -> None:
    """Append for ever."""
    pipe = os.open(acks, os.O_WRONLY)
    writer = LogWriter(run_dir, KINDS, SETTINGS, WideFiles())
    while True:
        writer.append(writer.next_seq, facts(writer.next_seq, 1 + writer.next_seq % 20))
        os.write(pipe, struct.pack("<q", writer.durable_seq))


def main() -> None:
    """Fork a writer a line; the kernel buries those that were killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        run_dir, acks = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            write_until_killed(Path(run_dir), acks)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
