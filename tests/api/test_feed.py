"""What viewers share is encoded once."""

from __future__ import annotations

import asyncio
from array import array

from api.engines import Frame
from api.feed import Feed, _picked
from api.workspace import Workspace
from twin.run.live import proceed
from twin.run.start import Wishes, create


def test_facts_are_encoded_once_for_all(tmp_path):
    workspace = Workspace(tmp_path)
    proceed(create("scene-t1-trips", tmp_path / "runs" / "one", Wishes(span="10m")))
    feed = Feed(workspace, "one")

    async def story():
        first = await feed.facts_after(0)
        again = await feed.facts_after(0)
        assert first is not None
        return first is again, await feed.facts_after(first[0])

    assert asyncio.run(story()) == (True, None)
    assert feed.known_seq() == feed.reader.run.fact_count
    assert "site.import_w" in feed.known_signals()


def test_a_viewer_gets_its_own_signals_out_of_all():
    frame = Frame(1, 2, ("a", "b", "c"), array("d", [1.0, 2.0, 3.0]))
    assert _picked(frame, ("c", "a")) == [3.0, 1.0]
    assert _picked(frame, ("a", "b", "c")) is frame.row
    assert _picked(frame, ("d",)) is None


def test_what_is_live_waits_for_nobody_who_asks_for_more(tmp_path):
    workspace = Workspace(tmp_path)
    name = workspace.create("scene-t1-trips", "fast", Wishes(span="30m"))

    async def story():
        feed = Feed(workspace, name)
        await feed.view()
        await workspace.start(name, 600.0)
        try:
            while workspace.engines[name].standing.known_seq < 1:
                await asyncio.sleep(0.01)
            with workspace.reader(name).fresh():
                async with asyncio.timeout(5.0):
                    assert (await feed.view())["state"] == "playing"
                    assert await feed.facts_after(0) is not None
                    assert "site.import_w" in await asyncio.to_thread(feed.known_signals)
        finally:
            await workspace.close()

    asyncio.run(story())
