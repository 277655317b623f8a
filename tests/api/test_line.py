"""The wire: whole frames without waiting, nothing for who is too slow, goodbyes that are said."""

from __future__ import annotations

import asyncio

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.frames import Close, Frame, Opcode

from api import line as wires
from api.line import Line, binary_frame, text_frame

OPENING = (
    b"GET /live HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Pipe(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self):
        super().__init__()
        self.sent: list[bytes] = []
        self.closing = self.aborted = False

    def write(self, data):
        self.sent.append(bytes(data))

    def is_closing(self):
        return self.closing

    def close(self):
        self.closing = True

    def abort(self):
        self.aborted = self.closing = True

    def pause_reading(self):
        pass

    def resume_reading(self):
        pass


def on_a_line(story):
    """Let a story happen on an open line; what it gives back."""

    async def app(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        scope["extensions"][wires.EXTENSION].app_heard = heard = []
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message)

    async def told():
        config = uvicorn.Config(app, ws=Line, log_level="error", lifespan="off")
        config.load()
        line, pipe = Line(config, ServerState(), {}), Pipe()
        line.connection_made(pipe)
        line.data_received(OPENING)
        while not pipe.sent:
            await asyncio.sleep(0)
        pipe.sent.clear()
        found = await story(line, pipe)
        line.connection_lost(None)
        await asyncio.sleep(0)
        return found

    return asyncio.run(told())


def masked(head, payload):
    return bytes([head, 128 | len(payload)]) + b"\0\0\0\0" + payload


@pytest.mark.parametrize("count", [0, 125, 126, 65_535, 65_536])
def test_a_frame_is_what_the_library_would_send(count):
    payload = b"x" * count
    assert binary_frame(payload) == Frame(Opcode.BINARY, payload).serialize(mask=False)
    assert text_frame("é" * 3) == Frame(Opcode.TEXT, "é".encode() * 3).serialize(mask=False)


def test_who_does_not_keep_up_is_passed_over_until_it_does():
    async def story(line, pipe):
        said = [line.offer(b"one")]
        line.pause_writing()
        await asyncio.sleep(0.02)
        said += [line.offer(b"two"), line.stuck_s > 0.01]
        waiting = asyncio.create_task(line.write(b"three"))
        await asyncio.sleep(0)
        line.resume_writing()
        await waiting
        return said, line.stuck_s, pipe.sent

    assert on_a_line(story) == ([True, False, True], 0.0, [b"one", b"three"])


def test_a_goodbye_waits_for_nobody_and_is_said_once(monkeypatch):
    monkeypatch.setattr(wires, "_LINGER_S", 0.01)

    async def story(line, pipe):
        line.pause_writing()
        line.drop(1013, "too slow")
        line.drop(1001, "again")
        offered = line.offer(b"more")
        await asyncio.sleep(0.05)
        return pipe.sent, offered, pipe.aborted

    sent, offered, aborted = on_a_line(story)
    assert [Close.parse(frame[2:]) for frame in sent] == [Close(1013, "too slow")]
    assert (offered, aborted) == (False, True)


def test_who_waits_for_room_on_a_line_that_is_lost_is_told():
    async def story(line, _pipe):
        line.pause_writing()
        waiting = asyncio.create_task(line.room())
        await asyncio.sleep(0)
        line.disconnected = True
        line.writable.set()
        with pytest.raises(ConnectionError):
            await waiting
        line.disconnected = False
        return True

    assert on_a_line(story)


def test_text_that_is_none_is_closed_and_nothing_goes_to_the_log(caplog):
    async def story(line, pipe):
        line.data_received(masked(0x01, b"\xff"))
        line.data_received(masked(0x80, b"\xfe"))
        await asyncio.sleep(0)
        return Close.parse(pipe.sent[0][2:]).code, line.app_heard

    assert on_a_line(story) == (1007, [])
    assert not caplog.records


def test_a_text_in_pieces_is_one_message():
    async def story(line, _pipe):
        line.data_received(masked(0x01, "é".encode()[:1]))
        line.data_received(masked(0x80, "é".encode()[1:]))
        await asyncio.sleep(0)
        return [message["text"] for message in line.app_heard]

    assert on_a_line(story) == ["é"]
