"""Plain aligned tables: words to the left, figures to the right, one rule under the heads."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

GAP = "  "
Measured = float | None
"""A number whose unit stands in its column's head or behind it."""
_FIGURE = re.compile(r"[-+−]?[\d ,.]+(e[-+]?\d+)?( ?%)?|–|", re.IGNORECASE)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, indent: int = 0) -> str:
    """Rows under their heads; a column of figures is set to the right.

    >>> print(table(["what", "MW"], [["mining", "59.6"], ["AI", "8.1"]]))
    what      MW
    ------  ----
    mining  59.6
    AI       8.1
    """
    body = [list(row) for row in rows]
    whole = [list(heads), *body]
    widths = [max(len(row[at]) for row in whole) for at in range(len(heads))]
    right = [
        bool(body) and all(_FIGURE.fullmatch(row[at]) for row in body) for at in range(len(heads))
    ]

    def _line(cells: Sequence[str]) -> str:
        set_out = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(cells, widths, right, strict=True)
        )
        return (" " * indent + GAP.join(set_out)).rstrip()

    rule = _line(["-" * width for width in widths])
    return "\n".join([_line(heads), rule, *(_line(row) for row in body)])


def number(value: Measured, digits: int = 1) -> str:
    """A figure with thousands set apart; a dash where there is none.

    >>> number(1234567.891), number(None)
    ('1 234 567.9', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    return f"{value:,.{digits}f}".replace(",", " ")
