"""A what-if asked of a plan: patches made, applied, checked, reckoned beside the plan as it is."""

from __future__ import annotations

from collections.abc import Sequence

from twin.errors import Fault, PlanError, RequestError
from twin.plan import Topology
from twin.run.examine import document_text
from twin.run.planning import examine_plan_file, load_plan
from twin.study.figures import Figures
from twin.study.kpis import Kpi, chosen
from twin.study.whatif.question import (
    AS_PLANNED,
    Amounts,
    Answer,
    Case,
    Option,
    Row,
    WhatIf,
)
from twin.study.whatif.storm import Lived, Storm, lived
from twin.study.whatif.words import plain


class PlanFile:
    """A plan in a file or shipped, that patches are tried on."""

    def __init__(self, name: str, sets: Sequence[str] = ()) -> None:
        """Read and check it.

        Args:
            name: a file, or the name of a shipped plan.
            sets: assignments that hold in every case.

        Raises:
            TwinError: there is no such plan, or it has faults.
        """
        self.name, self._sets = name, tuple(sets)
        self._base = Figures(load_plan(name, self._sets))
        self._tried: dict[tuple[str, ...], Case] = {}

    @property
    def base(self) -> Figures:
        """The plan as it is."""
        return self._base

    def tried(self, sets: Sequence[str]) -> Case:
        """The plan with some assignments; its faults where it is invalid with them."""
        key = tuple(sets)
        if key not in self._tried:
            plan, faults = examine_plan_file(document_text(self.name, "plans"), (*self._sets, *key))
            figures = Figures(plan) if plan is not None else None
            option = Option(name="", sets=key)
            self._tried[key] = Case(option=option, figures=figures, faults=tuple(faults))
        return self._tried[key]

    def lived(self, case: Case, here: Topology, storm: Storm) -> Lived:
        """A plant of a case, run through a storm.

        Raises:
            TwinError: the site can't be run so.
        """
        plan = case.sound.plan
        name = plan.document.site.file
        if plan.document.site.is_file:
            name = str(document_text(self.name, "plans")[2].resolve() / name)
        sets = (*self._sets, *case.option.sets)
        return lived(plan, here, storm, site_name=name, sets=sets)


def ask(bench: PlanFile, asked: WhatIf, given: Amounts) -> Answer:
    """A what-if answered for a plan.

    Args:
        bench: the plan.
        asked: the what-if.
        given: amounts by name; the others take their defaults.

    Raises:
        RequestError: an amount that it does not have, or out of its range.
        TwinError: a patch makes the plan invalid where that is no answer.
    """
    amounts = _amounts(asked, given)
    options = [Option(name=AS_PLANNED), *asked.options(bench, amounts)]
    cases = [Case(option=options[0], figures=bench.base)]
    for option in options[1:]:
        tried = bench.tried(option.sets)
        if tried.figures is None and not asked.may_be_invalid:
            raise PlanError(tried.faults)
        cases.append(Case(option=option, figures=tried.figures, faults=tried.faults))
    said = asked.say(bench, cases, amounts)
    plan = bench.base.plan.document
    return Answer(
        id=asked.id,
        question=asked.question.format(**{name: plain(one) for name, one in amounts.items()}),
        plan_id=plan.plan_id,
        revision=plan.revision,
        line=said.line,
        options=tuple(options),
        rows=(*said.rows, *_rows(cases, asked.kpis)),
        details=said.details,
        assumptions=(*_assumed(asked, amounts), *said.notes),
    )


def _amounts(asked: WhatIf, given: Amounts) -> Amounts:
    known = {one.name: one for one in asked.amounts}
    faults = [_unknown(asked, name) for name in given if name not in known]
    faults += [
        Fault(
            what="is out of range",
            path=f"--{name}",
            value=plain(value),
            allowed=f"{plain(known[name].low)} to {plain(known[name].high)}",
            remedy=known[name].means,
        )
        for name, value in given.items()
        if name in known and not known[name].low <= value <= known[name].high
    ]
    if faults:
        raise RequestError(faults)
    return {name: given.get(name, one.default) for name, one in known.items()}


def _unknown(asked: WhatIf, name: str) -> Fault:
    allowed = ", ".join(f"--{one.name}" for one in asked.amounts) or "no amount"
    what = f"is no amount of {asked.id}"
    return Fault(what=what, path=f"--{name}", allowed=allowed, remedy="name one of them")


def _assumed(asked: WhatIf, amounts: Amounts) -> list[str]:
    return [
        f"assumption: --{one.name} {plain(amounts[one.name])}, {one.means}"
        for one in asked.amounts
        if one.assumed
    ]


def _rows(cases: Sequence[Case], keys: tuple[str, ...]) -> list[Row]:
    """Key figures of every case; None where it has none."""
    found = [chosen(one.figures, keys) if one.figures is not None else () for one in cases]
    columns = [{kpi.key: kpi for kpi in column} for column in found]
    first: dict[str, Kpi] = {}
    for column in columns:
        first = {**column, **first}
    order = [*columns[0], *(key for key in first if key not in columns[0])]
    return [
        Row(
            name=first[key].name.strip(),
            unit=first[key].unit,
            speed=first[key].speed,
            means=first[key].means,
            values=tuple(column[key].value if key in column else None for column in columns),
        )
        for key in order
    ]
