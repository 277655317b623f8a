"""One of every fact and command, made from its fields' types, by Hypothesis or plainly."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from twin.facts import COMMANDS, FACTS

COMMAND = st.deferred(lambda: st.one_of([values_of(kind) for kind in COMMANDS]))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WORDS = st.text(max_size=12)


_PLAIN = {
    float: NUMBERS,
    int: st.integers(0, 2**53),
    bool: st.booleans(),
    str: WORDS,
    tuple[str, ...]: st.lists(WORDS, max_size=4).map(tuple),
    tuple[float, ...]: st.lists(NUMBERS, max_size=4).map(tuple),
}


def _field(kind: Any, name: str) -> st.SearchStrategy[Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    assert name == "command", (kind, name)
    return COMMAND


def values_of(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Any value of a fact or command."""
    fields = {field.name: _field(field.type, field.name) for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **fields)


ANY_FACT = st.one_of([values_of(kind) for kind in FACTS])
