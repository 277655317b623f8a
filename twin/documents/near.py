"""Names in an error: all of a few, the nearest of many."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

_FEW_COUNT, _SHOWN_COUNT = 8, 5


def among(name: str, known: Sequence[str]) -> str:
    """What a name may be: all of a few names, of many the nearest in spelling and how many more.

    >>> among("B1", ["A1", "A2"])
    'A1, A2'
    >>> among("B4", [f"B{n}" for n in range(10)])
    'B0, B1, B2, B3, B4 and 5 more'
    """
    if len(known) <= _FEW_COUNT:
        return ", ".join(known)
    likeness = {other: difflib.SequenceMatcher(None, name, other).ratio() for other in known}
    nearest = sorted(known, key=lambda other: (-likeness[other], other))[:_SHOWN_COUNT]
    return f"{', '.join(sorted(nearest))} and {len(known) - _SHOWN_COUNT} more"
