"""A run open for questions: one at a time, and always with what was acknowledged by now."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.engines import Engine
from twin.run.alarms import AlarmBook
from twin.run.reading import Run


@dataclass(slots=True)
class Reader:
    """A run open for questions, one at a time.

    Attributes:
        run: the run.
        engine: that works on it, as far as it is this server's.
        alarms: its alarms as far as they were read.
    """

    run: Run
    engine: Engine | None = None
    alarms: AlarmBook = field(default_factory=AlarmBook)
    _lock: threading.Lock = field(default_factory=threading.Lock)

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

    def alarm_book(self) -> AlarmBook:
        """All alarms up to now.

        Raises:
            LogError: it is damaged.
        """
        with self.fresh() as run:
            for facts in run.line.reader.chunks(self.alarms.last_seq + 1):
                self.alarms.feed(facts)
        return self.alarms
