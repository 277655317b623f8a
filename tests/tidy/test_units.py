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
# Numbers whose unit another column says, or whose name the site document gives them.
ALLOWED = {
    "twin/devices/transformer_spec.py: mva_max": "a key of the site document: MVA, largest rating",
    "twin/devices/transformer_spec.py: mva_onan": "a key of the site document: MVA without fans",
    "twin/facts/code.py: value": "the log's own column: the kind of fact says its unit",
    "twin/log/arrays.py: values": "any column of floats",
    "twin/log/columns.py: value": "the log's own column: the kind of fact says its unit",
    "twin/run/telling.py: value": "the log's own column: the kind of fact says its unit",
    "twin/run/alarms.py: value": "`unit` beside it says",
    "twin/run/alarm_rules.py: value": "`unit` beside it says",
    "twin/plan/breaches.py: size": "`unit` beside it says",
    "twin/plan/breaches.py: limit": "`unit` beside it says",
    "twin/plan/breaches.py: limits": "`unit` beside it says",
    "twin/plan/chances.py: prob": "a probability, by the name that planners give it",
    "twin/plan/chances.py: value": "`unit` beside it says",
    "twin/plan/contracts.py: asic": "a key under `depr_years`",
    "twin/plan/contracts.py: gpu": "a key under `depr_years`",
    "twin/plan/contracts.py: electrical": "a key under `depr_years`",
    "twin/plan/contracts.py: mechanical": "a key under `depr_years`",
    "twin/plan/contracts.py: building": "a key under `depr_years`",
    "twin/plan/dist.py: value": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: low": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: mode": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: high": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: p50": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: p90": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: values": "the field that holds the distribution says its unit",
    "twin/plan/dist.py: probs": "the field that holds the distribution says its unit",
    "twin/plan/tasks.py: value": "`op` beside it says",
    "twin/study/report.py: ordered": "any quantity: the caller's list says its unit",
    "twin/study/compare/compare.py: deltas": "`unit` beside it says",
    "twin/study/tornado.py: low": "`unit` beside it says",
    "twin/study/tornado.py: planned": "`unit` beside it says",
    "twin/study/tornado.py: high": "`unit` beside it says",
    "twin/study/tornado.py: value": "the path that it is put at says",
    "twin/study/whatif/question.py: default": "`means` beside it says",
    "twin/study/whatif/question.py: low": "`means` beside it says",
    "twin/study/whatif/question.py: high": "`means` beside it says",
    "api/engines.py: row": "signals: the name of each says its unit",
    "api/wire.py: row": "signals: the name of each says its unit",
    "api/wire.py: value": "any number on its way out",
    "api/load.py: measured": "`unit` beside it says",
    "api/load.py: limit": "`unit` beside it says",
    "api/load_clients.py: plan": "the key of each says its unit",
    "api/layout_views.py: value": "a limit: the key of its list says the unit",
    "api/messages.py: speed": "the wire's word: simulated seconds a second",
    "api/plan_views.py: size": "`unit` beside it says",
    "api/plan_views.py: limit": "`unit` beside it says",
    "api/views.py: speed": "the wire's word: simulated seconds a second",
    "api/views.py: value": "the fact's kind, or `unit` beside it, says",
    "api/views.py: values": "the key of each says its unit",
    "api/views.py: mean": "`unit` beside it says",
    "api/views.py: minimum": "`unit` beside it says",
    "api/views.py: maximum": "`unit` beside it says",
    "api/views.py: energy": "the key of each says its unit",
    "api/views.py: low": "`unit` beside it says",
    "api/views.py: high": "`unit` beside it says",
    "api/forms.py: low": "`unit` beside it says",
    "api/forms.py: high": "`unit` beside it says",
    "api/forms.py: default": "`unit` beside it says",
}
UNIT_END = re.compile(rf"(?:^|_)(?:{ENDS})$|_per_[a-z0-9_]+$", re.IGNORECASE)


def is_float(annotation: ast.expr | None) -> bool:
    """Whether a float stands anywhere in an annotation, as in `list[float] | None`.

    What functions take and give is said by their own parameters and names.
    """
    if annotation is None or is_callable(annotation):
        return False
    if isinstance(annotation, ast.Name):
        return annotation.id == "float"
    return any(is_float(n) for n in ast.iter_child_nodes(annotation) if isinstance(n, ast.expr))


def is_callable(annotation: ast.expr) -> bool:
    """Whether an annotation is a `Callable[...]`."""
    if not isinstance(annotation, ast.Subscript) or not isinstance(annotation.value, ast.Name):
        return False
    return annotation.value.id == "Callable"


def silent(source: Module) -> list[tuple[ast.expr | ast.stmt, str]]:
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
    return [(n, name) for n, name in named if not ends_in_unit(name)]


def complaints(source: Module) -> list[str]:
    """Those of them that are not allowed."""
    return [
        source.at(n, f"{name} ends in no unit")
        for n, name in silent(source)
        if f"{source.path}: {name}" not in ALLOWED
    ]


def ends_in_unit(name: str) -> bool:
    """Whether the last letters of a name say its unit."""
    return UNIT_END.search(name) is not None


def test_every_float_name_ends_in_its_unit():
    assert [c for source in modules() for c in complaints(source)] == []


def test_every_exception_is_still_needed():
    needed = {f"{source.path}: {name}" for source in modules() for _, name in silent(source)}
    assert set(ALLOWED) - needed == set()


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
        "LOADS: dict[str, list[float]] = {}",
        "class Unit:\n    def __init__(self) -> None:\n        self.rise: list[float] = []",
    ],
)
def test_a_float_without_a_unit_is_found(text):
    assert len(complaints(module(text))) == 1


def test_a_float_with_a_unit_and_a_word_of_another_type_are_left_alone():
    text = "def f(load_w: float, price_usd_per_mwh: float, name: str, count: int) -> float: ..."
    assert complaints(module(text)) == []


def test_a_table_of_functions_holds_no_number():
    assert complaints(module("READ: dict[str, Callable[[str], float | None]] = {}")) == []
