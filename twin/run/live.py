"""Running: a run goes on from where its log ends to the end of its scenario, or until stopped.

Beginning, resuming and going on after a fork are one thing: the plant is rebuilt from the log, the
drivers from the plant.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from twin.drivers.changes import Changes
from twin.drivers.hand import Hand
from twin.engine import Engine
from twin.facility import Plant
from twin.run.drivers import drivers_of
from twin.run.first_words import first_words, restated_series
from twin.run.kept import check_files
from twin.run.lineage import Member, Where, open_member
from twin.run.progress import Progress, read_progress, write_progress
from twin.run.recorder import Recorder
from twin.run.sampler import Sampler
from twin.run.start import Wishes, create
from twin.run.world import world_of

OnProgress = Callable[[Progress], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How running ended.

    Attributes:
        run_dir: the run.
        reached_us: the instant it stands at.
        end_us: where its scenario ends.
        fact_count: facts in its log.
        new_count: facts made this time.
        took_s: time this took.
    """

    run_dir: Path
    reached_us: int
    end_us: int
    fact_count: int
    new_count: int
    took_s: float

    @property
    def is_complete(self) -> bool:
        """Whether the scenario's end is reached."""
        return self.reached_us >= self.end_us


def proceed(run_dir: Path, on_progress: OnProgress | None = None) -> Outcome:
    """Run on to the end of the scenario. Ctrl+C stops after the instant under way.

    Args:
        run_dir: a run, made and not at its end; one that is gets nothing to do.
        on_progress: called after each batch written.

    Raises:
        TwinError: a series file has changed, another writer has the run, it is damaged, or the
            disk refuses.
    """
    begun_s = perf_counter()
    recorder = Recorder(run_dir)
    whole = False
    try:
        member = open_member(run_dir)
        known = read_progress(run_dir)
        end_us = member.inputs.scenario.end_us
        first_seq = recorder.last_seq
        reached_us = standing_us(member, known)
        if reached_us < end_us or first_seq == 0:
            check_files(member.kept)
            engine = begin(member, recorder, reached_us).engine
            spent_s = known.took_s if known else 0.0
            recorder.on_batch = _teller(on_progress, begun_s, spent_s, end_us)
            with stopping(engine):
                engine.run(end_us)
            reached_us = recorder.done_us if engine.stopping else end_us
            recorder.before(reached_us + 1)
        whole = True
    finally:
        recorder.close(whole=whole)
    took_s = perf_counter() - begun_s
    last_seq = recorder.last_seq
    spent_s = (known.took_s if known else 0.0) + took_s
    write_progress(
        run_dir, Progress(reached_us=reached_us, end_us=end_us, fact_count=last_seq, took_s=spent_s)
    )
    return Outcome(
        run_dir=run_dir,
        reached_us=reached_us,
        end_us=end_us,
        fact_count=last_seq,
        new_count=last_seq - first_seq,
        took_s=took_s,
    )


def standing_us(member: Member, known: Progress | None) -> int:
    """The instant a run stands at: its last fact, or later where it is known to be further."""
    start_us = member.kept.fork_us or member.start_us
    last_us = max(member.reader.latest_us, start_us)
    if known is not None and known.fact_count == member.reader.last_seq:
        return max(last_us, known.reached_us)
    return last_us


@dataclass(frozen=True, slots=True)
class Begun:
    """An engine at the instant that its run stands at, its plant, and the hand that steers it."""

    engine: Engine
    plant: Plant
    hand: Hand


def begin(member: Member, recorder: Recorder, from_us: int) -> Begun:
    """Rebuild the plant of a run from its log and the drivers from the plant.

    Args:
        member: the run.
        recorder: where its facts go.
        from_us: the instant it stands at.

    Raises:
        TwinError: its inputs or its log are damaged.
    """
    reader, kept = member.reader, member.kept
    begins = reader.last_seq == 0
    own_begins = reader.last_seq == member.manifest.base_seq
    scenario, site = member.inputs.scenario, member.inputs.site
    plant = Plant(member.parts, scenario.start_us) if begins else member.plant()
    world = world_of(
        scenario,
        site,
        member.parts,
        Path(kept.base_dir),
        orders=kept.orders,
        lived_us=-1 if kept.fork_us is None else kept.fork_us,
        luck_index=kept.luck_index,
    )
    after_us = from_us - 1 if own_begins else from_us
    forks = own_begins and member.parent is not None
    restated = restated_series(member) if forks else ()
    drivers = drivers_of(
        world,
        plant,
        begins=begins,
        after_us=None if begins else after_us,
        restated=restated,
        past=lambda t_us: member.plant(Where(t_us)),
    )
    if forks:
        drivers.insert(0, Changes(first_words(member, plant)))
    hand = Hand(plant)
    drivers.append(hand)
    recorder.follow(plant, _sampler(member, plant, recorder, from_us), from_us)
    return Begun(Engine(plant, drivers, recorder, from_us), plant, hand)


def _sampler(member: Member, plant: Plant, recorder: Recorder, from_us: int) -> Sampler | None:
    """Samples from where they end on: what a crash lost of them is taken again from the log."""
    first_us = member.kept.fork_us or member.start_us
    try:
        sampler = Sampler(member.run_dir, member.parts, (first_us, from_us), recorder.files)
    except OSError:
        return None
    if sampler.next_us < from_us and member.reader.last_seq > member.manifest.base_seq:
        sampler.refill(member, from_us)
    sampler.follow(plant)
    return sampler


@contextmanager
def stopping(engine: Engine) -> Generator[None]:
    """While inside, Ctrl+C asks the engine to stop; a second one interrupts as usual."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual: Any = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: object) -> None:
        """Ask for an end, and let the next one through."""
        engine.stopping = True
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def _teller(
    on_progress: OnProgress | None, begun_s: float, spent_s: float, end_us: int
) -> Callable[[int, int], None]:
    def tell(reached_us: int, last_seq: int) -> None:
        """Say how far it is."""
        if on_progress is not None:
            took_s = spent_s + perf_counter() - begun_s
            on_progress(
                Progress(reached_us=reached_us, end_us=end_us, fact_count=last_seq, took_s=took_s)
            )

    return tell


def run_scenario(
    name: str | Path,
    out: str | Path,
    wishes: Wishes | None = None,
    *,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Make a run directory from a scenario and run it to its end.

    Args:
        name: a scenario file, or the name of a shipped scenario.
        out: a folder that does not exist yet.
        wishes: what to do otherwise than the scenario says.
        on_progress: called after each batch written.

    Raises:
        TwinError: with every fault of the inputs; or the disk refuses.
    """
    return proceed(create(name, out, wishes), on_progress)


def resume(run_dir: str | Path, *, on_progress: OnProgress | None = None) -> Outcome:
    """Go on with a run that was stopped or killed, to the end of its scenario.

    Args:
        run_dir: the run; one that is at its end is left as it is.
        on_progress: called after each batch written.

    Raises:
        TwinError: a series file has changed, another writer has the run, it is damaged, or the
            disk refuses.
    """
    return proceed(Path(run_dir), on_progress)
