"""What all viewers of one run share: its engine's frames and its facts, each encoded once.

Nothing is folded here for those who follow: the engine says the values, the log has the facts. The
log is read with a reader of its own, so that no chart of a whole year holds up what is live.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Any, NamedTuple

from api.engines import Engine, Frame
from api.reader import Reader
from api.wire import facts_frame, signals_frame
from api.workspace import Workspace
from twin.run.telling import told
from twin.signals import Signal

_FACTS_MAX = 500
_KEPT_MAX = 64
_POLL_S = 0.5
_VIEW_S = 0.2

Wake = Callable[[str], None]


class Watched(NamedTuple):
    """Signals, and how often at most."""

    names: tuple[str, ...]
    hz: float


class Feed:
    """The tail of one run, for as many viewers as there are."""

    def __init__(self, workspace: Workspace, run: str) -> None:
        """Tail a run of a workspace."""
        self.run = run
        self._workspace = workspace
        self._viewers: dict[Wake, Watched] = {}
        self._watched = Watched((), 0.0)
        self._engine: Engine | None = None
        self._reader: Reader | None = None
        self._last_seq = 0
        self._facts: OrderedDict[int, tuple[int, bytes]] = OrderedDict()
        self._frames: tuple[Frame | None, dict[tuple[str, ...], bytes]] = (None, {})
        self._poller: asyncio.Task[None] | None = None
        self._view: dict[str, Any] = {}
        self._viewed_s = -_VIEW_S
        self._viewing = asyncio.Lock()

    @property
    def engine(self) -> Engine | None:
        """The run's engine while it lives."""
        engine = self._workspace.engines.get(self.run)
        return engine if engine is not None and engine.is_alive else None

    @property
    def reader(self) -> Reader:
        """The run open for those who look on, and for nobody else."""
        if self._reader is None:
            self._reader = self._workspace.open(self.run)
        self._reader.engine = self._workspace.engines.get(self.run)
        return self._reader

    # ---------------------------------------------------------------- viewers
    def join(self, wake: Wake, names: tuple[str, ...], hz: float) -> None:
        """Tell a viewer of what comes; with other names and rate, from now on those."""
        self._viewers[wake] = Watched(names, hz)
        if self._poller is None:
            self._poller = asyncio.create_task(self._poll())

    def leave(self, wake: Wake) -> None:
        """Tell a viewer no more."""
        self._viewers.pop(wake, None)
        if not self._viewers and self._poller is not None:
            self._poller.cancel()
            self._poller = self._reader = None
            self._facts.clear()
            if self._engine is not None:
                self._engine.listeners.discard(self._heard)
                self._engine = None

    async def tune(self) -> None:
        """Let the engine say what some viewer wants to see, as often as the quickest does."""
        engine = self.engine
        if engine is not self._engine:
            if self._engine is not None:
                self._engine.listeners.discard(self._heard)
            self._engine, self._watched = engine, Watched((), 0.0)
            if engine is not None:
                engine.listeners.add(self._heard)
        sets = dict.fromkeys(watched.names for watched in self._viewers.values())
        names = dict.fromkeys(name for names in sets for name in names)
        most_hz = max((watched.hz for watched in self._viewers.values()), default=0.0)
        wanted = Watched(tuple(names), most_hz)
        if engine is not None and wanted != self._watched:
            self._watched = wanted
            await engine.watch(*wanted)

    def _heard(self, kind: str) -> None:
        engine = self._engine
        if kind == "status":
            self._viewed_s = -_VIEW_S
        if kind == "facts" and engine is not None:
            self._last_seq = max(self._last_seq, engine.standing.seq)
        for wake in tuple(self._viewers):
            wake(kind)

    async def _poll(self) -> None:
        """Look after engines that come and go, and after logs that somebody else writes."""
        while True:
            await self.tune()
            if self.engine is None:
                seq = await asyncio.to_thread(self.known_seq)
                if seq != self._last_seq:
                    self._last_seq = seq
                    self._heard("facts")
            await asyncio.sleep(_POLL_S)

    def known_signals(self) -> Mapping[str, Signal]:
        """Every signal of the site."""
        with self.reader.fresh() as run:
            return run.catalogue

    def known_seq(self) -> int:
        """The last fact that is acknowledged."""
        with self.reader.fresh() as run:
            return run.fact_count

    # ---------------------------------------------------------------- what they are sent
    async def view(self) -> dict[str, Any]:
        """The run and where it stands, worked out once for all who ask at about the same time."""
        async with self._viewing:
            now_s = monotonic()
            if now_s >= self._viewed_s + _VIEW_S:
                found = self._workspace.view_at_once(self.run)
                found = found or await asyncio.to_thread(self._workspace.view, self.run)
                self._view, self._viewed_s = found.model_dump(), now_s
        return self._view

    async def facts_after(self, seq: int) -> tuple[int, bytes] | None:
        """The facts after a number, a frame full at most, and the last of them."""
        known = self._facts.get(seq)
        if known is not None:
            return known
        made = await asyncio.to_thread(self._encode, seq)
        if made is not None:
            self._facts[seq] = made
            while len(self._facts) > _KEPT_MAX:
                self._facts.popitem(last=False)
        return made

    def _encode(self, seq: int) -> tuple[int, bytes] | None:
        with self.reader.fresh() as run:
            last_seq = min(run.fact_count, seq + _FACTS_MAX)
            if last_seq <= seq:
                return None
            chunk = run.line.reader.columns(seq + 1, last_seq)
        facts = [told(chunk, place) for place in range(len(chunk))]
        return last_seq, facts_frame(facts)

    def frame(self, names: tuple[str, ...]) -> tuple[int, int, bytes] | None:
        """The engine's last values of some signals: instant, seq and a frame; None without any."""
        engine = self.engine
        last = engine.frame if engine is not None else None
        if last is None or not names:
            return None
        if self._frames[0] is not last:
            self._frames = last, {}
        encoded = self._frames[1].get(names)
        if encoded is None:
            row = _picked(last, names)
            if row is None:
                return None
            encoded = signals_frame(names, row, last.t_us, last.seq, "follow")
            self._frames[1][names] = encoded
        return last.t_us, last.seq, encoded


def _picked(frame: Frame, names: tuple[str, ...]) -> Sequence[float] | None:
    """The values of some of a frame's signals; None where it lacks one."""
    if names == frame.names:
        return frame.row
    place_of = {name: place for place, name in enumerate(frame.names)}
    if any(name not in place_of for name in names):
        return None
    return [frame.row[place_of[name]] for name in names]
