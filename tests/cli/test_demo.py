"""`twin demo` serves to who can look, and looks itself where nobody can."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from twin.cli.demo import demo


@pytest.fixture
def became(monkeypatch):
    """What the process would have become."""
    words = []
    monkeypatch.setattr(os, "execv", lambda _, argv: words.extend(argv[1:]))
    return words


def test_in_a_terminal_it_becomes_the_server(monkeypatch, became):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    demo(Path("here"), port=8123)
    assert became == ["-m", "api", "here", "--port", "8123", "--demo"]


def test_without_a_terminal_it_looks_and_ends(monkeypatch, became):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    demo(Path("here"))
    assert became == ["-m", "api.glance", "here"]


def test_who_wants_no_browser_is_served_without_a_terminal_too(monkeypatch, became):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    demo(Path("here"), no_browser=True)
    assert became[-2:] == ["--demo", "--no-browser"]
