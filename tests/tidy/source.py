"""The project's own source as the tidy tests read it: files, trees and functions."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("twin", "api")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root of the project, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """Every function, nested ones and methods too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def at(self, node: Function | ast.expr | ast.stmt, words: str) -> str:
        """A complaint that an editor can jump to."""
        return f"{self.path}:{node.lineno}: {words}"


def module(text: str, path: str = "twin/planted.py") -> Module:
    """A module made of text, to plant a fault in."""
    return Module(path, text, ast.parse(text))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below the folders, in order of path; the packages when none is named."""
    found = (p for folder in folders or PACKAGES for p in (ROOT / folder).rglob("*.py"))
    return tuple(
        module(p.read_text(encoding="utf-8"), p.relative_to(ROOT).as_posix()) for p in sorted(found)
    )


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git holds or would hold; every file there is where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        hidden = (".git", ".venv", "__pycache__")
        return tuple(
            p for p in sorted(ROOT.rglob("*")) if p.is_file() and not set(p.parts) & set(hidden)
        )
    names = sorted(set(filter(None, listed.stdout.split("\0"))))
    return tuple(p for p in (ROOT / name for name in names) if p.is_file())
