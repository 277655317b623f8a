"""Folders that tests of one process share, gone when it ends."""

from __future__ import annotations

import atexit
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp


def kept_folder() -> Path:
    """A new empty folder, for what is made once for all tests of a process."""
    folder = Path(mkdtemp(prefix="switchyard-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder
