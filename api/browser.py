"""The user's browser, where there is a display to open it on; else words about what to do."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Mapping
from threading import Thread
from urllib.parse import urlsplit


def has_display(platform: str, surroundings: Mapping[str, str]) -> bool:
    """Whether a browser would be seen: on Linux one without a display may be one of text, or none.

    >>> has_display("linux", {}), has_display("linux", {"DISPLAY": ":0"}), has_display("darwin", {})
    (False, True, True)

    Args:
        platform: as `sys.platform`.
        surroundings: environment variables.
    """
    named = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return not platform.startswith("linux") or any(surroundings.get(name) for name in named)


def way_in(link: str) -> str:
    """What to do with a link where no browser opens.

    >>> way_in("http://127.0.0.1:8123/enter?key=x").count("8123")
    3

    Args:
        link: to open.
    """
    port = urlsplit(link).port
    return (
        "No browser opens here. Open the first link in one on this machine, or run\n"
        f"    ssh -L {port}:127.0.0.1:{port} THIS-MACHINE\n"
        f"on your own machine first; the link, to port {port}, then works in its browser.\n"
    )


def send_browser(link: str) -> None:
    """Open a link, without waiting for the browser; say what to do where that fails.

    Args:
        link: to open.
    """
    if not has_display(sys.platform, os.environ):
        sys.stdout.write(way_in(link))
        sys.stdout.flush()
        return
    Thread(target=_open, args=(link,), daemon=True).start()


def _open(link: str) -> None:
    if not webbrowser.open(link):
        sys.stdout.write(way_in(link))
        sys.stdout.flush()
