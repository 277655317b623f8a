"""Two to six plans or runs beside one another: what fails, what differs, who is better at what.

The first is the baseline. What fails comes before money; what changed in the documents stands
beside what it did. All of it is plain values, for a table, for JSON and for a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from twin.documents.differences import Difference, differences
from twin.study.compare.odds import Drawn, Odds, drawn_kpis, odds
from twin.study.compare.side import Failure, Kind, Side
from twin.study.kpis import Better, Kpi, Speed, Value

_FEWEST, _MOST = 2, 6
_SAME_FRAC = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One key figure of all sides.

    Attributes:
        key, name, unit, means, better, speed: as of the figure.
        values: of each side.
        deltas: of each side against the first, dates in days; None where one is missing.
        deltas_frac: that over the first; None of dates and where the first is nothing.
    """

    key: str
    name: str
    unit: str
    means: str
    better: Better
    speed: Speed
    values: tuple[Value, ...]
    deltas: tuple[float | None, ...]
    deltas_frac: tuple[float | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the sides have not all the same."""
        return any(value != self.values[0] for value in self.values[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A task that is not where it was.

    Attributes:
        task: its id.
        start_days, finish_days: later by so much, earlier is negative; None where it is only in one
            of the two.
        start, finish: now, None where it is not there any more.
    """

    task: str
    start_days: int | None
    finish_days: int | None
    start: date | None
    finish: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a side has otherwise than the first.

    Attributes:
        documents: values of its documents.
        dates: tasks that moved, the farthest first.
    """

    documents: tuple[Difference, ...]
    dates: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several plans or runs beside one another.

    Attributes:
        kind: which of the two.
        names, titles: of each side.
        failures: of each side, the hard ones first.
        disqualified: whether each has a hard one.
        rows: key figures.
        changes: of each side against the first; the first has none.
        dominates: pairs of places: the first is nowhere worse than the second and somewhere better.
        odds: pairs with the same luck; empty where nothing was drawn.
        runs_count: how many runs were drawn.
    """

    kind: Kind
    names: tuple[str, ...]
    titles: tuple[str, ...]
    failures: tuple[tuple[Failure, ...], ...]
    disqualified: tuple[bool, ...]
    rows: tuple[Compared, ...]
    changes: tuple[Change, ...]
    dominates: tuple[tuple[int, int], ...]
    odds: tuple[Odds, ...]
    runs_count: int


def compare(kind: Kind, sides: Sequence[Side], drawn: Sequence[Drawn] = ()) -> Comparison:
    """Sides beside one another, the first is the baseline.

    Args:
        kind: of all of them.
        sides: two to six.
        drawn: of each, where plans were drawn with the same luck.
    """
    assert _FEWEST <= len(sides) <= _MOST, "asked for by the caller"
    found = [
        (*one.kpis, *(drawn_kpis(drawn[place][1]) if drawn else ()))
        for place, one in enumerate(sides)
    ]
    rows = tuple(_rows(found))
    return Comparison(
        kind=kind,
        names=tuple(one.name for one in sides),
        titles=tuple(one.title for one in sides),
        failures=tuple(one.failures for one in sides),
        disqualified=tuple(one.disqualified for one in sides),
        rows=rows,
        changes=tuple(_change(sides[0], one) for one in sides),
        dominates=tuple(_dominates(rows, len(sides))),
        odds=odds([chunk for chunk, _ in drawn]),
        runs_count=drawn[0][1].runs_count if drawn else 0,
    )


def _rows(found: Sequence[Sequence[Kpi]]) -> Iterator[Compared]:
    columns = [{one.key: one for one in side} for side in found]
    first: dict[str, Kpi] = {}
    for column in columns:
        first = {**first, **{key: one for key, one in column.items() if key not in first}}
    for key, one in first.items():
        values = tuple(column[key].value if key in column else None for column in columns)
        deltas = tuple(delta(values[0], value) for value in values)
        base = values[0]
        yield Compared(
            key=key,
            name=one.name.strip(),
            unit=one.unit,
            means=one.means,
            better=one.better,
            speed=one.speed,
            values=values,
            deltas=deltas,
            deltas_frac=tuple(
                None if gap is None or isinstance(base, date) or not base else gap / abs(base)
                for gap in deltas
            ),
        )


def delta(base: Value, value: Value) -> float | None:
    """A value against the first; dates in days.

    >>> delta(date(2028, 1, 1), date(2028, 1, 5)), delta(2.0, 1.5), delta(None, 1.0)
    (4.0, -0.5, None)
    """
    if isinstance(base, date) and isinstance(value, date):
        return float((value - base).days)
    if isinstance(base, int | float) and isinstance(value, int | float):
        return float(value - base)
    return None


def _change(first: Side, other: Side) -> Change:
    return Change(
        documents=tuple(differences(first.documents, other.documents)),
        dates=tuple(sorted(_moved(first, other), key=_farthest)),
    )


def _moved(first: Side, other: Side) -> Iterator[Moved]:
    for task in dict.fromkeys((*first.dates, *other.dates)):
        was, now = first.dates.get(task), other.dates.get(task)
        if was == now:
            continue
        gaps = (
            ((now[0] - was[0]).days, (now[1] - was[1]).days)
            if was is not None and now is not None
            else (None, None)
        )
        start, finish = now if now is not None else (None, None)
        yield Moved(task=task, start_days=gaps[0], finish_days=gaps[1], start=start, finish=finish)


def _farthest(one: Moved) -> int:
    return -abs(one.finish_days) if one.finish_days is not None else -(10**9)


def _dominates(rows: Sequence[Compared], count: int) -> Iterator[tuple[int, int]]:
    """Pairs of which the first is nowhere worse and somewhere better."""
    for first, second in permutations(range(count), 2):
        signs = [sign for row in rows if (sign := _better(row, first, second)) is not None]
        if signs and min(signs) >= 0 and max(signs) > 0:
            yield first, second


def _better(row: Compared, first: int, second: int) -> int | None:
    """1 where the first is better, -1 where it is worse, 0 where they are the same."""
    gap = delta(row.values[second], row.values[first])
    if gap is None or row.better == "either" or row.key.startswith("npv["):
        return None
    size = row.values[second]
    near = _SAME_FRAC * abs(size) if isinstance(size, int | float) else 0.0
    if abs(gap) <= near:
        return 0
    return 1 if (gap > 0.0) == (row.better == "more") else -1
