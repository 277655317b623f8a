"""Answers of what-ifs as lines, tables and records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from twin.cli.tables import number, table
from twin.study.whatif import WHATIFS, Answer, Detail, Row
from twin.study.whatif.question import Cell
from twin.study.whatif.words import plain

_LARGE = 1000.0


def text(answer: Answer) -> str:
    """An answer: its line, its figures, what is below them, what was assumed."""
    head = f"{answer.id}, {answer.question}\n{answer.plan_id} revision {answer.revision}"
    heads = ["", *(one.name for one in answer.options), "unit", "reckoned by"]
    rows = [
        [one.name, *(cell(value) for value in one.values), one.unit, one.speed]
        for one in answer.rows
    ]
    parts = [head, answer.line]
    parts += [table(heads, rows)] if rows else []
    parts += [_detail(one) for one in answer.details]
    parts += ["\n".join(answer.assumptions)] if answer.assumptions else []
    return "\n\n".join(parts)


def lines(answers: Sequence[Answer]) -> str:
    """A line of each, with the speeds that its figures come from."""
    return "\n".join(f"{one.id:4}{one.line} [{', '.join(_speeds(one))}]" for one in answers)


def listing(*, as_json: bool) -> str:
    """What each asks, and its amounts."""
    if as_json:
        said = [
            {
                "id": one.id,
                "question": one.question,
                "amounts": [asdict(amount) for amount in one.amounts],
            }
            for one in WHATIFS.values()
        ]
        return json.dumps(said, indent=2)
    rows = [
        [one.id, _asked(one.id), " ".join(f"--{a.name} {plain(a.default)}" for a in one.amounts)]
        for one in WHATIFS.values()
    ]
    return table(["", "asks", "amounts"], rows)


def record(answers: Sequence[Answer]) -> str:
    """Answers as JSON."""
    return json.dumps([asdict(one) for one in answers], indent=2, default=_plain)


def cell(value: Cell) -> str:
    """A value of a table.

    >>> cell(0.97285), cell(123456.7), cell("T1"), cell(None)
    ('0.973', '123 457', 'T1', '–')
    """
    match value:
        case str():
            return value
        case date():
            return value.isoformat()
        case float() | int():
            whole = abs(value) >= _LARGE or value == round(value)
            return number(value, 0 if whole else 3)
        case None:
            return "–"


def _asked(name: str) -> str:
    one = WHATIFS[name]
    return one.question.format(**{amount.name: plain(amount.default) for amount in one.amounts})


def _detail(one: Detail) -> str:
    rows = [[cell(value) for value in row] for row in one.rows]
    return f"{one.title} ({one.speed})\n{table(one.heads, rows)}"


def _speeds(answer: Answer) -> list[str]:
    found: list[Row | Detail] = [*answer.rows, *answer.details]
    return list(dict.fromkeys(one.speed for one in found))


def _plain(value: Any) -> str:  # noqa: ANN401 - json's own hook
    assert isinstance(value, date), value
    return value.isoformat()
