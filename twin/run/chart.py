"""Signals over a window: from samples where they are fine enough, else exactly from the facts.

Samples are five minutes apart. A chart with points at least that far apart is put together from
them, with the least, mean and largest of the samples each point stands for. A finer one folds the
facts of the window and evaluates the closed forms at each point. In between, where a window holds
more facts than one waits for and six hours of samples or more, the samples are taken as they are,
so fewer points come back. The last day of a run that is under way is not sampled in its log yet:
its samples are taken as it is asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twin.facility import Plant
from twin.facts import decode
from twin.log import SampleReader
from twin.log.pyramid import Samples, at_most, joined
from twin.run.lineage import Member, Where
from twin.run.recent import Recent
from twin.run.sampler import PERIOD_US, grid_after
from twin.signals import Read, Signal

_ENOUGH_SAMPLES = 72
_MOST_FACTS = 1000
"""Folding a fact of a site of 400 nodes takes 0.05 ms, so much of a window takes a tenth of a
second at most."""

_ALL = 1 << 30

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Signals over a window.

    Attributes:
        names: of the signals.
        units: their labels.
        t_us: instant of each point: the first of what it stands for.
        mean, minimum, maximum: signals x points; equal where a point is a single instant.
        exact: whether each point is the value at its instant, from the facts.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    t_us: npt.NDArray[np.int64]
    mean: Doubles
    minimum: Doubles
    maximum: Doubles
    exact: bool


def chart(
    line: Member,
    signals: Sequence[Signal],
    window_us: tuple[int, int],
    points: int,
    recent: Recent | None = None,
) -> Chart:
    """Signals of a run over a window inside it.

    Args:
        line: the run.
        signals: which.
        window_us: first and last instant.
        points: at most so many.
        recent: its newest samples, as far as somebody keeps them.
    """
    from_us, to_us = window_us
    if _is_wide(line, window_us, points):
        found = _sampled(line, signals, window_us, points, recent or Recent(line))
        if found is not None:
            return found
    t_us = np.unique(np.linspace(from_us, to_us, points).round().astype(np.int64))
    values = exact(line, signals, t_us)
    return _made(signals, t_us, (values, values, values), exact=True)


def _is_wide(line: Member, window_us: tuple[int, int], points: int) -> bool:
    from_us, to_us = window_us
    if to_us - from_us >= PERIOD_US * max(points - 1, 1):
        return True
    if to_us - from_us < PERIOD_US * _ENOUGH_SAMPLES:
        return False
    reader = line.reader
    return reader.seq_at(to_us) - reader.seq_at(from_us) > _MOST_FACTS


def exact(line: Member, signals: Sequence[Signal], t_us: npt.NDArray[np.int64]) -> Doubles:
    """Values at rising instants, from the facts: signals x instants."""
    found = np.empty((len(signals), len(t_us)))
    instants: list[int] = t_us.tolist()
    start = 0
    while start < len(instants):
        member = line.owner_at(instants[start])
        stop = start
        while stop < len(instants) and line.owner_at(instants[stop]) is member:
            stop += 1
        _walk(member, signals, instants[start:stop], found[:, start:stop])
        start = stop
    return found


def _walk(member: Member, signals: Sequence[Signal], instants: list[int], into: Doubles) -> None:
    """Fold on from the first instant and read at each one."""
    plant = member.plant(Where(instants[0]))
    reads = [(signal.quantity.read, signal.index) for signal in signals]
    place = 0
    for facts in member.reader.chunks(plant.last_seq + 1):
        rows = zip(
            facts.t_us, facts.seq, facts.subject, facts.kind, facts.value, facts.body, strict=True
        )
        for t_us, seq, subject, kind, value, body in rows:
            while instants[place] < t_us:
                _read(plant, reads, instants[place], into[:, place])
                place += 1
                if place == len(instants):
                    return
            plant.apply(t_us, seq, subject, decode(kind, value, body))
    for left in range(place, len(instants)):
        _read(plant, reads, instants[left], into[:, left])


def _read(plant: Plant, reads: Sequence[tuple[Read, int]], t_us: int, into: Doubles) -> None:
    into[:] = [read(plant, index, t_us) for read, index in reads]


def _sampled(
    line: Member,
    signals: Sequence[Signal],
    window_us: tuple[int, int],
    points: int,
    recent: Recent,
) -> Chart | None:
    """From the samples of the run and its parents; None where they have a hole."""
    names = [signal.name for signal in signals]
    found = samples(line, names, window_us, points)
    if found is None:
        found = _under_way(line, names, window_us, recent)
    if found is None:
        return None
    found = at_most(found, points)
    return _made(signals, found.t_us, _three(found), exact=False)


def _under_way(
    line: Member, names: Sequence[str], window_us: tuple[int, int], recent: Recent
) -> Samples | None:
    """From the samples as far as they go, and from the newest ones after them."""
    from_us, to_us = window_us
    newest = recent.samples(names, to_us)
    if newest is None:
        return None
    if from_us >= newest.t_us[0] - PERIOD_US:
        newest = newest.part(slice(int(np.searchsorted(newest.t_us, from_us)), None))
        return newest if len(newest) else None
    before = samples(line, names, (from_us, int(newest.t_us[0]) - 1), _ALL)
    return None if before is None else joined([before, newest])


def _three(found: Samples) -> tuple[Doubles, Doubles, Doubles]:
    mean, low, high = (
        part.astype(np.float64) for part in (found.mean, found.minimum, found.maximum)
    )
    return mean, low, high


def samples(
    line: Member, names: Sequence[str], window_us: tuple[int, int], points: int
) -> Samples | None:
    """Samples of a run and its parents, thinned to a number of buckets.

    None where they have a hole: they are a cache that can be thrown away.
    """
    pieces: list[Samples] = []
    from_us, to_us = window_us
    for member, (low_us, high_us) in _shares(line, from_us, to_us):
        share = max(1, round(points * (high_us - low_us) / max(to_us - from_us, 1)))
        read = SampleReader(member.run_dir).read(names, grid_after(low_us), high_us, share)
        if read is None:
            return None
        pieces.append(read)
    return joined(pieces) if pieces else None


def _shares(line: Member, from_us: int, to_us: int) -> list[tuple[Member, tuple[int, int]]]:
    """Which run of a line has the samples of which part of a window."""
    fork_us = line.kept.fork_us
    if line.parent is None or fork_us is None or from_us >= fork_us:
        return [(line, (from_us, to_us))]
    before = _shares(line.parent, from_us, min(fork_us - 1, to_us))
    return before if to_us < fork_us else [*before, (line, (fork_us, to_us))]


def _made(
    signals: Sequence[Signal],
    t_us: npt.NDArray[np.int64],
    three: tuple[Doubles, Doubles, Doubles],
    *,
    exact: bool,
) -> Chart:
    return Chart(
        names=tuple(signal.name for signal in signals),
        units=tuple(signal.unit for signal in signals),
        t_us=t_us,
        mean=three[0],
        minimum=three[1],
        maximum=three[2],
        exact=exact,
    )
