"""Many pages at once, in a process of their own: they take frames and note how old each is.

Prints a line of JSON. A stalled page reads nothing after its first frame; it should be dropped and
the others should not notice.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

_STAMP = re.compile(rb"\d{13}\.\d+")
_RECENT_MS = 60_000.0
_NS_PER_MS = 1e6
_JOINED_AT_ONCE = 50


@dataclass(slots=True)
class Seen:
    """What the pages saw.

    Attributes:
        ages_ms: of each frame, from made to taken.
        frames_count: frames of each page.
        frame_bytes: size of the last one.
        dropped: codes that stalled pages were closed with.
    """

    ages_ms: list[float] = field(default_factory=list[float])
    frames_count: list[int] = field(default_factory=list[int])
    frame_bytes: int = 0
    dropped: list[int] = field(default_factory=list[int])


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
    wanted = json.dumps({"type": "subscribe", "signals": list(names), "hz": plan["hz"]})

    async def joined(at: ClientConnection | None) -> ClientConnection:
        """A page that has subscribed."""
        assert at is None
        async with gate:
            headers = {"authorization": f"Bearer {token}"}
            page = await connect(url, additional_headers=headers, compression=None, max_size=None)
            await page.send(wanted)
            return page

    pages = await asyncio.gather(*(joined(None) for _ in range(int(plan["clients"]))))
    stuck = await asyncio.gather(*(joined(None) for _ in range(int(plan["stalled"]))))
    for page in stuck:
        page.transport.pause_reading()
    begins_s = time.monotonic() + plan["settle_s"]
    ends_s = begins_s + plan["span_s"]
    await asyncio.gather(*(_look(page, seen, begins_s, ends_s) for page in pages))
    for page in stuck:
        page.transport.resume_reading()
        try:
            while True:
                await asyncio.wait_for(page.recv(), 2.0)
        except ConnectionClosed as closed:
            seen.dropped.append(closed.rcvd.code if closed.rcvd else 1006)
        except TimeoutError:
            seen.dropped.append(0)
    return seen


async def _look(page: ClientConnection, seen: Seen, begins_s: float, ends_s: float) -> None:
    count = 0
    while time.monotonic() < ends_s:
        try:
            frame = await asyncio.wait_for(page.recv(), max(ends_s - time.monotonic(), 0.01))
        except TimeoutError:
            break
        if isinstance(frame, bytes) and time.monotonic() >= begins_s:
            age_ms = _age_ms(frame)
            if age_ms is not None:
                count += 1
                seen.frame_bytes = len(frame)
                seen.ages_ms.append(age_ms)
    seen.frames_count.append(count)
    await page.close()


def _age_ms(frame: bytes) -> float | None:
    """Since the frame was made: the one stamp in it that is of today; None where it has none."""
    now_ms = time.time_ns() / _NS_PER_MS
    ages_ms = [now_ms - float(stamp) for stamp in _STAMP.findall(frame)]
    return min((age_ms for age_ms in ages_ms if abs(age_ms) < _RECENT_MS), default=None)


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
    }
    sys.stdout.write(json.dumps(found) + "\n")


def _at(sorted_ms: list[float], share_frac: float) -> float:
    return sorted_ms[int(share_frac * (len(sorted_ms) - 1))] if sorted_ms else float("nan")


if __name__ == "__main__":
    main()
