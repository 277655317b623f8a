"""The machine and the commit are named, the host is not."""

from __future__ import annotations

import platform
import re
import subprocess

from twin.bench import machine as measured_on


def test_the_machine_is_its_processor_cores_and_python():
    assert re.search(r", \d+ cores, Python 3\.\d+", measured_on.machine())
    assert platform.node() not in measured_on.machine() or not platform.node()


def test_the_commit_is_short_and_marks_changes():
    assert re.fullmatch(r"([0-9a-f]{12}\+?)?", measured_on.commit())


def test_without_git_there_is_no_commit(monkeypatch):
    def missing(*_words, **_more):
        raise FileNotFoundError("git")

    monkeypatch.setattr(subprocess, "run", missing)
    assert measured_on.commit() == ""
