"""The built page on disk: where it lies, and whether it was built from this very source.

It needs nothing but the standard library, since the wheel's build hook runs it by its path.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

STAMP = "source.sha256"
# What a page is built from, seen from `web/`. Tests are not part of it.
SOURCES = ("index.html", "package.json", "package-lock.json", "svelte.config.js", "vite.config.ts")
_PACKED = Path(__file__).resolve().parent / "page_files"
_WEB = Path(__file__).resolve().parent.parent / "web"


def source_digest(web: Path) -> str:
    """Digest what the page is built from: the paths and bytes of its source.

    Args:
        web: the folder of the page's source.

    Returns:
        A SHA-256, in hexadecimal.
    """
    files = [web / name for name in SOURCES]
    files += [p for p in (web / "src").rglob("*") if p.is_file() and ".test." not in p.name]
    total = hashlib.sha256()
    for path in sorted(files):
        body = path.read_bytes()
        total.update(f"{path.relative_to(web).as_posix()} {len(body)}\n".encode())
        total.update(body)
    return total.hexdigest()


def page_folder(packed: Path = _PACKED, web: Path = _WEB) -> tuple[Path | None, str]:
    """Find the built page: inside the package, else in the checkout if it is not stale.

    Args:
        packed: where a wheel keeps it.
        web: the source in a checkout.

    Returns:
        The folder of `index.html` and an empty text, or None and what to do about it.
    """
    if (packed / "index.html").is_file():
        return packed, ""
    built = web / "dist"
    stamp = built / STAMP
    if not stamp.is_file():
        return None, "the page is not built: run `make page`"
    if stamp.read_text(encoding="utf-8") != source_digest(web):
        return None, "the built page is older than its source: run `make page`"
    return built, ""
