"""All who follow get the same bytes; facts come whole however they come."""

from __future__ import annotations

import asyncio

import pyarrow as pa
import pytest

from api import audience as audiences
from api.audience import Audience
from api.feed import Feed
from api.messages import Subscribe
from api.outlet import Outlet
from api.workspace import Workspace
from twin.run.start import Wishes, create


class Wire:
    """A line that takes what it is given, or nothing."""

    def __init__(self):
        self.sent: list[bytes] = []
        self.is_open = True
        self.stuck_s = 0.0
        self.dropped = 0

    def offer(self, frame):
        if self.is_open:
            self.sent.append(frame)
        return self.is_open

    async def write(self, frame):
        while not self.offer(frame):
            await self.room()

    async def room(self):
        while not self.is_open:
            await asyncio.sleep(0.01)

    def drop(self, code, _reason):
        self.dropped = code


def spans(wire):
    """First and last number of each frame of facts."""
    found = []
    for frame in wire.sent:
        if frame[0] == 0x82 and b"first_seq" in frame:
            payload = frame[4:] if frame[1] == 126 else frame[10:]
            said = pa.ipc.open_stream(payload).schema.metadata
            found.append((int(said[b"first_seq"]), int(said[b"last_seq"])))
    return found


def is_whole(found):
    ends = [0, *(last for _, last in found)]
    return bool(found) and [first for first, _ in found] == [end + 1 for end in ends[:-1]]


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path)
    create("scene-t1-trips", tmp_path / "runs" / "one", Wishes(span="40m"))
    return made


async def looked_on(workspace, wires, story, **wanted):
    """Let pages look on while a story happens."""
    audience = Audience(Feed(workspace, "one"))
    outlets = [Outlet(wire, audience.feed) for wire in wires]
    for outlet in outlets:
        audience.join(outlet)
        await outlet.want(Subscribe(**wanted))
    tasks = [asyncio.create_task(outlet.send_all()) for outlet in outlets]
    try:
        await workspace.start("one", 600.0)
        await audience.changed()
        await story(audience)
    finally:
        for task, outlet in zip(tasks, outlets, strict=True):
            task.cancel()
            audience.leave(outlet)
        await workspace.close()


async def until(true, within_s=20.0):
    async with asyncio.timeout(within_s):
        while not true():
            await asyncio.sleep(0.01)


def test_who_sees_the_same_gets_the_same_bytes(workspace):
    wires = [Wire(), Wire()]

    def frames(wire):
        return [frame for frame in wire.sent if b"made_ms" in frame]

    async def story(_):
        await until(lambda: min(len(frames(wire)) for wire in wires) >= 5)

    wanted = {"signals": ["site.import_w"], "hz": 30.0}
    asyncio.run(looked_on(workspace, wires, story, **wanted))
    one, other = (frames(wire)[1:5] for wire in wires)
    assert all(a is b for a, b in zip(one, other, strict=True))


def test_facts_are_whole_for_who_keeps_up_and_for_who_does_not(workspace):
    wires = [Wire(), Wire()]

    async def story(_):
        await until(lambda: len(spans(wires[0])) >= 2)
        wires[1].is_open = False
        before = len(spans(wires[1]))
        await until(lambda: len(spans(wires[0])) >= before + 4)
        assert len(spans(wires[1])) == before
        wires[1].is_open = True
        last = spans(wires[0])[-1][1]
        await until(lambda: spans(wires[1])[-1][1] >= last)

    asyncio.run(looked_on(workspace, wires, story, facts=True, from_seq=0))
    assert all(is_whole(spans(wire)) for wire in wires)


def test_what_was_not_taken_is_made_good_when_there_is_room(workspace):
    wire = Wire()

    async def story(audience):
        await until(lambda: any(b"made_ms" in frame for frame in wire.sent))
        wire.is_open = False
        await workspace.engines["one"].tell("pause")
        await until(lambda: workspace.engines["one"].standing.state == "paused")
        await asyncio.sleep(0.2)
        wire.sent.clear()
        wire.is_open = True
        await until(lambda: any(b"made_ms" in frame for frame in wire.sent))
        assert audience.feed.signals(("site.import_w",)) in wire.sent

    asyncio.run(looked_on(workspace, [wire], story, signals=["site.import_w"], hz=30.0))


def test_who_takes_nothing_is_dropped_and_the_others_are_not(workspace, monkeypatch):
    monkeypatch.setattr(audiences, "_LOOK_S", 0.01)
    wires = [Wire(), Wire()]
    wires[1].stuck_s = audiences._STALLED_S

    async def story(_):
        await until(lambda: wires[1].dropped)

    asyncio.run(looked_on(workspace, wires, story))
    assert [wire.dropped for wire in wires] == [0, 1013]


def test_a_run_that_is_gone_is_said_to_all(workspace):
    wire = Wire()

    async def story(audience):
        await workspace.engines["one"].stop()
        workspace.delete("one")
        audience.feed.rest()
        await until(lambda: wire.dropped)

    asyncio.run(looked_on(workspace, [wire], story))
    assert wire.dropped == 1001
    assert b"is no run here" in b"".join(wire.sent)
