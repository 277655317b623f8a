"""Many pages at once, in a process of their own: they take frames and note how old each is.

As light as can be, since they share the machine with the server: a frame's header and the stamp at
its start are looked at, nothing else. A stalled page reads nothing after its first frame; it should
be dropped, the others should not notice, and it should find all facts when it comes back.

Prints a line of JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from websockets.frames import Close

_STAMP = re.compile(rb"(\d{13}\.\d+)[^\w]+made_ms")
_LAST_SEQ = re.compile(rb"(\d+)[^\w]+last_seq")
_FIRST_SEQ = re.compile(rb"(\d+)[^\w]+first_seq")
_HEAD_BYTES = 512
BINARY = 2
_CLOSE, _PING = 8, 9
_NS_PER_MS = 1e6
_JOINED_AT_ONCE = 50
_CAUGHT_UP_S = 3.0


@dataclass(slots=True)
class Seen:
    """What the pages saw.

    Attributes:
        ages_ms: of each frame, from made to taken.
        frames_count: frames of each page.
        frame_bytes: size of the last one.
        dropped: codes that stalled pages were closed with.
        missed: facts that stalled pages did not see, or saw twice, when they had come back.
    """

    ages_ms: list[float] = field(default_factory=list[float])
    frames_count: list[int] = field(default_factory=list[int])
    frame_bytes: int = 0
    dropped: list[int] = field(default_factory=list[int])
    missed: int = 0


Heard = Callable[[int, bytes], None]
"""Called with opcode and payload of each message."""


class Page(asyncio.Protocol):
    """One end of a websocket, bare: what the server sends is never fragmented."""

    def __init__(self, url: str, token: str, wanted: object, heard: Heard) -> None:
        """Subscribe once it is open, and say what comes."""
        place = urlsplit(url)
        self._request = (
            f"GET {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Sec-WebSocket-Version: 13\r\nAuthorization: Bearer {token}\r\n\r\n"
        ).encode()
        self._wanted = wanted
        self._heard = heard
        self._buffer = bytearray()
        self._open = False
        self.transport: asyncio.Transport
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = loop.create_future()
        self.closed: asyncio.Future[int] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask to be let in."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def say(self, words: object) -> None:
        """One message, masked with zeros."""
        text = json.dumps(words).encode()
        self.transport.write(b"\x81\xfe" + len(text).to_bytes(2, "big") + b"\0\0\0\0" + text)

    def data_received(self, data: bytes) -> None:
        """Take whole messages out of what has come."""
        buffer = self._buffer
        buffer += data
        if not self._open:
            head, found, _ = bytes(buffer).partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            del buffer[: len(head) + 4]
            self._open = True
            self.say(self._wanted)
            self.opened.set_result(None)
        while len(buffer) >= 2:
            kind, length, start = buffer[0] & 15, buffer[1], 2
            if length > 125:
                start = 4 if length == 126 else 10
                length = int.from_bytes(buffer[2:start], "big")
            if len(buffer) < start + length:
                return
            self._take(kind, bytes(buffer[start : start + length]))
            del buffer[: start + length]

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == _PING:
            mask = b"\x8a" + bytes([128 | len(payload)]) + b"\0\0\0\0"
            self.transport.write(mask + payload)
        elif kind == _CLOSE:
            if not self.closed.done():
                self.closed.set_result(Close.parse(payload).code)
            self.transport.close()
        else:
            self._heard(kind, payload)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio names it
        """A connection that ends without a goodbye has the code 1006."""
        if not self.closed.done():
            self.closed.set_result(1006)


async def measure(url: str, token: str, names: Sequence[str], plan: dict[str, float]) -> Seen:
    """Let pages look for a while.

    Args:
        url: of a run's websocket.
        token: to get in with.
        names: signals to subscribe to.
        plan: `clients`, `stalled`, `hz`, `settle_s` that is not counted, `span_s` that is.
    """
    seen = Seen()
    gate = asyncio.Semaphore(_JOINED_AT_ONCE)
    counting = False
    wanted: dict[str, object] = {"type": "subscribe", "signals": list(names), "hz": plan["hz"]}

    async def looks(place: int) -> Page:
        """A page that notes how old its frames are."""

        def heard(kind: int, payload: bytes) -> None:
            """Note a frame while frames count."""
            if counting and kind == BINARY:
                age_ms = _age_ms(payload)
                if age_ms is not None:
                    seen.ages_ms.append(age_ms)
                    seen.frames_count[place] += 1
                    seen.frame_bytes = len(payload)

        async with gate:
            return await connected(url, token, wanted, heard)

    seen.frames_count = [0] * int(plan["clients"])
    stuck = [Stuck(url, token, wanted) for _ in range(int(plan["stalled"]))]
    await asyncio.gather(*(one.stall() for one in stuck))
    pages = await asyncio.gather(*(looks(place) for place in range(int(plan["clients"]))))
    await asyncio.sleep(plan["settle_s"])
    gc.collect()
    gc.freeze()
    counting = True
    await asyncio.sleep(plan["span_s"])
    counting = False
    for page in pages:
        page.transport.close()
    for one in stuck:
        seen.dropped.append(await one.wake())
        seen.missed += await one.come_back()
    return seen


class Stuck:
    """A page that takes nothing any more, wakes up, and comes back."""

    def __init__(self, url: str, token: str, wanted: dict[str, object]) -> None:
        """Not there yet."""
        self._door = url, token
        self._wanted = wanted
        self._seqs: list[tuple[int, int]] = []
        self._page: Page | None = None

    def _heard(self, kind: int, payload: bytes) -> None:
        first, last = (
            mark.search(payload, 0, _HEAD_BYTES) if kind == BINARY else None
            for mark in (_FIRST_SEQ, _LAST_SEQ)
        )
        if first is not None and last is not None:
            self._seqs.append((int(first[1]), int(last[1])))

    async def stall(self) -> None:
        """Look for a second, then no more."""
        wanted = {**self._wanted, "facts": True, "from_seq": 0}
        self._page = await connected(*self._door, wanted, self._heard)
        await asyncio.sleep(1.0)
        self._page.transport.pause_reading()

    async def wake(self) -> int:
        """Read on; the code that it was closed with, 0 if it was not."""
        assert self._page is not None
        self._page.transport.resume_reading()
        try:
            return await asyncio.wait_for(self._page.closed, _CAUGHT_UP_S)
        except TimeoutError:
            return 0

    async def come_back(self) -> int:
        """Facts that are missing or there twice once it is back."""
        last_seq = self._seqs[-1][1] if self._seqs else 0
        wanted = {"type": "subscribe", "facts": True, "from_seq": last_seq}
        page = await connected(*self._door, wanted, self._heard)
        await asyncio.sleep(_CAUGHT_UP_S)
        page.transport.close()
        return missed(self._seqs)


def missed(frames: Sequence[tuple[int, int]]) -> int:
    """Facts that frames of first and last numbers leave out or repeat, from the first on.

    >>> missed([(1, 4), (5, 5), (7, 9), (9, 10)])
    2
    """
    due_seq, count = 1, 0
    for first_seq, last_seq in frames:
        count += abs(first_seq - due_seq)
        due_seq = last_seq + 1
    return count


async def connected(url: str, token: str, wanted: object, heard: Heard) -> Page:
    """A page that has subscribed."""
    place = urlsplit(url)
    host, port = place.hostname or "", place.port or 0
    _, page = await asyncio.get_running_loop().create_connection(
        lambda: Page(url, token, wanted, heard), host, port
    )
    await page.opened
    return page


def _age_ms(frame: bytes) -> float | None:
    """Since the frame was made; None where it says not."""
    now_ms = time.time_ns() / _NS_PER_MS
    stamp = _STAMP.search(frame, 0, _HEAD_BYTES)
    return None if stamp is None else now_ms - float(stamp[1])


def main() -> None:
    """Measure as standard input says, and print what was seen."""
    asked = json.load(sys.stdin)
    seen = asyncio.run(measure(asked["url"], asked["token"], asked["names"], asked["plan"]))
    ages_ms = sorted(seen.ages_ms)
    found = {
        "p50_ms": _at(ages_ms, 0.50),
        "p99_ms": _at(ages_ms, 0.99),
        "frames": len(ages_ms),
        "least_frames": min(seen.frames_count, default=0),
        "most_frames": max(seen.frames_count, default=0),
        "frame_bytes": seen.frame_bytes,
        "dropped": seen.dropped,
        "missed": seen.missed,
    }
    sys.stdout.write(json.dumps(found) + "\n")


def _at(sorted_ms: list[float], share_frac: float) -> float:
    return sorted_ms[int(share_frac * (len(sorted_ms) - 1))] if sorted_ms else float("nan")


if __name__ == "__main__":
    main()
