"""The workshop's own files agree: pins, targets and layers say the same thing everywhere."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.tidy.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.+!]*$")
TARGETS = {"demo", "test", "check", "bench", "soak", "fix", "clean", "help"}
# From these rows up a room may have an effect; what the package ships is read with importlib.
WITH_EFFECTS = {"cli", "bench", "study", "run", "engine", "log", "sources", "drivers", "shipped"}


def pins() -> dict[str, str]:
    """Name to version of every pin, names as an index compares them."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in wanted if not PIN.match(line)] == []
    return {plain(name): version for name, version in (line.split("==") for line in wanted)}


def plain(requirement: str) -> str:
    """The name of a requirement, as an index compares names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[;! ]", requirement)[0]).lower()


def test_constraints_are_names_and_exact_versions_only():
    assert len(pins()) > 40


@pytest.mark.parametrize("where", ["project", "dev", "build"])
def test_every_dependency_is_pinned(where):
    asked = {
        "project": PROJECT["project"]["dependencies"],
        "dev": PROJECT["project"]["optional-dependencies"]["dev"],
        "build": PROJECT["build-system"]["requires"],
    }[where]
    assert {plain(r) for r in asked} - set(pins()) == set()


def test_every_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    said = set(re.findall(r"^([a-z]+):.*## \w", makefile, flags=re.MULTILINE))
    assert said >= TARGETS
    assert said == set(re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split())


def test_every_room_without_effects_is_held_to_it():
    contracts = {c["id"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}
    layers = re.findall(r"\w+", " ".join(contracts["rooms"]["layers"]))
    here = {r for r in layers if (ROOT / "twin" / r).is_dir() or (ROOT / f"twin/{r}.py").is_file()}
    assert {f"twin.{r}" for r in here - WITH_EFFECTS} == set(contracts["pure"]["source_modules"])
