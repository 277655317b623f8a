"""A run open for questions: one at a time, and always with what was acknowledged by now.

What is asked again and again while a run goes on (alarms, the density of facts) is kept as far as
it was read, so that an answer costs what is new and not the whole log.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.engines import Engine
from twin.log import LogReader
from twin.run.alarms import AlarmBook
from twin.run.density import Density
from twin.run.reading import Run

_PAGE_FACTS = 16_384
_DENSITIES_MAX = 8


@dataclass(slots=True)
class Reader:
    """A run open for questions, one at a time.

    Attributes:
        run: the run.
        engine: that works on it, as far as it is this server's.
        kept: answers that never change, as they are sent, by their name.
    """

    run: Run
    engine: Engine | None = None
    kept: dict[str, bytes] = field(default_factory=dict[str, bytes])
    _books: list[AlarmBook] = field(default_factory=lambda: [AlarmBook()])
    _asked: AlarmBook = field(default_factory=AlarmBook)
    _densities: dict[int, Density] = field(default_factory=dict[int, Density])
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def fresh(self) -> Generator[Run]:
        """Hold the run with everything that was acknowledged by now.

        Raises:
            LogError: it is damaged.
        """
        with self._lock:
            engine = self.engine
            t_us, seq = engine.stands if engine is not None and engine.is_alive else (0, 0)
            if self.run.refresh() >= seq:
                self.run.lived_us = max(self.run.lived_us, t_us)
            yield self.run

    def alarm_book(self, t_us: int | None = None) -> AlarmBook:
        """All alarms as they stood at an instant; now when none is given.

        Raises:
            LogError: the run is damaged.
        """
        with self.fresh() as run:
            log = run.line.reader
            last_seq = log.last_seq if t_us is None else log.seq_at(t_us)
            while (page_seq := self._books[-1].last_seq + _PAGE_FACTS) <= last_seq:
                self._books.append(_fed(self._books[-1], log, page_seq))
            nearest = bisect_right(self._books, last_seq, key=lambda book: book.last_seq) - 1
            start = self._books[nearest]
            if start.last_seq <= self._asked.last_seq <= last_seq:
                start = self._asked
            self._asked = _fed(start, log, last_seq)
            return self._asked

    def density(self, bin_count: int) -> Density:
        """How many facts and alarms happened when, over the whole scenario.

        Raises:
            LogError: the run is damaged.
        """
        with self.fresh() as run:
            span_us = run.line.start_us, run.line.inputs.scenario.end_us
            found = self._densities.pop(bin_count, None) or Density(span_us, bin_count)
            found.count(run.line.reader)
            self._densities[bin_count] = found
            while len(self._densities) > _DENSITIES_MAX:
                del self._densities[next(iter(self._densities))]
        return found


def _fed(book: AlarmBook, log: LogReader, until_seq: int) -> AlarmBook:
    """A copy of a book that has taken in what follows, up to a fact."""
    found = book.copy()
    for facts in log.chunks(book.last_seq + 1, until_seq):
        found.feed(facts)
    return found
