"""What a summary counts in all facts of a run: taken in once, and kept by who asks again.

Kinds are counted in a batch's columns as they lie on the disk; only batches that hold an overload
or a fact that moves much power at once are read row by row.
"""

from __future__ import annotations

from collections import Counter

from twin.facts.power import OverloadBegan
from twin.log import LogReader
from twin.log.batches import kind_counts, to_lists
from twin.run.ramps import SUDDEN
from twin.run.worst import Peak

_OVERLOAD = OverloadBegan.__name__
_READ = SUDDEN | {_OVERLOAD}


class Tally:
    """Facts of a run by kind, and what of them a summary looks at.

    Attributes:
        last_seq: the last fact that counts.
        overloads: the worst overload that a fact tells of each asset, and when.
        sudden_us: instants of facts that move much power at once, rising.
    """

    def __init__(self) -> None:
        """No fact counts."""
        self.last_seq = 0
        self.overloads: dict[str, Peak] = {}
        self.sudden_us: list[int] = []
        self._kinds: Counter[str] = Counter()

    @property
    def kinds(self) -> dict[str, int]:
        """How often each kind of fact occurs, most frequent first, then by name."""
        return dict(sorted(self._kinds.items(), key=lambda kind: (-kind[1], kind[0])))

    def take(self, log: LogReader) -> None:
        """Take in what is new in a log.

        Args:
            log: of the run, refreshed by whoever owns it.

        Raises:
            LogError: a batch is damaged.
        """
        for batch in log.batches(self.last_seq + 1):
            found = kind_counts(batch)
            self._kinds.update(found)
            if not _READ.isdisjoint(found):
                facts = to_lists(batch)
                rows = zip(facts.t_us, facts.subject, facts.kind, facts.value, strict=True)
                for t_us, subject, kind, load_pu in rows:
                    self._look(t_us, subject, kind, load_pu)
            self.last_seq += batch.num_rows

    def _look(self, t_us: int, subject: str, kind: str, load_pu: float | None) -> None:
        if kind in SUDDEN:
            self.sudden_us.append(t_us)
        if kind == _OVERLOAD:
            said = load_pu or 0.0, t_us
            self.overloads[subject] = max(self.overloads.get(subject, said), said)
