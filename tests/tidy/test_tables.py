"""Explicit tables are complete: what stands in a room of siblings is in that room's table.

A module belongs to its room when a table's entry comes from it, when the front door names it, or
when a module that belongs uses it. A class that names its kind must be an entry itself.
"""

from __future__ import annotations

import ast
import importlib

import pytest

from tests.tidy.source import ROOT, Module, module, modules

# Room, its table, and the class attribute by which a sibling says its name.
ROOMS = {
    "twin.devices": ("DEVICES", "KIND"),
    "twin.policies": ("POLICIES", "NAME"),
    "twin.sources": ("READERS", "FORMAT"),
}

# What stands in a room and is used by no sibling, with who uses it.
NO_SIBLING = {
    "twin.devices.backup.checks": "what is wrong with a choice of backup power: for site checks",
    "twin.devices.backup.redundancy": "what a group of units is worth: for whoever sizes a site",
    "twin.devices.grid.coincident_peak": "the basis of a charge: for who pays it",
    "twin.devices.grid.orders": "what the grid is owed: for who takes its orders",
    "twin.devices.protection.coordination": "how a path is graded: for whoever checks a site",
    "twin.devices.protection.inrush": "relays on a decaying current: for who energises behind them",
    "twin.devices.radial": "the exact voltages of a tree of lines, to judge quicker answers by",
    "twin.devices.transformer_quiet": "how long the plant's watch may leave a transformer alone",
    "twin.devices.voltage.recovery": "duties after a sag: for whoever holds load and rules",
    "twin.devices.voltage.sag": "sags and inrush: algebra for whoever energises or shakes a bus",
    "twin.policies.readings": "what the drivers hand to every policy when telemetry is late",
}


def in_room(room: str) -> dict[str, Module]:
    """The modules of a room by dotted name, its front door left out."""
    prefix = room.replace(".", "/") + "/"
    inside = (m for m in modules() if m.path.startswith(prefix))
    dotted = {m.path.removesuffix(".py").replace("/", "."): m for m in inside}
    return {name: m for name, m in dotted.items() if not name.endswith("__init__")}


def homes(entry: object) -> set[str]:
    """The dotted modules that a table, or an entry of it, comes from; a text names its own."""
    if isinstance(entry, dict):
        return homes(tuple(entry.values()))
    if isinstance(entry, tuple | list):
        return set().union(*(homes(part) for part in entry))
    if isinstance(entry, str):
        return {entry.split(":")[0]}
    return {getattr(entry, "__module__", None) or type(entry).__module__}


def used(source: Module) -> set[str]:
    """The dotted modules that a module imports from."""
    found: set[str] = set()
    for n in ast.walk(source.tree):
        if isinstance(n, ast.ImportFrom) and n.module:
            found |= {n.module, *(f"{n.module}.{alias.name}" for alias in n.names)}
        elif isinstance(n, ast.Import):
            found |= {alias.name for alias in n.names}
    return found


def orphans(room: dict[str, Module], listed: set[str]) -> set[str]:
    """The modules that are not in the table and that nothing in the table uses."""
    reached, ahead = set(), listed & set(room)
    while ahead:
        reached |= ahead
        ahead = set().union(*(used(room[name]) for name in ahead)) & set(room) - reached
    return set(room) - reached


def unlisted_kinds(room: dict[str, Module], marker: str, listed: set[str]) -> set[str]:
    """The modules with a class that names its kind and stands in no table."""
    return {
        name
        for name, source in room.items()
        for n in ast.walk(source.tree)
        if isinstance(n, ast.ClassDef) and says(n, marker) and name not in listed
    }


def says(node: ast.ClassDef, marker: str) -> bool:
    """Whether a class gives its marker a value of its own."""
    for n in node.body:
        targets = n.targets if isinstance(n, ast.Assign) else [getattr(n, "target", None)]
        named = any(isinstance(t, ast.Name) and t.id == marker for t in targets)
        if named and getattr(n, "value", None) is not None:
            return True
    return False


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_sibling_is_in_its_table(room):
    table, marker = ROOMS[room]
    present = in_room(room)
    if not present:
        pytest.skip(f"{room} has no modules yet")
    listed = homes(getattr(importlib.import_module(room), table))
    door = used(module((ROOT / room.replace(".", "/") / "__init__.py").read_text("utf-8")))
    assert orphans(present, listed | door | set(NO_SIBLING)) == set()
    assert unlisted_kinds(present, marker, listed) == set()


@pytest.mark.parametrize("name", sorted(NO_SIBLING))
def test_an_exception_is_still_there_and_still_needed(name):
    room = in_room(name.rpartition(".")[0])
    others = (used(source) for other, source in room.items() if other != name)
    assert name in room
    assert name not in set().union(*others)


def zoo(**texts: str) -> dict[str, Module]:
    """A room of planted modules."""
    return {f"zoo.{name}": module(text) for name, text in texts.items()}


def test_a_forgotten_module_is_found_and_a_part_of_a_listed_one_is_not():
    room = zoo(lion="from zoo.cat import Cat", cat="from zoo import claw", claw="", zebra="")
    assert orphans(room, {"zoo.lion", "elsewhere"}) == {"zoo.zebra"}


def test_a_kind_that_only_another_uses_is_found():
    room = zoo(lion="import zoo.cub\nclass Lion:\n KIND = 'l'", cub="class C:\n KIND = 'c'")
    assert orphans(room, {"zoo.lion"}) == set()
    assert unlisted_kinds(room, "KIND", {"zoo.lion"}) == {"zoo.cub"}
    assert unlisted_kinds(zoo(bench="class B:\n KIND: str"), "KIND", set()) == set()


def test_an_entry_may_be_a_class_an_instance_or_a_name():
    lion = type("Lion", (), {"__module__": "zoo.lion"})
    assert homes({"a": (lion, lion()), "b": "zoo.bear:Bear"}) == {"zoo.lion", "zoo.bear"}
