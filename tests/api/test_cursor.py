"""A cursor follows or stands by itself, and says which."""

from __future__ import annotations

import asyncio

import pytest

from api.cursor import Cursor
from api.feed import Feed
from api.workspace import Workspace
from twin.run.live import proceed
from twin.run.start import Wishes, create


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cursor")
    workspace = Workspace(folder)
    proceed(create("scene-t1-trips", folder / "runs" / "one", Wishes(span="70m")))
    return Feed(workspace, "one")


def test_it_follows_until_it_seeks_and_again_when_told(feed):
    async def story():
        cursor = Cursor(feed)
        first_us, last_us = feed.reader.run.span_us
        modes = [cursor.standing(0.0, 0)["mode"]]
        await cursor.seek(first_us / 1000 + 1000)
        modes.append(cursor.standing(0.0, 0)["mode"])
        at_us, _, _ = await cursor.frame(("site.import_w",))
        cursor.follow()
        end_us, _, _ = await cursor.frame(("site.import_w",))
        return modes, at_us - first_us, end_us - last_us

    assert asyncio.run(story()) == (["follow", "replay"], 1_000_000, 0)


def test_a_seek_beyond_the_ends_stops_at_them(feed):
    async def story():
        cursor = Cursor(feed)
        await cursor.seek(-1e13)
        low = cursor.standing(0.0, 0)["t_ms"]
        await cursor.seek(1e14)
        return low, cursor.standing(0.0, 0)["t_ms"]

    first_us, last_us = feed.reader.run.span_us
    assert asyncio.run(story()) == (first_us / 1000, last_us / 1000)


def test_marks_are_the_same_object_until_they_change(feed):
    async def story():
        cursor = Cursor(feed)
        one, two = await cursor.marks(), await cursor.marks()
        await cursor.seek(feed.reader.run.span_us[0] / 1000)
        return one is two, await cursor.marks() is one

    assert asyncio.run(story()) == (True, False)


def test_playing_moves_it_with_the_clock(feed):
    async def story():
        cursor = Cursor(feed)
        await cursor.seek(feed.reader.run.span_us[0] / 1000)
        cursor.play(600.0)
        await asyncio.sleep(0.05)
        await cursor.tick()
        moved_s = (cursor.standing(0.0, 0)["t_ms"] - feed.reader.run.span_us[0] / 1000) / 1000
        await cursor.pause()
        return moved_s

    assert 30.0 <= asyncio.run(story()) < 600.0


def test_it_waits_where_it_is_by_then(feed):
    async def story():
        cursor = Cursor(feed)
        await cursor.seek(feed.reader.run.span_us[0] / 1000)
        cursor.play(600.0)
        await asyncio.sleep(0.05)
        await cursor.pause()
        stands_ms = cursor.standing(0.0, 0)["t_ms"]
        await cursor.tick()
        assert cursor.standing(0.0, 0)["t_ms"] == stands_ms
        return (stands_ms - feed.reader.run.span_us[0] / 1000) / 1000

    assert 30.0 <= asyncio.run(story()) < 600.0
