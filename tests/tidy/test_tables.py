"""Explicit tables are complete: a file in a room of siblings is in that room's table."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from tests.tidy.source import modules

# Room, its table, and the few modules that are shared by the siblings and are none themselves.
ROOMS = {
    "twin.devices": ("DEVICES", {"contract"}),
    "twin.policies": ("POLICIES", {"contract", "arbiter"}),
    "twin.sources": ("FORMATS", {"contract"}),
}


def siblings(room: str) -> set[str]:
    """The modules that stand in a room, by name; a folder counts as one."""
    prefix = room.replace(".", "/") + "/"
    inside = (m.path.removeprefix(prefix) for m in modules() if m.path.startswith(prefix))
    return {path.split("/")[0].removesuffix(".py") for path in inside} - {"__init__"}


def home(entry: object, room: str) -> set[str]:
    """The modules of a room that a table's entry comes from; a text entry names its own."""
    if isinstance(entry, tuple | list):
        return set().union(*(home(part, room) for part in entry))
    if isinstance(entry, str):
        name = entry.replace(":", ".")
    else:
        name = getattr(entry, "__module__", None) or type(entry).__module__
    return {name.removeprefix(f"{room}.").split(".")[0]} if name.startswith(f"{room}.") else set()


def missing(room: ModuleType, table: str, present: set[str]) -> set[str]:
    """The modules that no entry of a room's table comes from."""
    entries = getattr(room, table).values()
    return present - set().union(*(home(entry, room.__name__) for entry in entries))


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_sibling_is_in_its_table(room):
    table, shared = ROOMS[room]
    present = siblings(room) - shared
    if not present:
        pytest.skip(f"{room} has no modules yet")
    assert missing(importlib.import_module(room), table, present) == set()


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_an_exception_is_still_there(room):
    _, shared = ROOMS[room]
    if not siblings(room):
        pytest.skip(f"{room} has no modules yet")
    assert shared - siblings(room) == set()


def test_a_forgotten_sibling_is_found():
    room = ModuleType("twin.zoo")
    known = type("Lion", (), {"__module__": "twin.zoo.lion"})
    room.TABLE = {"lion": known, "bear": "twin.zoo.bear:Bear", "ape": known()}
    assert missing(room, "TABLE", {"lion", "bear", "zebra"}) == {"zebra"}
