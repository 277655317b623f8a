"""Debian's chromium: found, or installed with apt by `python -m tests.page.chromium`.

No browser is downloaded from elsewhere. Where apt is not there, or one may not, what is missing is
named and the exit code is 2: the page is never left untested in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

PACKAGES = ("chromium", "fonts-liberation")
_PLACES = ("chromium", "/usr/bin/chromium", "chromium-browser", "google-chrome")
MISSING = (
    "the page's tests need chromium, and it is not here: install the packages "
    f"{' and '.join(PACKAGES)} of Debian, or run `make test` as root where apt is"
)


def chromium() -> str | None:
    """Where it is, if it is anywhere."""
    return next((found for place in _PLACES if (found := shutil.which(place))), None)


def may_install() -> bool:
    """Whether apt is here and we are root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def provide(
    find: Callable[[], str | None] = chromium,
    may: Callable[[], bool] = may_install,
    run: Callable[[Sequence[str]], int] = subprocess.call,
) -> tuple[int, str]:
    """Find chromium, or install it.

    Returns:
        An exit code and what to say.
    """
    if find() is not None:
        return 0, ""
    if not may():
        return 2, MISSING
    install = ("apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES)
    for words in (("apt-get", "update", "--quiet"), install):
        if (code := run(words)) != 0:
            return 2, f"{MISSING}; `{' '.join(words)}` ended with {code}"
    return (0, "") if find() is not None else (2, MISSING)


def version(binary: str) -> str:
    """Its major version, as `156`."""
    done = subprocess.run(
        [binary, "--version", "--no-sandbox"], check=True, capture_output=True, text=True
    )
    return next(word for word in done.stdout.split() if word[0].isdigit()).split(".")[0]


def font(name: str = "LiberationSans-Regular.ttf") -> Path | None:
    """The font file that baselines are drawn with, if it is here."""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return next((p for folder in folders if folder.is_dir() for p in folder.rglob(name)), None)


if __name__ == "__main__":
    CODE, WORDS = provide()
    sys.stderr.write(f"{WORDS}\n" * bool(WORDS))
    sys.exit(CODE)
