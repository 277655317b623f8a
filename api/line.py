"""The wire under a websocket: whole frames, encoded once, written to many without waiting.

uvicorn's own `send` encodes each message anew and waits for a slow reader. Here a frame that is the
same for a thousand pages is the same bytes, and a page that does not keep up is passed over: a
frame is written only while what was written before has nearly gone. Closing waits for nobody.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from fastapi import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from api.messages import BAD_TEXT

EXTENSION = "switchyard.line"
_LINGER_S = 5.0
_SHORT, _MIDDLE = 126, 1 << 16


class Line(WebSocketsSansIOProtocol):
    """uvicorn's websocket, and a way past its queue for who may take it."""

    _stuck_since_s: float | None = None

    def handle_connect(self, event: Request) -> None:
        """Let the app find this line in the scope."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][EXTENSION] = self  # type: ignore[index]

    def send_receive_event_to_app(self) -> None:
        """Close on text that is none, without a word in the server's log."""
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.drop(BAD_TEXT, "no UTF-8")
                return
        super().send_receive_event_to_app()

    # ---------------------------------------------------------------- who takes, and who does not
    def pause_writing(self) -> None:
        """The other side does not keep up."""
        super().pause_writing()
        self._stuck_since_s = monotonic()

    def resume_writing(self) -> None:
        """It takes again."""
        super().resume_writing()
        self._stuck_since_s = None

    @property
    def stuck_s(self) -> float:
        """For how long nothing was taken."""
        return 0.0 if self._stuck_since_s is None else monotonic() - self._stuck_since_s

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be said any more."""
        return self.disconnected or self.close_sent or self.transport.is_closing()

    # ---------------------------------------------------------------- what is written
    def offer(self, frame: bytes) -> bool:
        """Write a whole frame now, or say that it can't be."""
        if self._stuck_since_s is not None or self.is_gone:
            return False
        self.transport.write(frame)
        return True

    async def write(self, frame: bytes) -> None:
        """Write a whole frame when there is room.

        Raises:
            ConnectionError: nobody is there to take it.
        """
        while not self.offer(frame):
            await self.room()

    async def room(self) -> None:
        """Wait until the other side takes again.

        Raises:
            ConnectionError: it is gone.
        """
        await self.writable.wait()
        if self.is_gone:
            raise ConnectionError
        await asyncio.sleep(0)

    def drop(self, code: int, reason: str) -> None:
        """Say goodbye, whether or not it is heard, and hang up a little later."""
        if self.is_gone:
            return
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(_LINGER_S, self.transport.abort)


def line_of(socket: WebSocket) -> Line:
    """The line under a socket."""
    line = socket.scope["extensions"][EXTENSION]
    assert isinstance(line, Line), "the server was started with this protocol"
    return line


def text_frame(text: str) -> bytes:
    """A text message as it goes over the wire."""
    return _framed(0x81, text.encode())


def binary_frame(payload: bytes) -> bytes:
    """A binary message as it goes over the wire.

    >>> binary_frame(b"abc").hex()
    '8203616263'
    """
    return _framed(0x82, payload)


def _framed(head: int, payload: bytes) -> bytes:
    length = len(payload)
    if length < _SHORT:
        return bytes((head, length)) + payload
    if length < _MIDDLE:
        return bytes((head, 126)) + length.to_bytes(2, "big") + payload
    return bytes((head, 127)) + length.to_bytes(8, "big") + payload
