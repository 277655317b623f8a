"""One page at one run: who it is, what it asks, and how it leaves (PROTOCOL.md)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import msgspec
from fastapi import WebSocket, WebSocketDisconnect

from api.allowance import Allowance
from api.audience import Audience
from api.line import line_of, text_frame
from api.messages import (
    BAD_ORDER,
    BAD_TEXT,
    MESSAGE_BYTES_MAX,
    TOO_FAST,
    TOO_LARGE,
    Follow,
    Pause,
    Ping,
    Play,
    Seek,
    Step,
    Subscribe,
    decode,
)
from api.outlet import Outlet, error_text
from api.problems import RefusedError
from api.workspace import Workspace
from twin.errors import Fault, TwinError

PROTOCOL = 1
_RATE_PER_S, _BURST_COUNT = 20.0, 40.0
_NAMES_MAX = 2000
_FURTHEST_MS = 1e14


class _ClosedError(Exception):
    """The viewer is to be closed, with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


class Viewer:
    """One page at one run."""

    def __init__(self, socket: WebSocket, workspace: Workspace, audience: Audience) -> None:
        """Serve a socket that is accepted."""
        self._socket = socket
        self._workspace = workspace
        self._audience, self._feed = audience, audience.feed
        self._role: str = socket.state.role
        self._out = Outlet(line_of(socket), self._feed)
        self._allowance = Allowance(_RATE_PER_S, _BURST_COUNT, monotonic())
        self._acts: dict[type, Callable[[Any], Awaitable[None]]] = {
            Subscribe: self._subscribe,
            Seek: self._seek,
            Follow: self._follow,
            Play: self._play,
            Pause: self._pause,
            Step: self._step,
            Ping: self._ping,
        }

    async def serve(self) -> None:
        """Until either side leaves."""
        try:
            hello = {"type": "hello", "protocol": PROTOCOL, "run": await self._feed.view()}
        except (RefusedError, TwinError) as wrong:
            self._out.fail(wrong)
            return
        said = json.dumps({**hello, "role": self._role})
        self._out.line.offer(text_frame(said))
        self._audience.join(self._out)
        sending = asyncio.create_task(self._out.send_all())
        receiving = asyncio.create_task(self._receive_all())
        done, pending = await asyncio.wait(
            (sending, receiving), return_when=asyncio.FIRST_COMPLETED
        )
        self._audience.leave(self._out)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        for task in done:
            self._end(task.exception())

    def _end(self, why: BaseException | None) -> None:
        """Say goodbye where somebody is left to hear it; our own bugs stay bugs."""
        if isinstance(why, _ClosedError):
            self._out.line.drop(why.code, why.reason)
        elif isinstance(why, (RefusedError, TwinError)):
            self._out.fail(why)
        elif why is not None and not isinstance(why, (WebSocketDisconnect, ConnectionError)):
            raise why

    # ---------------------------------------------------------------- coming in
    async def _receive_all(self) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1000))
            if not self._allowance.spend(monotonic()):
                raise _ClosedError(TOO_FAST, "too many messages")
            text = message.get("text")
            if text is None:
                raise _ClosedError(BAD_ORDER, "only text is understood")
            if len(text) > MESSAGE_BYTES_MAX:
                raise _ClosedError(TOO_LARGE, "too large")
            await self._answer(text)

    async def _answer(self, text: str) -> None:
        try:
            asked = decode(text)
        except msgspec.ValidationError as wrong:
            fault = Fault(what=str(wrong), remedy="see PROTOCOL.md")
            self._out.line.offer(text_frame(error_text(422, [fault])))
            raise _ClosedError(BAD_ORDER, "a message that is not known") from wrong
        except (msgspec.DecodeError, UnicodeEncodeError) as wrong:
            raise _ClosedError(BAD_TEXT, "no JSON") from wrong
        try:
            await self._acts[type(asked)](asked)
        except RefusedError as wrong:
            self._out.tell_text(error_text(wrong.status, wrong.faults))
        except TwinError as wrong:
            self._out.tell_text(error_text(422, wrong.faults))

    async def _subscribe(self, asked: Subscribe) -> None:
        known = await asyncio.to_thread(self._feed.known_signals)
        unknown = [name for name in asked.signals if name not in known]
        if unknown or len(asked.signals) > _NAMES_MAX:
            raise RefusedError(
                422, [Fault(what="is no signal", value=name[:100]) for name in unknown[:20]]
            )
        await self._out.want(asked)
        await self._audience.changed()

    async def _seek(self, asked: Seek) -> None:
        await self._out.cursor.seek(min(max(asked.t_ms, -_FURTHEST_MS), _FURTHEST_MS))
        self._out.moved()

    async def _follow(self, _asked: Follow) -> None:
        self._out.cursor.follow()
        self._out.moved()

    async def _play(self, asked: Play) -> None:
        speed = min(max(asked.speed, 0.0), 1e7)
        if self._out.cursor.follows:
            self._check_role()
            await self._workspace.start(self._feed.run, speed)
            await self._audience.changed()
        else:
            self._out.cursor.play(speed or 1e7)
        self._out.moved()

    async def _pause(self, _asked: Pause) -> None:
        if self._out.cursor.follows:
            self._check_role()
            await (await self._workspace.engine(self._feed.run)).tell("pause")
        else:
            await self._out.cursor.pause()
        self._out.moved()

    async def _step(self, asked: Step) -> None:
        count = min(max(asked.count, -1000), 1000)
        engine = self._feed.engine
        if self._out.cursor.follows and engine is not None and count > 0:
            self._check_role()
            await engine.tell("step", count=count)
        elif count:
            await self._out.cursor.step(count)
        self._out.moved()

    async def _ping(self, asked: Ping) -> None:
        self._out.tell({"type": "pong", "n": asked.n})

    def _check_role(self) -> None:
        if self._role != "control":
            raise RefusedError(403, Fault(what="may only look", value=self._role))
