"""A simulation: chunks of runs made by an executor, kept in a folder, gone on with from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, as_completed
from pathlib import Path

import msgspec

from twin.errors import Fault, RequestError
from twin.study.chunks import CHUNK_COUNT, Chunk, Job, drawn

_MANIFEST = "manifest.json"

Identity = dict[str, str | int]
"""What a simulation is of: its plan, seed, outlook and the engine that draws it."""


def simulate(
    job: Job,
    runs_count: int,
    *,
    executor: Executor | None = None,
    tell: Callable[[int], None] | None = None,
    kept: tuple[Path, Identity] | None = None,
) -> Chunk:
    """Every run of a simulation, in order, as one.

    Chunks are always whole, so that what is kept serves any number of runs; the last is cut.

    Args:
        job: what is to be drawn.
        runs_count: how many runs.
        executor: that makes chunks, in processes or on a cluster; this process when left out.
        tell: called with the number of runs that are done.
        kept: a folder that chunks are written to and read from, and what they are of.

    Raises:
        RequestError: the folder holds another simulation, or something else.
    """
    firsts = range(0, runs_count, CHUNK_COUNT)
    chunks = _read(*kept) if kept is not None else {}
    done_count = CHUNK_COUNT * sum(first in chunks for first in firsts)
    for chunk in _made(job, [first for first in firsts if first not in chunks], executor):
        chunks[chunk.first] = chunk
        done_count += CHUNK_COUNT
        if kept is not None:
            _write(kept[0] / f"{chunk.first:09d}.json", msgspec.json.encode(chunk))
        if tell is not None:
            tell(min(done_count, runs_count))
    if runs_count % CHUNK_COUNT:
        chunks[firsts[-1]] = drawn(job, firsts[-1], runs_count % CHUNK_COUNT)
    return _joined([chunks[first] for first in firsts])


def _made(job: Job, firsts: list[int], executor: Executor | None) -> Iterator[Chunk]:
    if executor is None:
        yield from (drawn(job, first, CHUNK_COUNT) for first in firsts)
        return
    waiting = [executor.submit(drawn, job, first, CHUNK_COUNT) for first in firsts]
    for done in as_completed(waiting):
        yield done.result()


def _joined(chunks: list[Chunk]) -> Chunk:
    critical = [Counter[str]() for _ in chunks[0].critical_counts]
    for chunk in chunks:
        for counts, found in zip(critical, chunk.critical_counts, strict=True):
            counts.update(found)
    return Chunk(
        first=chunks[0].first,
        finishes_days=[row for chunk in chunks for row in chunk.finishes_days],
        critical_counts=[dict(counts) for counts in critical],
        npvs_usd=[npv for chunk in chunks for npv in chunk.npvs_usd],
        cumulative_usd=[row for chunk in chunks for row in chunk.cumulative_usd],
    )


def _read(folder: Path, identity: Identity) -> dict[int, Chunk]:
    """Chunks of this simulation that a folder holds; a new folder is begun."""
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        if folder.is_dir() and any(folder.iterdir()):
            what, remedy = "holds something else than a simulation", "name a new folder"
            raise RequestError(Fault(what=what, file=str(folder), remedy=remedy))
        folder.mkdir(parents=True, exist_ok=True)
        _write(manifest, msgspec.json.format(msgspec.json.encode(identity), indent=2))
    there = msgspec.json.decode(manifest.read_bytes())
    if there != identity:
        differ = ", ".join(name for name in identity if there.get(name) != identity[name])
        raise RequestError(
            Fault(
                what=f"holds a simulation with another {differ}",
                file=str(folder),
                remedy="name a new folder",
            )
        )
    found = (msgspec.json.decode(path.read_bytes(), type=Chunk) for path in folder.glob("0*.json"))
    return {chunk.first: chunk for chunk in found}


def _write(path: Path, content: bytes) -> None:
    """A whole file or none: written beside it, then renamed."""
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(path)
