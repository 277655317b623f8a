"""A run under somebody's hand: it goes at a pace, waits, steps from fact to fact, takes orders.

Simulated time is tied to the caller's clock where the pace is finite: what is due by now happens
now, to its exact instant. Everything said to the run while it goes is a fact of its log, so a run
that was steered is resumed, rewound and forked like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twin.drivers.hand import Deed
from twin.facility import Plant
from twin.facts import Fact
from twin.run.kept import check_files
from twin.run.lineage import open_member
from twin.run.live import begin, standing_us
from twin.run.progress import Progress, read_progress, write_progress
from twin.run.recorder import Recorder
from twin.units import US_PER_S

AS_FAST_AS_IT_GOES = 0.0
SLICE_S = 0.03
"""What a turn at full speed takes, about."""
_MOST_SLICE_US = 86_400 * US_PER_S
_LEAST_SLICE_US = US_PER_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeded:
    """What became of a deed.

    Attributes:
        seq: its fact's number, acknowledged.
        t_us: its instant.
        subject: what it is about.
        fact: the fact itself.
    """

    seq: int
    t_us: int
    subject: str
    fact: Fact


class Conductor:
    """Holds one run's engine and its lock, and advances it as told.

    Attributes:
        plant: as it stands.
        reached_us: simulated instant up to which everything has happened.
        end_us: where the scenario ends.
        playing: whether time goes on by itself.
        speed_ratio: simulated seconds a second; 0 is as fast as it goes.
    """

    def __init__(self, run_dir: Path) -> None:
        """Take up a run where its log ends; it waits.

        Raises:
            TwinError: a series file has changed, another writer has the run, it is damaged, or the
                disk refuses.
        """
        self._run_dir = run_dir
        self._recorder = Recorder(run_dir)
        try:
            member = open_member(run_dir)
            known = read_progress(run_dir)
            check_files(member.kept)
            self.end_us = member.inputs.scenario.end_us
            self.reached_us = standing_us(member, known)
            self._spent_s = known.took_s if known else 0.0
            begun = begin(member, self._recorder, self.reached_us)
        except BaseException:
            self._recorder.close(whole=False)
            raise
        self._engine, self._hand = begun.engine, begun.hand
        self.plant: Plant = begun.plant
        self.playing = False
        self.speed_ratio = AS_FAST_AS_IT_GOES
        self._slice_us = _LEAST_SLICE_US * 60
        self._tied = (0.0, self.reached_us)
        self._flushed_seq = self._recorder.last_seq
        if self._recorder.last_seq == 0:
            self._live(self.reached_us)

    @property
    def last_seq(self) -> int:
        """The last fact made."""
        return self._recorder.last_seq

    @property
    def is_complete(self) -> bool:
        """Whether the scenario's end is reached."""
        return self.reached_us >= self.end_us

    # ---------------------------------------------------------------- time
    def play(self, now_s: float, speed_ratio: float) -> None:
        """Let time go on from here.

        Args:
            now_s: the caller's clock.
            speed_ratio: simulated seconds a second; 0 is as fast as it goes.
        """
        self.playing, self.speed_ratio = not self.is_complete, speed_ratio
        self._tied = (now_s, self.reached_us)

    def pause(self) -> None:
        """Stop time here."""
        self.playing = False

    def advance(self, now_s: float) -> None:
        """Live through what is due by now, or for a slice of time where nothing paces it.

        Args:
            now_s: the caller's clock.

        Raises:
            LogError: the disk refuses.
        """
        if not self.playing:
            return
        if self.speed_ratio == AS_FAST_AS_IT_GOES:
            until_us = self.reached_us + self._slice_us
        else:
            since_s, from_us = self._tied
            until_us = from_us + round((now_s - since_s) * self.speed_ratio * US_PER_S)
        self._live(max(until_us, self.reached_us))
        if self.is_complete:
            self.playing = False

    def took(self, span_s: float) -> None:
        """Fit the next slice to how long the last one took."""
        factor = min(max(SLICE_S / max(span_s, 1e-6), 0.5), 2.0)
        self._slice_us = min(max(int(self._slice_us * factor), _LEAST_SLICE_US), _MOST_SLICE_US)

    def step(self, fact_count: int = 1) -> None:
        """Go on to the instants of the next facts, then wait."""
        self.playing = False
        target_seq = self.last_seq + fact_count
        while self.last_seq < target_seq and not self.is_complete:
            due_us = self._engine.next_us
            if due_us is None or due_us > self.end_us:
                self._live(self.end_us)
                return
            self._live(due_us)

    def _live(self, until_us: int) -> None:
        until_us = min(until_us, self.end_us)
        self._engine.run(until_us)
        self._recorder.before(until_us + 1)
        self.reached_us = max(self.reached_us, until_us)

    # ---------------------------------------------------------------- deeds
    def do(self, deeds: Sequence[Deed]) -> list[Deeded]:
        """Let deeds happen now, and everything that they bring about at once.

        Args:
            deeds: commands, and facts that are so because somebody says so.

        Returns:
            What became of each, acknowledged.

        Raises:
            LogError: the disk refuses.
        """
        t_us = max(self.reached_us, self.plant.t_us + 1)
        self.flush()
        self._hand.lay(t_us, deeds)
        self._engine.run(t_us)
        self.reached_us = max(self.reached_us, t_us)
        done = self._hand.done
        seqs = self._recorder.seqs_of([fact for _, fact in done])
        self.flush()
        return [
            Deeded(seq=seq, t_us=t_us, subject=subject, fact=fact)
            for seq, (subject, fact) in zip(seqs, done, strict=True)
        ]

    # ---------------------------------------------------------------- the disk
    def flush(self) -> int:
        """Write and acknowledge all facts so far, so that whoever tails the log sees them.

        Returns:
            The last acknowledged fact.

        Raises:
            LogError: the disk refuses.
        """
        if self._recorder.last_seq != self._flushed_seq:
            self._flushed_seq = self._recorder.flush()
        return self._flushed_seq

    def close(self, took_s: float = 0.0, *, whole: bool = True) -> None:
        """Write the rest, note how far the run got, and let it go.

        Args:
            took_s: time that this sitting took.
            whole: whether the last instant is complete.

        Raises:
            LogError: the disk refuses.
        """
        self._recorder.close(whole=whole)
        progress = Progress(
            reached_us=self.reached_us,
            end_us=self.end_us,
            fact_count=self.last_seq,
            took_s=self._spent_s + took_s,
        )
        write_progress(self._run_dir, progress)
