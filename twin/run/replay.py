"""A place in a run that moves: to any instant at once, and from there on fact by fact.

Going on from where it stands folds only what lies between, so a replay costs no more than its
facts do.
"""

from __future__ import annotations

from twin.facility import Plant
from twin.run.lineage import Member, Where, fold, settled


class Replay:
    """One reader's place in a run.

    Attributes:
        plant: as it stood there.
        t_us: the instant.
    """

    def __init__(self, line: Member, t_us: int) -> None:
        """Stand at an instant of a run.

        Args:
            line: the run; its reader is refreshed by whoever owns it.
            t_us: within the run.

        Raises:
            LogError: a batch is damaged.
        """
        self._line = line
        self.seek(t_us)

    @property
    def seq(self) -> int:
        """The last fact that counts here."""
        return self.plant.last_seq

    def seek(self, t_us: int) -> None:
        """Stand at another instant.

        Raises:
            LogError: a batch is damaged.
        """
        self._owner = self._line.owner_at(t_us)
        self.plant: Plant = self._owner.plant(Where(t_us))
        self.t_us = t_us

    def advance(self, t_us: int) -> None:
        """Go on to a later instant, or back to an earlier one.

        Raises:
            LogError: a batch is damaged.
        """
        reader = self._line.reader
        far = t_us < self.t_us or self._line.owner_at(t_us) is not self._owner
        if far or reader.is_late_before(self.t_us, self.seq):
            self.seek(t_us)
            return
        last_seq = reader.seq_at(t_us)
        for facts in reader.chunks(self.seq + 1, last_seq):
            fold(self.plant, facts, t_us)
        settled(self.plant)
        self.t_us = t_us

    def step(self, fact_count: int) -> None:
        """Go on to the instant of a later fact, or back to that of an earlier one.

        Args:
            fact_count: so many facts on; negative goes back. The ends of the run are not passed.

        Raises:
            LogError: a batch is damaged.
        """
        reader = self._line.reader
        here_seq = reader.seq_at(self.t_us if fact_count > 0 else self.t_us - 1)
        wanted_seq = here_seq + (fact_count if fact_count > 0 else fact_count + 1)
        wanted_seq = min(max(wanted_seq, 1), reader.last_seq)
        self.advance(reader.columns(wanted_seq, wanted_seq).t_us[0])
