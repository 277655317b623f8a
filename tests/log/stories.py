"""Small logs that tests tell their stories with; every fact is a function of its seq."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from twin.log import EventColumns, LogWriter, Manifest, WriteSettings, create_run, open_log
from twin.log.columns import no_facts
from twin.log.files import Files

KINDS = ("PriceChanged", "JobStarted", "BreakerOpened", "UnitsFailed")
START_US = 1_609_459_200_000_000
STEP_US = 300_000_000


def fact_at(seq: int, t_us: int | None = None) -> tuple[object, ...]:
    """The row of a seq, without the seq: a mix of absent and present values and bodies."""
    kind = KINDS[seq % len(KINDS)]
    happened_us = START_US + seq * STEP_US if t_us is None else t_us
    value = None if seq % 5 == 0 else round(seq * 0.37, 2)
    body = f'{{"job":"job-{seq:06d}","racks":[{seq % 34}]}}' if seq % 2 else None
    cause = seq - 1 if seq % 3 == 0 and seq > 1 else None
    origin = "policy" if seq % 7 == 0 else "sim"
    return (happened_us, kind, f"B{seq % 16:02d}", value, body, origin, cause, happened_us)


def facts(first_seq: int, count: int, t_us: Sequence[int] | None = None) -> EventColumns:
    """Some facts in a row, at given instants or one every five minutes."""
    columns = no_facts()
    for i in range(count):
        seq = first_seq + i
        row = (seq, *fact_at(seq, None if t_us is None else t_us[i]))
        for name, cell in zip(EventColumns.__dataclass_fields__, row, strict=True):
            getattr(columns, name).append(cell)
    return columns


def new_run(run_dir: Path, run_id: str = "r1", files: Files | None = None) -> Path:
    """An empty run."""
    create_run(run_dir, Manifest(run_id=run_id, versions={"switchyard": "0.1.0"}), files)
    return run_dir


def written(
    run_dir: Path, counts: Iterable[int] = (3, 4, 5), settings: WriteSettings | None = None
) -> Path:
    """A closed run with batches of some sizes."""
    new_run(run_dir)
    with LogWriter(run_dir, KINDS, settings) as writer:
        for count in counts:
            writer.append(writer.next_seq, facts(writer.next_seq, count))
    return run_dir


def file_of(run_dir: Path, ending: str, segment_index: int = 1) -> Path:
    """A segment's file."""
    return run_dir / "events" / f"{segment_index:06d}.{ending}"


def prefix_problem(run_dir: Path, acknowledged_seq: int) -> str:
    """Why a run is not an exact prefix that holds all acknowledged facts; empty when it is."""
    reader = open_log(run_dir)
    found = reader.columns()
    if reader.last_seq < acknowledged_seq:
        return f"facts {reader.last_seq + 1} to {acknowledged_seq} are gone"
    return "" if found == facts(1, reader.last_seq) else "other facts than were written"
