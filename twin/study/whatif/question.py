"""What a what-if is: named patches of a plan and its site, and the figures that answer it.

A patch is a list of assignments, the same that `--set` takes, so whatever a what-if does can be
typed by hand, is checked like any document, and stands in the answer. Options stand beside the
plan as it is; figures say at which speed they were reckoned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from twin.errors import Fault
from twin.plan import Topology
from twin.study.figures import Figures
from twin.study.kpis import Speed, Value
from twin.study.whatif.storm import Lived, Storm

Amounts = Mapping[str, float]
"""What was asked for, by name."""
Cell = Value | str
AS_PLANNED = "as planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number that may be asked for otherwise.

    Attributes:
        name: as months; asked for with --months.
        default: where nothing is said.
        low, high: what is allowed.
        means: what it is, with its unit.
        assumed: whether no source stands behind the default.
    """

    name: str
    default: float
    low: float
    high: float
    means: str
    assumed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way it could be.

    Attributes:
        name: in a word or two.
        sets: assignments to the plan; those to its site begin with `site.`.
    """

    name: str
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An option that was tried.

    Attributes:
        option: which.
        figures: of the plan with it; None where that is invalid.
        faults: why it is.
    """

    option: Option
    figures: Figures | None
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> Figures:
        """The figures of a case that is valid, as most are by construction."""
        assert self.figures is not None, self.faults
        return self.figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure in every case.

    Attributes:
        name: in words.
        unit: of the values; empty for dates, counts and words.
        speed: where it comes from.
        values: of each case, the plan as it is first.
        means: its definition, where the name does not say it.
    """

    name: str
    unit: str
    speed: Speed
    values: tuple[Cell, ...]
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A table that stands below the figures."""

    title: str
    speed: Speed
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a what-if says of its cases.

    Attributes:
        line: the answer in a line.
        rows: further figures, beside the chosen KPIs.
        details: tables below them.
        notes: what was assumed or left out.
    """

    line: str
    rows: tuple[Row, ...] = ()
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()


class Bench(Protocol):
    """A plan that patches can be tried on."""

    @property
    def base(self) -> Figures:
        """The plan as it is."""
        ...

    def tried(self, sets: Sequence[str]) -> Case:
        """The plan with some assignments."""
        ...

    def lived(self, case: Case, here: Topology, storm: Storm) -> Lived:
        """A plant of a case, run through a storm."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One named question.

    Attributes:
        id: as W5.
        question: with its amounts in braces.
        amounts: that may be asked for otherwise.
        options: the patches, made for a plan.
        kpis: keys of the figures that stand in the answer.
        say: the answer.
        may_be_invalid: whether faults of an option are part of the answer.
    """

    id: str
    question: str
    amounts: tuple[Amount, ...]
    options: Callable[[Bench, Amounts], Iterable[Option]]
    kpis: tuple[str, ...]
    say: Callable[[Bench, Sequence[Case], Amounts], Said]
    may_be_invalid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A what-if answered.

    Attributes:
        id: as W5.
        question: with what was asked for.
        plan_id, revision: of the plan.
        line: the answer in a line.
        options: the cases, the plan as it is first.
        rows: figures of every case.
        details: tables below them.
        assumptions: amounts that no source stands behind, and notes.
    """

    id: str
    question: str
    plan_id: str
    revision: int
    line: str
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    details: tuple[Detail, ...]
    assumptions: tuple[str, ...]
