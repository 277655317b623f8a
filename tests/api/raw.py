"""A websocket in bare bytes, for those who break its rules."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from tests.api.client import Browser

TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
FIN = 0x80
LAST, LAST_ANSWER = b'{"type": "ping", "n": 987654321}', b'{"type": "pong", "n": 987654321}'


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, masked: bool = True) -> bytes:
    """One frame of a page; the mask is all zeros."""
    head = bytes([(FIN if fin else 0) | opcode])
    bit, length = 0x80 if masked else 0, len(payload)
    if length < 126:
        head += bytes([bit | length])
    elif length < 1 << 16:
        head += bytes([bit | 126]) + length.to_bytes(2, "big")
    else:
        head += bytes([bit | 127]) + length.to_bytes(8, "big")
    return head + (b"\0\0\0\0" if masked else b"") + payload


def pieces(opcode: int, payload: bytes, cuts: list[int]) -> bytes:
    """The same message in fragments."""
    edges = [0, *sorted({min(cut, len(payload)) for cut in cuts}), len(payload)]
    parts = [payload[a:b] for a, b in pairwise(edges)]
    return b"".join(
        frame(opcode if n == 0 else 0, part, fin=n == len(parts) - 1)
        for n, part in enumerate(parts)
    )


@dataclass
class Raw:
    """One end, opened by hand."""

    browser: Browser
    run: str
    came: bytes = b""

    def __enter__(self) -> Raw:
        place = urlsplit(self.browser.base)
        self.socket = socket.create_connection((place.hostname, place.port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = (
            f"GET /api/v1/runs/{self.run}/live HTTP/1.1\r\nHost: {place.netloc}\r\n"
            f"Origin: {self.browser.base}\r\nCookie: {self.browser.cookie}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        self.socket.sendall(request.encode())
        while b"\r\n\r\n" not in self.came:
            self.came += self.socket.recv(65536)
        head, _, self.came = self.came.partition(b"\r\n\r\n")
        assert b" 101 " in head, head
        return self

    def __exit__(self, *why: object) -> None:
        self.socket.close()

    def say(self, sent: bytes, cuts: list[int] | None = None) -> None:
        """Send bytes, in pieces where asked; a server that has hung up already is no failure."""
        edges = [0, *sorted({min(cut, len(sent)) for cut in cuts or ()}), len(sent)]
        try:
            for a, b in pairwise(edges):
                self.socket.sendall(sent[a:b])
        except (BrokenPipeError, ConnectionResetError):
            return

    def next(self) -> tuple[int, bytes] | None:
        """Opcode and payload of the next frame; None where the line is gone."""
        while (found := self._taken()) is None:
            try:
                some = self.socket.recv(1 << 16)
            except ConnectionResetError:
                return None
            if not some:
                return None
            self.came += some
        return found

    def _taken(self) -> tuple[int, bytes] | None:
        if len(self.came) < 2:
            return None
        length, start = self.came[1] & 127, 2
        if length > 125:
            start = 4 if length == 126 else 10
            length = int.from_bytes(self.came[2:start], "big")
        if len(self.came) < start + length:
            return None
        found = self.came[0] & 15, self.came[start : start + length]
        self.came = self.came[start + length :]
        return found

    def outcome(self) -> int:
        """The code that it is closed with, 0 where it still answers, 1006 where it is cut."""
        while (found := self.next()) is not None:
            opcode, payload = found
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big") if payload else 1005
            if opcode == TEXT and payload == LAST_ANSWER:
                return 0
        return 1006
