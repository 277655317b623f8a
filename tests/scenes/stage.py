"""A shipped scene, run once for all tests of a process; what happened, by kind and subject."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.kept import kept_folder
from twin import Summary, open_run
from twin.facility import Plant
from twin.facts import Fact, decode
from twin.log import open_log
from twin.run.lineage import Where, open_member
from twin.run.live import proceed
from twin.run.start import Wishes, create
from twin.units import US_PER_S


@dataclass(frozen=True, slots=True)
class Said:
    """One fact of a scene; `at_s` counts from its start."""

    seq: int
    at_s: float
    subject: str
    fact: Fact
    cause: int | None

    @property
    def kind(self) -> str:
        return type(self.fact).__name__


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene that was run."""

    run_dir: Path
    said: tuple[Said, ...]

    def of(self, kind: str, subject: str = "", after_s: float = -1.0) -> list[Said]:
        return [
            one
            for one in self.said
            if one.kind == kind and one.subject.startswith(subject) and one.at_s >= after_s
        ]

    def root(self, one: Said) -> Said:
        while one.cause is not None:
            one = self.said[one.cause - 1]
        return one

    def plant(self, after_s: float) -> Plant:
        """The plant as it stood."""
        member = open_member(self.run_dir)
        return member.plant(Where(member.start_us + round(after_s * US_PER_S)))

    @property
    def summary(self) -> Summary:
        return open_run(self.run_dir).summary()


@cache
def played(name: str, *sets: str) -> Scene:
    """A shipped scene with assignments, run to its end."""
    run_dir = kept_folder() / name
    proceed(create(f"scene-{name}", run_dir, Wishes(sets=sets)))
    reader = open_log(run_dir)
    said: list[Said] = []
    first_us = 0
    for facts in reader.chunks():
        for place, kind in enumerate(facts.kind):
            first_us = first_us or facts.t_us[place]
            fact = decode(kind, facts.value[place], facts.body[place])
            at_s = (facts.t_us[place] - first_us) / US_PER_S
            said.append(Said(len(said) + 1, at_s, facts.subject[place], fact, facts.cause[place]))
    return Scene(run_dir, tuple(said))
