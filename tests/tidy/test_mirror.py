"""Tests mirror the packages: each module has its namesake where one would look for it."""

from __future__ import annotations

from tests.tidy.source import ROOT, modules

# Front doors and entry points have nothing of their own to test.
NO_NAMESAKE = ("__init__", "__main__")


def namesake(path: str) -> str:
    """Where the test of a module stands."""
    *folders, file = path.split("/")
    folders = folders[1:] if folders[0] == "twin" else folders
    return "/".join(["tests", *folders, f"test_{file.lstrip('_')}"])


def test_every_module_has_a_namesake_test():
    stems = {m.path: m.path.rsplit("/", 1)[-1].removesuffix(".py") for m in modules()}
    expected = {p: namesake(p) for p, stem in stems.items() if stem not in NO_NAMESAKE}
    assert {p: test for p, test in expected.items() if not (ROOT / test).is_file()} == {}


def test_a_namesake_is_in_the_folder_of_the_same_name():
    assert namesake("twin/units.py") == "tests/test_units.py"
    assert namesake("twin/devices/breaker.py") == "tests/devices/test_breaker.py"
    assert namesake("twin/log/_frame.py") == "tests/log/test_frame.py"
    assert namesake("api/wire.py") == "tests/api/test_wire.py"
