"""Samples of the last hours of a run under way, which its log has none of yet.

An engine writes samples once a quarter of a thousand have gathered, nearly a day. Until then they
are taken here from the facts, on the same grid and by the same formulas, and kept: whoever asks
again pays for what is new only. They are a cache of a cache, in memory.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from twin.log import SampleReader
from twin.log.pyramid import Samples, joined, raw
from twin.run.lineage import Member
from twin.run.replay import Replay
from twin.run.sample_values import Copies, Values
from twin.run.sampler import GATHERED_COUNT, PERIOD_US, grid_after
from twin.signals import catalogue

_MOST_US = 2 * GATHERED_COUNT * PERIOD_US


class Recent:
    """The newest samples of one run."""

    def __init__(self, line: Member) -> None:
        """Nothing is taken yet.

        Args:
            line: the run; its reader is refreshed by whoever owns it.
        """
        self._line = line
        self._written = SampleReader(line.run_dir)
        self._values = Values(line.parts)
        self._places = {name: place for place, name in enumerate(catalogue(line.parts))}
        self._replay: Replay | None = None
        self._copies = Copies()
        self._taken: Samples | None = None

    def samples(self, names: Sequence[str], until_us: int) -> Samples | None:
        """Samples from where those of the log end up to an instant that is known of the run.

        Args:
            names: signals, in the order wanted.
            until_us: the instant.

        Returns:
            Signals x instants; None where there are none, or so many that this run is not under way
            but has lost its samples.

        Raises:
            LogError: a batch is damaged.
        """
        covered = self._written.covered()
        first_us = self._line.kept.fork_us or self._line.start_us
        from_us = grid_after(first_us if covered is None else covered[1] + 1)
        if not from_us <= until_us <= from_us + _MOST_US:
            return None
        found = self._since(from_us, until_us)
        shown = found.part(slice(0, int(np.searchsorted(found.t_us, until_us, side="right"))))
        places = [self._places[name] for name in names]
        values = shown.mean[places]
        return Samples(
            t_us=shown.t_us,
            last_us=shown.t_us,
            count=shown.count,
            minimum=values,
            mean=values,
            maximum=values,
        )

    def _since(self, from_us: int, until_us: int) -> Samples:
        """All signals from an instant of the grid on; what lies before it is let go."""
        taken = self._taken
        if taken is not None and taken.t_us[0] <= from_us <= taken.t_us[-1]:
            taken = taken.part(slice(int(np.searchsorted(taken.t_us, from_us)), None))
            from_us = int(taken.t_us[-1]) + PERIOD_US
        else:
            taken, self._replay = None, None
        pieces = [taken] if taken is not None else []
        if from_us <= until_us:
            pieces.append(self._take(from_us, until_us))
        self._taken = joined(pieces)
        return self._taken

    def _take(self, from_us: int, until_us: int) -> Samples:
        if self._replay is None:
            self._replay = Replay(self._line, from_us)
        self._copies.clear()
        for t_us in range(from_us, until_us + 1, PERIOD_US):
            self._replay.advance(t_us)
            self._copies.add(self._replay.plant, t_us)
        return raw(np.array(self._copies.t_us), self._values.of(self._copies))
