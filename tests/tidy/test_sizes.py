"""Files, functions and parameter lists stay small enough to be read at once."""

from __future__ import annotations

import ast

from tests.tidy.source import Function, Module, module, modules

FILE_LINES = 300
FUNCTION_LINES = 50
POSITIONAL = 5


def lines(function: Function) -> int:
    """Lines of a function without its docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def positional(function: Function) -> int:
    """Parameters that a caller may give without naming them, `self` aside."""
    given = [*function.args.posonlyargs, *function.args.args]
    return sum(a.arg not in ("self", "cls") for a in given)


def complaints(source: Module) -> list[str]:
    """Every function that is too long or takes too much."""
    found: list[str] = []
    for f in source.functions():
        if lines(f) > FUNCTION_LINES:
            found.append(source.at(f, f"{f.name} has {lines(f)} lines, allowed {FUNCTION_LINES}"))
        if positional(f) > POSITIONAL:
            found.append(
                source.at(f, f"{f.name} takes {positional(f)} positional, allowed {POSITIONAL}")
            )
    return found


def test_no_file_is_longer_than_it_may_be():
    sizes = {m.path: m.text.count("\n") for m in modules("twin", "api", "tests")}
    assert {path: n for path, n in sizes.items() if n > FILE_LINES} == {}


def test_no_function_is_longer_or_takes_more_than_it_may():
    assert [c for source in modules() for c in complaints(source)] == []


def test_a_long_function_and_a_long_parameter_list_are_found():
    body = "\n".join(f"    x{n} = {n}" for n in range(FUNCTION_LINES))
    assert "has 51 lines" in complaints(module(f"def f() -> None:\n{body}\n"))[0]
    assert "takes 6" in complaints(module("def f(a, b, c, d, e, g): ..."))[0]


def test_a_docstring_and_keyword_only_parameters_are_free():
    words = "\n".join(["    '''Words."] + ["    More."] * 60 + ["    '''"])
    assert complaints(module(f"def f(a, b, c, d, e, *, g, h):\n{words}\n    return a\n")) == []
    assert complaints(module("class C:\n    def f(self, a, b, c, d, e): ...")) == []
