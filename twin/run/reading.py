"""Asking a run: its state, signals, facts and causes, at any instant and as known at any time.

Reading changes nothing and takes no lock. State is rebuilt from the nearest keyframe and the facts
after it; charts come from samples where they are fine enough and from the facts where not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from twin.errors import Fault, RequestError
from twin.log import Manifest, digest, verify
from twin.log.verify import VerifyReport
from twin.run.ageing import loss_of_life_h
from twin.run.asked import assets_of, check_asset, check_kind
from twin.run.chart import Chart, chart
from twin.run.lineage import Member, Where, open_member
from twin.run.live import standing_us
from twin.run.progress import read_progress
from twin.run.recent import Recent
from twin.run.state import State, state_of
from twin.run.summary import Summary, summary_of
from twin.run.tally import Tally
from twin.run.telling import Filter, Told, backward, forward, told
from twin.run.times import Instant, inside, instant_us
from twin.signals import Signal, catalogue, chosen

_DEEPEST = 10_000


class Run:
    """A run open for questions.

    Attributes:
        run_dir: its folder.
        line: it and the runs it was forked from.
        lived_us: an instant up to which whoever runs it says that nothing else has happened; it can
            be asked for then, though the last fact is older.
    """

    def __init__(self, run_dir: str | Path) -> None:
        """Open a run; nothing is replayed yet.

        Raises:
            LogError: it is no run, or it or a parent is damaged, or a newer version wrote it.
        """
        self.run_dir = Path(run_dir)
        self.lived_us = 0
        self.line: Member = open_member(self.run_dir)

    @property
    def manifest(self) -> Manifest:
        """Who, what, which."""
        return self.line.manifest

    @property
    def tz(self) -> str:
        """Zone of the site."""
        return self.line.inputs.site.document.tz

    @property
    def fact_count(self) -> int:
        """Facts acknowledged, the parents' included."""
        return self.line.reader.last_seq

    @property
    def span_us(self) -> tuple[int, int]:
        """First and last instant that can be asked for."""
        known_us = standing_us(self.line, read_progress(self.run_dir))
        return self.line.start_us, max(known_us, self.lived_us)

    @cached_property
    def catalogue(self) -> dict[str, Signal]:
        """Every signal of the site, by name."""
        return catalogue(self.line.parts)

    @cached_property
    def _recent(self) -> Recent:
        return Recent(self.line)

    @cached_property
    def _tally(self) -> Tally:
        return Tally()

    # ---------------------------------------------------------------- state and signals
    def state(
        self, at: Instant, subject: str | None = None, as_known: Instant | None = None
    ) -> State:
        """The plant at an instant.

        Args:
            at: the instant; facts at it count.
            subject: one asset only; None for all.
            as_known: only what was recorded by then.

        Raises:
            RequestError: the instant is outside the run, or there is no such asset.
        """
        t_us = inside(instant_us(at), self.span_us, tz=self.tz)
        known_seq = None
        if as_known is not None:
            known_seq = self.line.reader.known_seq(instant_us(as_known, "as_known"))
        member = self.line.owner_at(t_us)
        plant = member.plant(Where(t_us, known_seq))
        return state_of(plant, catalogue(plant.parts), t_us, subject)

    def signals(
        self,
        names: Sequence[str],
        start: Instant | None = None,
        end: Instant | None = None,
        points: int = 2000,
    ) -> Chart:
        """Signals over a window.

        Args:
            names: which, as `T1.hotspot_c`.
            start: first instant of the window; the run's first by default.
            end: last instant of the window; the run's last by default.
            points: at most so many.

        Returns:
            Each point's instant and, where a point stands for several samples, their mean, least
            and largest value.

        Raises:
            RequestError: a name is no signal, the window is outside the run or empty.
        """
        signals = chosen(self.catalogue, names)
        first_us, last_us = self.span_us
        from_us = first_us if start is None else inside(instant_us(start), self.span_us, "start")
        to_us = last_us if end is None else inside(instant_us(end), self.span_us, "end")
        if to_us < from_us or points < 1:
            raise RequestError(Fault(what="the window is empty", path="end"))
        return chart(self.line, signals, (from_us, to_us), points, self._recent)

    # ---------------------------------------------------------------- facts
    def facts(self, wanted: Filter | None = None, after_seq: int = 0) -> Iterator[Told]:
        """Facts in seq order.

        Args:
            wanted: which.
            after_seq: those after this number only.

        Raises:
            RequestError: there is no such kind or subject, or an instant can't be read.
            LogError: a batch is damaged.
        """
        wanted = wanted or Filter()
        self._check(wanted)
        return forward(self.line.reader, wanted, after_seq)

    def facts_back(
        self, wanted: Filter | None = None, before_seq: int | None = None
    ) -> Iterator[Told]:
        """Facts from the newest to the oldest.

        Args:
            wanted: which.
            before_seq: those before this number only.

        Raises:
            RequestError: there is no such kind or subject, or an instant can't be read.
            LogError: a batch is damaged.
        """
        wanted = wanted or Filter()
        self._check(wanted)
        return backward(self.line.reader, wanted, before_seq)

    def _check(self, wanted: Filter) -> None:
        check_kind(wanted.kind)
        if wanted.subject is not None and wanted.subject not in assets_of(self.line.parts):
            check_asset(wanted.subject, assets_of(self.line.parts) | self._subjects())

    def _subjects(self) -> set[str]:
        return {name for facts in self.line.reader.chunks() for name in facts.subject}

    def fact(self, seq: int) -> Told:
        """One fact.

        Raises:
            RequestError: there is none of that number.
        """
        if not 1 <= seq <= self.fact_count:
            allowed = f"1 to {self.fact_count}"
            raise RequestError(
                Fault(what="is no fact of this run", value=str(seq), allowed=allowed)
            )
        return told(self.line.reader.columns(seq, seq), 0)

    def why(self, seq: int) -> list[Told]:
        """The chain of causes of a fact: the fact first, its root last.

        Raises:
            RequestError: there is no fact of that number.
        """
        chain = [self.fact(seq)]
        while chain[-1].cause and len(chain) < _DEEPEST:
            chain.append(self.fact(chain[-1].cause))
        return chain

    # ---------------------------------------------------------------- the whole
    def summary(self) -> Summary:
        """The run in numbers: energy by part, bitcoin, work served, worst loads, facts by kind.

        Raises:
            LogError: a batch is damaged.
        """
        known = read_progress(self.run_dir)
        return summary_of(self.line, self.span_us, known.took_s if known else 0.0, self._tally)

    def loss_of_life(self) -> dict[str, float]:
        """Hours of insulation life that each main transformer lost; replays the whole run.

        Raises:
            LogError: a batch is damaged.
        """
        return loss_of_life_h(self.line, self.span_us[1])

    def digest(self, to_seq: int | None = None) -> str:
        """Identity of the run: SHA-256 over its facts."""
        return digest(self.line.reader, to_seq)

    def verify(self) -> VerifyReport:
        """Check every checksum, the chain and the anchor, of the run and its parents."""
        return verify(self.run_dir)

    def refresh(self) -> int:
        """Take in what was acknowledged since; returns the last fact now."""
        return self.line.reader.refresh()

    def close(self) -> None:
        """Let go of all files."""
        self.line.close()


def open_run(run_dir: str | Path) -> Run:
    """Open a run for questions.

    Raises:
        LogError: it is no run, or it or a parent is damaged, or a newer version wrote it.
    """
    return Run(run_dir)
