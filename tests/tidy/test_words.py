"""What is public says what it does, and front doors stay narrow."""

from __future__ import annotations

import ast

import pytest

from tests.tidy.source import Function, Module, module, modules

FRONT_DOOR = 20


def is_overload(function: Function) -> bool:
    """Whether it only declares a type."""
    return any(ast.unparse(d).endswith("overload") for d in function.decorator_list)


def complaints(source: Module) -> list[str]:
    """Every public function, class and module that has no docstring."""
    found: list[str] = []
    if ast.get_docstring(source.tree) is None:
        found.append(f"{source.path}:1: the module has no docstring")
    for n in ast.walk(source.tree):
        if not isinstance(n, Function | ast.ClassDef) or n.name.startswith("_"):
            continue
        if ast.get_docstring(n) is None and not (isinstance(n, Function) and is_overload(n)):
            found.append(source.at(n, f"{n.name} has no docstring"))
    return found


def exported(source: Module) -> list[str] | None:
    """The names of a front door's `__all__`, None when it has none."""
    for n in source.tree.body:
        targets = n.targets if isinstance(n, ast.Assign) else [getattr(n, "target", None)]
        if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
            listed = n.value  # type: ignore[attr-defined]
            return [e.value for e in ast.walk(listed) if isinstance(e, ast.Constant)]
    return None


def front_door_complaint(source: Module) -> str | None:
    """What is wrong with a package's front door, if anything."""
    names = exported(source)
    if names is None:
        body = source.tree.body
        imports = any(isinstance(n, ast.ImportFrom) and "twin" in str(n.module) for n in body)
        return f"{source.path}: imports names but has no __all__" if imports else None
    if len(names) > FRONT_DOOR:
        return f"{source.path}: {len(names)} names, allowed {FRONT_DOOR}"
    return None


def test_everything_public_has_a_docstring():
    assert [c for source in modules() for c in complaints(source)] == []


def test_no_front_door_has_more_names_than_a_reader_can_hold():
    doors = [m for m in modules() if m.path.endswith("__init__.py")]
    assert [c for door in doors if (c := front_door_complaint(door))] == []


@pytest.mark.parametrize(
    "text",
    [
        "x = 1",
        '"""Room."""\ndef f(): ...',
        '"""Room."""\nclass C:\n    """C."""\n    def f(self): ...',
    ],
    ids=["module", "function", "method"],
)
def test_silence_is_found(text):
    assert len(complaints(module(text))) == 1


def test_private_things_may_be_silent():
    assert complaints(module('"""Room."""\ndef _f(): ...')) == []


def test_a_wide_front_door_and_one_without_a_list_are_found():
    wide = ", ".join(f'"N{n}"' for n in range(21))
    assert "21 names" in str(front_door_complaint(module(f"__all__ = [{wide}]")))
    assert "no __all__" in str(front_door_complaint(module("from twin.units import kelvin")))
    assert front_door_complaint(module('"""A room with nothing to show."""')) is None
