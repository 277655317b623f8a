"""Names in an error: all of a few, the nearest of many."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

_FEW_COUNT, _SHOWN_COUNT = 8, 5
_NEAR_RATIO = 0.4


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


def meant(name: str, known: Sequence[str], otherwise: str) -> str:
    """What to do about a name that is not known: take the nearest, or something else.

    >>> meant("B9", ["B1", "M1"], "add it"), meant("POI", ["B1"], "add it")
    ('did you mean "B1"?', 'add it')

    Args:
        name: as written.
        known: names that there are.
        otherwise: what to do where none is near.
    """
    near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR_RATIO)
    return f'did you mean "{near[0]}"?' if near else otherwise
