"""What one page is sent, as far as it has room for it.

Whoever follows the engine gets signals, marks and status from the audience, as all do; whoever
stands elsewhere gets them from here. Facts are complete and in order, whichever way they come.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections import deque
from collections.abc import Mapping
from time import monotonic
from typing import Any

from api.cursor import Cursor
from api.feed import Feed
from api.line import Line, binary_frame, text_frame
from api.messages import GONE, Subscribe
from api.problems import RefusedError, problem_of
from twin.errors import Fault, TwinError

_BEAT_S = 1.0
_LEAST_S = 0.001
_EARLY_FRAC = 0.95


class Outlet:
    """What one page is sent.

    Attributes:
        line: the wire to it.
        cursor: where it stands in the run.
        names, hz: signals that it wants to see, and how often at most.
    """

    def __init__(self, line: Line, feed: Feed) -> None:
        """It follows, and wants nothing yet."""
        self.line = line
        self.cursor = Cursor(feed)
        self.names: tuple[str, ...] = ()
        self.hz = 0.0
        self._feed = feed
        self._wanted = Subscribe()
        self._sent_seq = 0
        self._sent_frame = (-1, -1)
        self._owes_signals = self._owes_marks = False
        self._frame_due_s = self._beat_due_s = 0.0
        self._marked: object = None
        self._turn = 0
        self._texts: deque[str] = deque(maxlen=200)
        self._woken = asyncio.Event()

    async def want(self, asked: Subscribe) -> None:
        """Send this from now on."""
        if asked.from_seq is not None:
            self._sent_seq = max(asked.from_seq, 0)
        elif asked.facts and not self._wanted.facts:
            self._sent_seq = await asyncio.to_thread(self._feed.known_seq)
        self._wanted = asked
        self.names = tuple(dict.fromkeys(asked.signals))
        self.hz = min(max(asked.hz, 0.1), 30.0)
        self._anew()

    def fail(self, wrong: RefusedError | TwinError) -> None:
        """The run can't be shown any more: say why, and goodbye."""
        status = wrong.status if isinstance(wrong, RefusedError) else 422
        self.line.offer(text_frame(error_text(status, wrong.faults)))
        self.line.drop(GONE, "the run can't be shown")

    def moved(self) -> None:
        """Its cursor stands elsewhere."""
        self._beat_due_s = 0.0
        self._anew()

    def _anew(self) -> None:
        """Whatever it was sent is out of date, and so is what is being worked out."""
        self._turn += 1
        self._sent_frame, self._marked = (-1, -1), None
        self._owes_signals = self._owes_marks = True
        self._frame_due_s = 0.0
        self.wake()

    # ---------------------------------------------------------------- as all who follow
    @property
    def _is_led(self) -> bool:
        """Whether it is shown what an engine says."""
        return self.cursor.follows and self._feed.engine is not None

    @property
    def wants_facts(self) -> bool:
        """Whether it is sent facts."""
        return self._wanted.facts

    def show_signals(self, frame: bytes) -> None:
        """Values of its signals; without room it gets the next."""
        if self._is_led:
            self._owes_signals = not self.line.offer(frame)

    def show_marks(self, frame: bytes) -> None:
        """What is not as it should be; without room it gets the next."""
        if self._is_led and self._wanted.marks:
            self._owes_marks = not self.line.offer(frame)

    def show_status(self, frame: bytes) -> None:
        """Where the run stands; a good moment to make good what was not taken."""
        if self.cursor.follows:
            self.line.offer(frame)
            if self._owes_signals or self._owes_marks:
                self.wake()

    def show_facts(self, after_seq: int, last_seq: int, frame: bytes) -> None:
        """Facts after one up to another; it reads by itself where it does not stand there."""
        if not self._wanted.facts or self._sent_seq >= last_seq:
            return
        if self._sent_seq == after_seq and self.line.offer(frame):
            self._sent_seq = last_seq
        else:
            self.wake()

    def wake(self) -> None:
        """Something is to be done."""
        self._woken.set()

    # ---------------------------------------------------------------- by itself
    def tell(self, words: Mapping[str, Any]) -> None:
        """A message for it alone."""
        self.tell_text(json.dumps(words))

    def tell_text(self, text: str) -> None:
        """The same, as text."""
        self._texts.append(text)
        self.wake()

    async def send_all(self) -> None:
        """Whatever is to be sent, for ever.

        Raises:
            ConnectionError: nobody is there to take it.
            RefusedError: the run is gone.
            LogError: it is damaged.
        """
        while True:
            self._woken.clear()
            while self._texts:
                await self.line.write(text_frame(self._texts.popleft()))
            await self.cursor.tick()
            turn = self._turn
            if self._is_led:
                self._settle()
            else:
                await self._send_signals()  # first: somebody scrubs
            await self._send_status()
            if turn == self._turn and not self._is_led:
                await self._send_marks()
            await self._send_facts()
            await self._rest()

    async def _rest(self) -> None:
        """Until something happens, or the next frame or beat is due."""
        now_s = monotonic()
        due_s = self._beat_due_s
        if not self._is_led and (self.cursor.playing or self._frame_due_s > now_s):
            due_s = min(due_s, max(self._frame_due_s, now_s + _LEAST_S))
        try:
            async with asyncio.timeout(max(due_s - now_s, 0.0) if due_s < math.inf else None):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _send_status(self) -> None:
        """At each move, and once a second away from where all are."""
        now_s = monotonic()
        if now_s >= self._beat_due_s:
            self._beat_due_s = math.inf if self.cursor.follows else now_s + _BEAT_S
            view = await self._feed.view()
            cursor = self.cursor.standing(view["t_ms"], view["seq"])
            words = {"type": "status", "run": view, "cursor": cursor}
            await self.line.write(text_frame(json.dumps(words)))

    def _settle(self) -> None:
        """What it missed, or has just asked for."""
        self.cursor.rest()
        if self._owes_signals and self.names:
            frame = self._feed.signals(self.names)
            self._owes_signals = frame is not None and not self.line.offer(frame)
        if self._owes_marks and self._wanted.marks:
            frame = self._feed.marks()
            self._owes_marks = frame is not None and not self.line.offer(frame)

    async def _send_marks(self) -> None:
        if self._wanted.marks:
            turn = self._turn
            marks = await self.cursor.marks()
            if turn == self._turn and marks is not self._marked:
                self._marked = marks
                await self.line.write(text_frame(json.dumps(marks)))

    async def _send_signals(self) -> None:
        now_s = monotonic()
        if not self.names or now_s < self._frame_due_s:
            return
        turn = self._turn
        t_us, seq, frame = await self.cursor.frame(self.names)
        if turn == self._turn and (t_us, seq) != self._sent_frame:
            self._sent_frame = t_us, seq
            self._frame_due_s = now_s + _EARLY_FRAC / self.hz
            await self.line.write(binary_frame(frame))

    async def _send_facts(self) -> None:
        """All that it lacks."""
        while self._wanted.facts:
            seq = self._sent_seq
            found = await self._feed.facts_after(seq)
            if found is None:
                return
            if self._sent_seq != seq:
                continue
            if self.line.offer(found[1]):
                self._sent_seq = found[0]
            else:
                await self.line.room()


def error_text(status: int, faults: list[Fault] | tuple[Fault, ...]) -> str:
    """A problem as a message."""
    problem = problem_of(status, faults).model_dump()
    return json.dumps({"type": "error", "problem": problem})
