"""What a page is sent says what it should, and is of where it stands now."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from api.line import binary_frame
from api.outlet import Outlet, error_text
from twin.errors import Fault


def test_an_error_carries_its_problem():
    text = error_text(422, [Fault(what="is no signal")])
    assert "is no signal" in text
    assert '"type": "error"' in text


def test_a_page_that_follows_while_a_frame_is_made_gets_one_of_there():
    sent: list[bytes] = []
    made = [b"of the replay", b"of the run", b"of the run"]

    async def write(frame: bytes) -> None:
        sent.append(frame)

    async def frame(_names: tuple[str, ...]) -> tuple[int, int, bytes]:
        body = made.pop(0)
        await asyncio.sleep(0)
        return 7, 1, body

    async def follow_meanwhile() -> None:
        line: Any = SimpleNamespace(write=write)
        feed: Any = SimpleNamespace(engine=None)
        page = Outlet(line, feed)
        page.names, page.hz = ("site.import_w",), 30.0
        page.cursor = SimpleNamespace(frame=frame)  # type: ignore[assignment]
        sending = asyncio.create_task(page._send_signals())
        await asyncio.sleep(0)
        page.moved()
        await sending
        for _ in range(2):
            await page._send_signals()

    asyncio.run(follow_meanwhile())
    assert sent == [binary_frame(b"of the run")]
