"""Every float that has a name has a unit at the end of it."""

from __future__ import annotations

import ast
import re

import pytest

from tests.tidy.source import Module, module, modules
from twin.units import SUFFIXES

# Ends that are clear by themselves and so rare that twin.units gives them no label.
ALSO = {
    *("gw", "mvar", "kj", "mj", "wh", "f", "mhz", "kpa", "bar", "kg", "g", "t", "mm", "l", "lpm"),
    *("ns", "hours", "weeks", "months", "years", "per", "th", "ph", "eh", "ths", "tokens", "bytes"),
    *("mb", "kb", "seq", "rad", "db", "hex", "id", "ids", "rpm", "lines", "rows", "chars"),
}
ENDS = "|".join(sorted({*ALSO, *SUFFIXES}, key=len, reverse=True))
UNIT_END = re.compile(rf"(?:^|_)(?:{ENDS})$|_per_[a-z0-9_]+$", re.IGNORECASE)


def is_float(annotation: ast.expr | None) -> bool:
    """Whether a float stands anywhere in an annotation, as in `list[float] | None`."""
    if annotation is None:
        return False
    return any(isinstance(n, ast.Name) and n.id == "float" for n in ast.walk(annotation))


def complaints(source: Module) -> list[str]:
    """Every float parameter, field, constant and variable whose name ends in no unit."""
    named: list[tuple[ast.expr | ast.stmt, str]] = []
    for f in source.functions():
        every = [*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs]
        named += [(a.annotation, a.arg) for a in every if a.annotation and is_float(a.annotation)]
    for n in ast.walk(source.tree):
        if isinstance(n, ast.AnnAssign) and is_float(n.annotation):
            if isinstance(n.target, ast.Name):
                named.append((n, n.target.id))
            elif isinstance(n.target, ast.Attribute):
                named.append((n, n.target.attr))
    return [source.at(n, f"{name} ends in no unit") for n, name in named if not ends_in_unit(name)]


def ends_in_unit(name: str) -> bool:
    """Whether the last letters of a name say its unit."""
    return UNIT_END.search(name) is not None


def test_every_float_name_ends_in_its_unit():
    assert [c for source in modules() for c in complaints(source)] == []


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_every_suffix_of_the_table_is_an_end(name):
    assert ends_in_unit(f"some_{name}")
    assert ends_in_unit(f"SOME_{name.upper()}")


@pytest.mark.parametrize(
    "text",
    [
        "def f(load: float) -> None: ...",
        "def f(*, watts: list[float] | None) -> None: ...",
        "class Spec:\n    rating: float = 1.0",
        "LIMIT: Final[float] = 3.0",
        "class Unit:\n    def __init__(self) -> None:\n        self.rise: list[float] = []",
    ],
)
def test_a_float_without_a_unit_is_found(text):
    assert len(complaints(module(text))) == 1


def test_a_float_with_a_unit_and_a_word_of_another_type_are_left_alone():
    text = "def f(load_w: float, price_usd_per_mwh: float, name: str, count: int) -> float: ..."
    assert complaints(module(text)) == []
