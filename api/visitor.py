"""Somebody who comes by the link as a browser does: spends it, reads the page, hears a run."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from websockets.sync.client import connect
from websockets.typing import Origin

_PATIENCE_S = 60.0


class DarkError(Exception):
    """There is nothing to see; the words say why."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One with a session.

    Attributes:
        base: the server's address.
        cookie: of the session.
        page: path of the first page.
    """

    base: str
    cookie: str
    page: str

    def read_page(self) -> int:
        """Fetch the page and its scripts.

        Returns:
            How many scripts it has.

        Raises:
            DarkError: it is not built, or lacks a script.
        """
        answer, body = _get(self.base, self.page, self.cookie)
        if answer.status != HTTPStatus.OK:
            raise DarkError(body.decode().strip())
        scripts = re.findall(r'<script[^>]* src="([^"]+)"', body.decode())
        for script in scripts:
            answer, _ = _get(self.base, script, self.cookie)
            if answer.status != HTTPStatus.OK:
                raise DarkError(f"{script} answers {answer.status}")
        return len(scripts)

    def hear(self, run: str, signals: Sequence[str]) -> Iterator[dict[str, Any] | pa.Table]:
        """What a run says: messages as they are, frames as tables.

        Args:
            run: its name.
            signals: to subscribe to, beside all facts from the first.
        """
        url = self.base.replace("http", "ws", 1) + f"/api/v1/runs/{run}/live"
        headers = {"cookie": self.cookie}
        origin = Origin(self.base)
        with connect(url, additional_headers=headers, origin=origin, max_size=None) as socket:
            asked = {"type": "subscribe", "signals": signals, "hz": 10, "facts": True}
            socket.send(json.dumps({**asked, "from_seq": 0}))
            while True:
                heard = socket.recv(timeout=_PATIENCE_S)
                if isinstance(heard, str):
                    yield json.loads(heard)
                else:
                    yield pa.ipc.open_stream(heard).read_all()


def enter(link: str) -> Visitor:
    """Spend a link for a session.

    Args:
        link: as the server prints it.

    Raises:
        DarkError: it does not open the door.
    """
    parts = urlsplit(link)
    base = f"{parts.scheme}://{parts.netloc}"
    answer, _ = _get(base, f"{parts.path}?{parts.query}", "")
    cookie = (answer.getheader("set-cookie") or "").split(";")[0]
    if answer.status != HTTPStatus.SEE_OTHER or not cookie:
        raise DarkError(f"the link answers {answer.status}")
    return Visitor(base, cookie, answer.getheader("location") or "/")


def _get(base: str, path: str, cookie: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=_PATIENCE_S)
    try:
        connection.request("GET", path, headers={"cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()
