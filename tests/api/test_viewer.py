"""A viewer that takes nothing is dropped and comes back without a gap."""

from __future__ import annotations

import asyncio

import pytest

from api import viewer


class Stuck:
    """A socket that never takes anything."""

    async def send_text(self, _text):
        await asyncio.sleep(60)


def test_a_stalled_page_is_closed_with_a_code_that_says_come_back(monkeypatch):
    monkeypatch.setattr(viewer, "_STALLED_S", 0.05)
    monkeypatch.setattr(viewer, "_LOOK_S", 0.01)
    page = object.__new__(viewer.Viewer)
    page._socket, page._busy_s = Stuck(), None

    async def story():
        sending = asyncio.create_task(page._send_text("x"))
        try:
            await page._watch()
        finally:
            sending.cancel()

    with pytest.raises(viewer._ClosedError) as closed:
        asyncio.run(story())
    assert closed.value.code == viewer.TRY_LATER == 1013


def test_an_error_carries_its_problem():
    text = viewer.error_text(422, [viewer.Fault(what="is no signal")])
    assert "is no signal" in text
    assert '"type": "error"' in text
