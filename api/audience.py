"""All who look on at one run: who follows gets what is the same for all as the same bytes at once.

One loop at the pace of the engine writes to everybody without waiting for anybody. Signals, marks
and status are latest-wins: who has no room is passed over and gets the next. Facts are whole: who
has no room reads them up by itself later.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from contextlib import suppress
from time import monotonic
from typing import Any, NamedTuple

from api.engines import Engine
from api.feed import Feed
from api.line import text_frame
from api.messages import TRY_LATER
from api.outlet import Outlet
from api.problems import RefusedError
from twin.errors import RequestError, TwinError

_STALLED_S = 10.0
_LOOK_S = 0.5
_BEAT_S = 1.0


class _View(NamedTuple):
    """The same signals at the same pace."""

    names: tuple[str, ...]
    hz: float


class Audience:
    """The pages at one run."""

    def __init__(self, feed: Feed) -> None:
        """Nobody looks yet."""
        self.feed = feed
        self._outlets: set[Outlet] = set()
        self._engine: Engine | None = None
        self._views: dict[_View, set[Outlet]] = {}
        self._due_s: dict[_View, float] = {}
        self._watched = _View((), 0.0)
        self._news, self._beat = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def join(self, outlet: Outlet) -> None:
        """Somebody looks on."""
        self._outlets.add(outlet)
        if not self._tasks:
            loops = (self._look_after(), self._tell_status(), self._tell_facts())
            self._tasks = [asyncio.create_task(self._kept(loop)) for loop in loops]

    def leave(self, outlet: Outlet) -> None:
        """And goes."""
        self._outlets.discard(outlet)
        self._sort()
        if not self._outlets:
            for task in self._tasks:
                task.cancel()
            self._tasks = []
            self._listen_to(None)
            self.feed.rest()

    async def changed(self) -> None:
        """Let the engine say what any wants, as often as the quickest does."""
        self._sort()
        engine = self.feed.engine
        self._listen_to(engine)
        names = dict.fromkeys(name for view in self._views for name in view.names)
        wanted = _View(tuple(names), max((view.hz for view in self._views), default=0.0))
        if engine is not None and wanted != self._watched:
            with suppress(RequestError):  # it ended just now: who looks after it will see
                await engine.watch(*wanted)
                self._watched = wanted

    def _sort(self) -> None:
        """Who sees the same stands together."""
        views: dict[_View, set[Outlet]] = {}
        for outlet in self._outlets:
            if outlet.names:
                views.setdefault(_View(outlet.names, outlet.hz), set()).add(outlet)
        self._views = views
        self._due_s = {view: self._due_s.get(view, 0.0) for view in views}

    def _listen_to(self, engine: Engine | None) -> None:
        if engine is self._engine:
            return
        if self._engine is not None:
            self._engine.listeners.discard(self._heard)
        self._engine, self._watched = engine, _View((), 0.0)
        if engine is not None:
            engine.listeners.add(self._heard)
        self._wake_all()

    # ---------------------------------------------------------------- what the engine says
    def _heard(self, kind: str) -> None:
        if kind == "frame":
            self._show_signals(monotonic())
        elif kind == "marks":
            self._show_marks()
        elif kind == "facts":
            self._news.set()
        elif kind == "status":
            self.feed.changed()
            self._beat.set()
            if self.feed.engine is None:
                self._wake_all()

    def _wake_all(self) -> None:
        for outlet in self._outlets:
            outlet.wake()

    def _show_signals(self, now_s: float) -> None:
        for view, outlets in self._views.items():
            if view.hz < self._watched.hz and now_s < self._due_s[view]:
                continue
            frame = self.feed.signals(view.names)
            if frame is not None:
                self._due_s[view] = now_s + 1.0 / view.hz - 0.5 / self._watched.hz
                for outlet in outlets:
                    outlet.show_signals(frame)

    def _show_marks(self) -> None:
        frame = self.feed.marks()
        if frame is not None:
            for outlet in self._outlets:
                outlet.show_marks(frame)

    # ---------------------------------------------------------------- loops
    async def _kept(self, loop: Coroutine[Any, Any, None]) -> None:
        """Run a loop; where the run can't be read any more all are told."""
        try:
            await loop
        except (RefusedError, TwinError) as wrong:
            for outlet in tuple(self._outlets):
                outlet.fail(wrong)

    async def _tell_status(self) -> None:
        """Once a second, and when the engine says so, to all who follow."""
        while True:
            self._beat.clear()
            run = await self.feed.view()
            cursor = {"mode": "follow", "t_ms": run["t_ms"], "seq": run["seq"]}
            cursor |= {"playing": False, "speed": 0.0}
            frame = text_frame(json.dumps({"type": "status", "run": run, "cursor": cursor}))
            for outlet in self._outlets:
                outlet.show_status(frame)
            try:
                async with asyncio.timeout(_BEAT_S):
                    await self._beat.wait()
            except TimeoutError:
                continue

    async def _tell_facts(self) -> None:
        """As they come, to all who have those before; the others see to themselves."""
        told_seq = await asyncio.to_thread(self.feed.known_seq)
        while True:
            self._news.clear()
            while found := await self.feed.facts_after(told_seq):
                before_seq, (told_seq, frame) = told_seq, found
                for outlet in self._outlets:
                    outlet.show_facts(before_seq, told_seq, frame)
            await self._news.wait()
            while not any(outlet.wants_facts for outlet in self._outlets):
                told_seq = await asyncio.to_thread(self.feed.known_seq)
                self._news.clear()
                await self._news.wait()

    async def _look_after(self) -> None:
        """Engines that come and go, logs that somebody else writes, pages that take nothing."""
        known_seq = 0
        while True:
            await self.changed()
            for outlet in tuple(self._outlets):
                if outlet.line.stuck_s >= _STALLED_S:
                    outlet.line.drop(TRY_LATER, "nothing was taken for 10 s")
            if self.feed.engine is None:
                seq = await asyncio.to_thread(self.feed.known_seq)
                if seq != known_seq:
                    known_seq = seq
                    self._news.set()
                    self._wake_all()
            await asyncio.sleep(_LOOK_S)
