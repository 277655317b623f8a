"""The front door: few names, nothing loaded before it is asked for, its example runs."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import twin

LOADED = "import sys, twin; print(sorted(m for m in sys.modules if m in {'simpy', 'pyarrow'}))"


def test_there_are_at_most_twenty_names_and_each_can_be_had() -> None:
    assert len(twin.__all__) <= 20
    assert sorted(twin.__all__) == sorted(twin._HOMES)
    for name in twin.__all__:
        assert getattr(twin, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = twin.nothing


def test_importing_it_loads_neither_the_loop_nor_arrow() -> None:
    found = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_its_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    assert twin.__doc__ is not None
    lines = [line for line in twin.__doc__.splitlines() if line.startswith("    ")]
    names: dict[str, object] = {}
    exec(textwrap.dedent("\n".join(lines)), names)
    difference = twin.diff(twin.open_run("out/month"), twin.open_run("out/drill"))
    assert difference.second is not None
    assert "fail T1" in difference.second.words
