"""How far a run has got, beside its log: a cache, so that a finished run is known to be finished.

The log says what happened and when last; that nothing more happened until the scenario's end is
said here. Lost, the run stands at its last fact.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from twin.log import DiskFiles
from twin.log.files import write_whole

_NAME = "progress.json"


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run has got.

    Attributes:
        reached_us: simulated instant.
        end_us: where its scenario ends.
        fact_count: facts in its log, its parents' included.
        took_s: time spent running it, all sittings together.
    """

    reached_us: int
    end_us: int
    fact_count: int
    took_s: float

    @property
    def facts_per_s(self) -> float:
        """Facts made a second."""
        return self.fact_count / self.took_s if self.took_s > 0.0 else 0.0


def read_progress(run_dir: Path) -> Progress | None:
    """What was noted last; None when nothing was, or it can't be read."""
    try:
        return msgspec.json.decode((run_dir / _NAME).read_bytes(), type=Progress)
    except (OSError, msgspec.DecodeError):
        return None


def write_progress(run_dir: Path, progress: Progress) -> None:
    """Note how far a run has got; a disk that refuses is done without."""
    try:
        write_whole(DiskFiles(), run_dir / _NAME, msgspec.json.encode(progress))
    except OSError:
        return
