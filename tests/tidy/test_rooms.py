"""Each import contract breaks when its fault is planted, so a kept contract means something."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.source import ROOT

# Contract, the file that gets the fault, and the fault.
PLANTS = {
    "upwards": ("rooms", "twin/units.py", "import twin.cli"),
    "one row up": ("rooms", "twin/devices/__init__.py", "import twin.site"),
    "the bench in what it measures": ("rooms", "twin/run/__init__.py", "import twin.bench"),
    "strangers": ("rooms", "twin/log/__init__.py", "import twin.sources"),
    "strangers below": ("rooms", "twin/documents/__init__.py", "import twin.luck"),
    "a room on no row": ("rooms", "twin/gossip.py", "WORD = 1"),
    "the page's server": ("api-above-twin", "twin/cli/__init__.py", "import api"),
    "simpy in the plant": ("simpy", "twin/facility/__init__.py", "import simpy"),
    "simpy in the log": ("simpy", "twin/log/__init__.py", "from simpy import Environment"),
    "simpy beside the bare loop": ("simpy", "twin/bench/figures.py", "import simpy"),
    "arrow in the drivers": ("arrow", "twin/drivers/__init__.py", "import pyarrow.compute"),
    "arrow in the series": ("arrow", "twin/series/__init__.py", "from pyarrow import csv"),
    "a terminal in the engine": ("terminal", "twin/engine/__init__.py", "import rich.progress"),
    "a web server in the CLI": ("web", "twin/cli/__init__.py", "import uvicorn"),
    "pydantic in the facts": ("documents", "twin/facts/__init__.py", "import pydantic"),
    "YAML in the errors": ("documents", "twin/errors.py", "import yaml"),
    "a clock in the policies": ("pure", "twin/policies/__init__.py", "import time"),
    "a disk in the site": ("pure", "twin/site/__init__.py", "from pathlib import Path"),
    "a network in the scenario": ("pure", "twin/scenario/__init__.py", "import urllib.request"),
    "foreign luck in a device": ("pure", "twin/devices/__init__.py", "from random import choice"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The packages and their contracts, copied to where faults do no harm."""
    home = tmp_path_factory.mktemp("rooms")
    shutil.copy(ROOT / "pyproject.toml", home)
    for package in ("twin", "api"):
        shutil.copytree(
            ROOT / package, home / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return home


def verdict(home: Path, *options: str) -> tuple[int, str]:
    """What import-linter says of a copy: its exit code and its words."""
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", run, "--no-cache", "--no-logo", *options]
    done = subprocess.run(command, cwd=home, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_every_contract_is_kept(copy):
    code, words = verdict(copy)
    assert (code, "0 broken" in words) == (0, True), words


@pytest.mark.parametrize("fault", PLANTS)
def test_a_planted_fault_breaks_its_contract(copy, fault):
    contract, path, line = PLANTS[fault]
    target = copy / path
    before = target.read_text(encoding="utf-8") if target.exists() else None
    target.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        code, words = verdict(copy, "--contract", contract)
    finally:
        target.unlink() if before is None else target.write_text(before, encoding="utf-8")
    assert code == 1, words
    assert "BROKEN" in words or "exhaustive" in words.lower()
