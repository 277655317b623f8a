"""What the figures were measured on, and of which commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path

_CPU = re.compile(r"^model name\s*: (.*)$", re.MULTILINE)


def machine() -> str:
    """Processor, cores and Python, in a line; the host is not named."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit() -> str:
    """The commit of the checkout, with `+` when files differ from it; empty outside of one."""
    home = Path(__file__).resolve().parent.parent.parent
    if not (home / ".git").exists():
        return ""
    try:
        head = _git(home, "rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git(home, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return ""


def _processor() -> str:
    try:
        found = _CPU.search(Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def _git(home: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=home, check=True, capture_output=True, text=True, timeout=30
    )
    return done.stdout.strip()
