"""A comparison as tables and as a record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from twin.cli.comparing import signed
from twin.cli.tables import number, table
from twin.cli.whatif_tables import cell
from twin.study.compare import Change, Compared, Comparison

_PERCENT, _MILLION, _LARGE = 100.0, 1e6, 1000.0
_MOST_CHANGES, _WIDEST = 20, 60


def text(found: Comparison, *, only_differences: bool = False) -> str:
    """What fails, then figures, then what changed, then who beats whom."""
    marks = ["the baseline", *(f"against {found.names[0]}" for _ in found.names[1:])]
    head = "\n".join(
        f"{place}  {name}: {title} ({mark})"
        for place, (name, title, mark) in enumerate(
            zip(found.names, found.titles, marks, strict=True), start=1
        )
    )
    parts = [head, _failures(found), _figures(found, only_differences=only_differences)]
    parts += [
        _changes(place, change)
        for place, change in enumerate(found.changes[1:], start=2)
        if change.documents or change.dates
    ]
    parts.append("\n".join(_verdicts(found)))
    return "\n\n".join(part for part in parts if part)


def record(found: Comparison, *, only_differences: bool = False) -> str:
    """The same as JSON, everything in it."""
    plain = asdict(found)
    plain["rows"] = [
        {**asdict(row), "differs": row.differs}
        for row in found.rows
        if row.differs or not only_differences
    ]
    plain["odds"] = [{**asdict(one), "material": one.material} for one in found.odds]
    return json.dumps(plain, indent=2, default=_plain)


def _failures(found: Comparison) -> str:
    """Constraint failures, before any money is shown."""
    rows = [
        [
            str(place),
            "disqualifies" if one.hard else "soft",
            one.rule,
            one.since or "–",
            one.what if one.subject in one.what else f"{one.subject}: {one.what}",
        ]
        for place, failures in enumerate(found.failures, start=1)
        for one in failures
    ]
    if not rows:
        return "no constraint fails"
    return table(["", "", "rule", "from", "what fails"], rows)


def _figures(found: Comparison, *, only_differences: bool) -> str:
    heads = ["", "unit"]
    for place, name in enumerate(found.names, start=1):
        word = f"{place} " if len(name) > _WIDEST // len(found.names) else name
        heads += [word] if place == 1 else [word, "delta", "%"]
    rows = [_row(one) for one in found.rows if one.differs or not only_differences]
    return table(heads, rows) if rows else "every figure is the same"


def _row(one: Compared) -> list[str]:
    cells = [one.name, one.unit, cell(one.values[0])]
    for value, gap, frac in zip(one.values[1:], one.deltas[1:], one.deltas_frac[1:], strict=True):
        days = " d" if isinstance(value, date) and gap else ""
        cells += [
            cell(value),
            "–" if gap is None else f"{_gap(gap)}{days}",
            "" if not frac else signed(_PERCENT * frac, 1),
        ]
    return cells


def _gap(amount_ratio: float) -> str:
    """A difference in any unit, to as many digits as it has something to say.

    >>> _gap(12.0), _gap(-0.00044), _gap(0.0)
    ('+12', '-0.00044', '')
    """
    if amount_ratio == round(amount_ratio) or abs(amount_ratio) >= _LARGE:
        return signed(amount_ratio, 0)
    return f"{amount_ratio:+.3g}"


def _changes(place: int, change: Change) -> str:
    """What is otherwise in the documents, beside the dates that it moved."""
    parts = list[str]()
    if change.documents:
        rows = [
            [one.path, _short(one.was), _short(one.now)] for one in change.documents[:_MOST_CHANGES]
        ]
        more = len(change.documents) - len(rows)
        tail = f"\nand {more} more (--json has all)" if more else ""
        heads = [f"changed in {place}", "was", "is"]
        parts.append(table(heads, rows) + tail)
    if change.dates:
        rows = [
            [
                one.task,
                "new or gone" if one.start_days is None else f"{one.start_days:+d}",
                "" if one.finish_days is None else f"{one.finish_days:+d}",
                one.finish.isoformat() if one.finish else "–",
            ]
            for one in change.dates[:_MOST_CHANGES]
        ]
        more = len(change.dates) - len(rows)
        tail = f"\nand {more} more (--json has all)" if more else ""
        parts.append(table([f"moved in {place}", "start, d", "finish, d", "finish"], rows) + tail)
    return "\n\n".join(parts)


def _verdicts(found: Comparison) -> Iterator[str]:
    for place, out in enumerate(found.disqualified, start=1):
        if out:
            yield f"{place} is disqualified by a hard constraint, whatever it is worth"
    for first, second in found.dominates:
        yield f"{first + 1} dominates {second + 1}: nowhere worse, somewhere better"
    for one in found.odds:
        first, second = one.first + 1, one.second + 1
        sure = "" if one.material else ", which is not more than its error"
        yield (
            f"{first} is worth more than {second} in {_PERCENT * one.first_beats_frac:.1f} % of "
            f"{found.runs_count} runs with the same luck, by "
            f"{number(one.gain_usd / _MILLION, 2)} million in the mean "
            f"(error {number(one.gain_error_usd / _MILLION, 2)}){sure}"
        )


def _short(value: object) -> str:
    """A value on a line."""
    if value is None:
        return "–"
    said = value if isinstance(value, str) else json.dumps(value, default=_plain)
    return said if len(said) <= _WIDEST else f"{said[: _WIDEST - 1]}…"


def _plain(value: Any) -> str:  # noqa: ANN401 - json's own hook
    assert isinstance(value, date), value
    return value.isoformat()
