"""One page at one run: what it asks, and what it is sent.

Signals are latest-wins, facts are complete and in order. A viewer that takes nothing for ten
seconds is dropped and comes back with the last number it has (PROTOCOL.md).
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import Any

import msgspec
from fastapi import WebSocket, WebSocketDisconnect

from api.allowance import Allowance
from api.cursor import Cursor
from api.feed import Feed
from api.messages import Follow, Pause, Ping, Play, Seek, Step, Subscribe, decode
from api.problems import RefusedError, problem_of
from api.workspace import Workspace
from twin.errors import Fault, TwinError

PROTOCOL = 1
MESSAGE_BYTES_MAX = 64 * 1024
_RATE_PER_S, _BURST_COUNT = 20.0, 40.0
_STALLED_S = 10.0
_BEAT_S = 1.0
_LEAST_S = 0.001
_LOOK_S = 0.5
_NAMES_MAX = 2000
BAD_ORDER, BAD_TEXT, TOO_LARGE, TOO_FAST, TRY_LATER = 1002, 1007, 1009, 1008, 1013


class _ClosedError(Exception):
    """The viewer is to be closed, with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


class Viewer:
    """One page at one run."""

    def __init__(self, socket: WebSocket, workspace: Workspace, feed: Feed) -> None:
        """Serve a socket that is accepted."""
        self._socket = socket
        self._workspace = workspace
        self._feed = feed
        self._role: str = socket.state.role
        self._wanted = Subscribe()
        self._names: tuple[str, ...] = ()
        self._cursor = Cursor(feed)
        self._sent_seq = 0
        self._sent_frame = (-1, -1)
        self._frame_due_s = self._beat_due_s = 0.0
        self._marked: object = None
        self._texts: deque[str] = deque(maxlen=200)
        self._woken = asyncio.Event()
        self._busy_s: float | None = None
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
        hello = {"type": "hello", "protocol": PROTOCOL, "run": await self._feed.view()}
        self._tell({**hello, "role": self._role})
        self._feed.join(self._wake, (), 1.0)
        sending = asyncio.create_task(self._send_all())
        receiving = asyncio.create_task(self._receive_all())
        watching = asyncio.create_task(self._watch())
        done, pending = await asyncio.wait(
            (sending, receiving, watching), return_when=asyncio.FIRST_COMPLETED
        )
        self._feed.leave(self._wake)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        for task in done:
            await self._end(task.exception())

    async def _end(self, why: BaseException | None) -> None:
        """Say goodbye where somebody is left to hear it; our own bugs stay bugs."""
        if isinstance(why, _ClosedError):
            try:
                async with asyncio.timeout(1.0):
                    await self._socket.close(why.code, why.reason)
            except (TimeoutError, RuntimeError, WebSocketDisconnect):
                return
        elif why is not None and not isinstance(why, WebSocketDisconnect):
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
            await self._send_text(error_text(422, [fault]))
            raise _ClosedError(BAD_ORDER, "a message that is not known") from wrong
        except (msgspec.DecodeError, UnicodeEncodeError) as wrong:
            raise _ClosedError(BAD_TEXT, "no JSON") from wrong
        try:
            await self._acts[type(asked)](asked)
        except RefusedError as wrong:
            self._tell_text(error_text(wrong.status, wrong.faults))
        except TwinError as wrong:
            self._tell_text(error_text(422, wrong.faults))

    async def _subscribe(self, asked: Subscribe) -> None:
        known = await asyncio.to_thread(self._feed.known_signals)
        unknown = [name for name in asked.signals if name not in known]
        if unknown or len(asked.signals) > _NAMES_MAX:
            raise RefusedError(
                422, [Fault(what="is no signal", value=name[:100]) for name in unknown[:20]]
            )
        if asked.from_seq is not None:
            self._sent_seq = max(asked.from_seq, 0)
        elif asked.facts and not self._wanted.facts:
            self._sent_seq = await asyncio.to_thread(self._feed.known_seq)
        self._wanted = asked
        self._names = tuple(dict.fromkeys(asked.signals))
        hz = min(max(asked.hz, 0.1), 30.0)
        self._wanted.hz = hz
        self._sent_frame, self._marked = (-1, -1), None
        self._feed.join(self._wake, self._names, hz)
        await self._feed.tune()
        self._wake("subscribed")

    async def _seek(self, asked: Seek) -> None:
        await self._cursor.seek(asked.t_ms)
        self._moved()

    async def _follow(self, _asked: Follow) -> None:
        self._cursor.follow()
        self._moved()

    async def _play(self, asked: Play) -> None:
        speed = min(max(asked.speed, 0.0), 1e7)
        if self._cursor.follows:
            self._check_role()
            await self._workspace.start(self._feed.run, speed)
            await self._feed.tune()
        else:
            self._cursor.play(speed or 1e7)
        self._moved()

    async def _pause(self, _asked: Pause) -> None:
        if self._cursor.follows:
            self._check_role()
            await (await self._workspace.engine(self._feed.run)).tell("pause")
        else:
            self._cursor.pause()
        self._moved()

    async def _step(self, asked: Step) -> None:
        count = min(max(asked.count, -1000), 1000)
        engine = self._feed.engine
        if self._cursor.follows and engine is not None and count > 0:
            self._check_role()
            await engine.tell("step", count=count)
        elif count:
            await self._cursor.step(count)
        self._moved()

    async def _ping(self, asked: Ping) -> None:
        self._tell({"type": "pong", "n": asked.n})

    def _check_role(self) -> None:
        if self._role != "control":
            raise RefusedError(403, Fault(what="may only look", value=self._role))

    def _moved(self) -> None:
        self._sent_frame, self._marked, self._beat_due_s = (-1, -1), None, 0.0
        self._frame_due_s = 0.0
        self._wake("moved")

    # ---------------------------------------------------------------- going out
    def _wake(self, kind: str) -> None:
        if kind == "status":
            self._beat_due_s = 0.0
        self._woken.set()

    def _tell(self, words: Mapping[str, Any]) -> None:
        self._tell_text(json.dumps(words))

    def _tell_text(self, text: str) -> None:
        self._texts.append(text)
        self._woken.set()

    async def _send_all(self) -> None:
        while True:
            self._woken.clear()
            while self._texts:
                await self._send_text(self._texts.popleft())
            await self._cursor.tick()
            await self._send_status()
            await self._send_marks()
            await self._send_signals()
            more = await self._send_facts()
            if not more:
                await self._rest()

    async def _rest(self) -> None:
        """Until something happens, or the next frame or beat is due."""
        now_s = monotonic()
        due_s = self._beat_due_s
        if self._cursor.playing or self._frame_due_s > now_s:
            due_s = min(due_s, max(self._frame_due_s, now_s + _LEAST_S))
        try:
            async with asyncio.timeout(max(due_s - now_s, 0.0)):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _send_status(self) -> None:
        now_s = monotonic()
        if now_s >= self._beat_due_s:
            self._beat_due_s = now_s + _BEAT_S
            view = await self._feed.view()
            cursor = self._cursor.standing(view["t_ms"], view["seq"])
            await self._send_text(json.dumps({"type": "status", "run": view, "cursor": cursor}))

    async def _send_marks(self) -> None:
        if self._wanted.marks:
            marks = await self._cursor.marks()
            if marks is not None and marks is not self._marked:
                self._marked = marks
                await self._send_text(json.dumps(marks))

    async def _send_signals(self) -> None:
        now_s = monotonic()
        if not self._names or now_s < self._frame_due_s:
            return
        frame = await self._cursor.frame(self._names)
        if frame is not None and (frame[0], frame[1]) != self._sent_frame:
            self._sent_frame = frame[0], frame[1]
            self._frame_due_s = now_s + 0.95 / self._wanted.hz
            await self._send_bytes(frame[2])

    async def _send_facts(self) -> bool:
        """One frame of facts, where there are new ones; whether there may be more."""
        if not self._wanted.facts:
            return False
        found = await self._feed.facts_after(self._sent_seq)
        if found is None:
            return False
        self._sent_seq, encoded = found
        await self._send_bytes(encoded)
        return True

    async def _send_text(self, text: str) -> None:
        self._busy_s = monotonic()
        await self._socket.send_text(text)
        self._busy_s = None

    async def _send_bytes(self, payload: bytes) -> None:
        self._busy_s = monotonic()
        await self._socket.send_bytes(payload)
        self._busy_s = None

    async def _watch(self) -> None:
        """Give up on a page that takes nothing."""
        while self._busy_s is None or monotonic() - self._busy_s < _STALLED_S:
            await asyncio.sleep(_LOOK_S)
        raise _ClosedError(TRY_LATER, "nothing was taken for 10 s")


def error_text(status: int, faults: list[Fault] | tuple[Fault, ...]) -> str:
    """A problem as a message."""
    problem = problem_of(status, faults).model_dump()
    return json.dumps({"type": "error", "problem": problem})
