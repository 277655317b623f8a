"""Every example in the README and the documents is run, in order, in a folder of its own.

A block marked `python` is executed; one marked `sh` has its `twin` commands run, to succeed;
a block marked with a language and a file name (`yaml unit.yaml`) is written to that file first.
"""

from __future__ import annotations

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.source import ROOT, tracked

BLOCK = re.compile(r"^```(\w+)(?: +([\w.-]+))?\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
DOCUMENTS = [p for p in tracked() if p.suffix == ".md" and p.name != "CHANGELOG.md"]
TWIN = [sys.executable, "-c", "import sys; from twin.cli import main; sys.exit(main())"]
# Commands that set up or test the project itself: the README's own two.
MAKE = ("make demo", "make test")


def blocks(text: str) -> list[tuple[str, str, str]]:
    """Language, file name and text of every fenced block."""
    return BLOCK.findall(text)


def written(text: str, folder: Path) -> None:
    """Write the blocks that are files."""
    for _, name, body in blocks(text):
        if name:
            (folder / name).write_text(body, encoding="utf-8")


def command_lines(text: str) -> list[str]:
    """The command lines of the `sh` blocks, one each, without comments."""
    bodies = (body for language, _, body in blocks(text) if language == "sh")
    lines = (line.strip() for body in bodies for line in body.replace("\\\n", " ").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one `twin` command as a user would, its output to a file where it says so."""
    command, _, target = line.partition(" > ")
    words = shlex.split(command)
    done = subprocess.run(
        [*TWIN, *words[1:]], cwd=folder, check=False, capture_output=True, text=True
    )
    if target:
        (folder / target.strip()).write_text(done.stdout, encoding="utf-8")
    return done


def test_every_python_example_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        written(text, tmp_path)
        for language, name, body in blocks(text):
            if language == "python" and not name:
                assert "assert " in body, f"{document.name}: an example that can't fail"
                exec(compile(body, f"example in {document.name}", "exec"), {})


def test_every_command_of_the_readme_succeeds(tmp_path):
    if not hasattr(importlib.import_module("twin.cli"), "main"):
        pytest.skip("twin.cli has no main yet: the README's commands can't be run")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    written(text, tmp_path)
    for line in command_lines(text):
        if line not in MAKE and not line.startswith("twin bench"):
            done = run(line, tmp_path)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def test_other_documents_show_no_command_that_is_not_run():
    shown = {
        p.name: lines
        for p in DOCUMENTS
        if p != ROOT / "README.md" and (lines := command_lines(p.read_text(encoding="utf-8")))
    }
    assert shown == {}


def test_blocks_are_taken_apart():
    files = "```yaml unit.yaml\na: 1\n```\nwords\n"
    text = files + "```sh\n# no\ntwin run \\\n  x\n```\n```python\nx\n```\n"
    assert blocks(text)[0] == ("yaml", "unit.yaml", "a: 1\n")
    assert [line.split() for line in command_lines(text)] == [["twin", "run", "x"]]
