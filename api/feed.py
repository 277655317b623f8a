"""What all viewers of one run share: its engine's frames and its facts, each encoded once.

Nothing is folded here for those who follow: the engine says the values, the log has the facts. The
log is read with a reader of its own, so that no chart of a whole year holds up what is live.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from api.cursor import marks_message
from api.engines import Engine, Frame, Words
from api.line import binary_frame, text_frame
from api.reader import Reader
from api.wire import facts_frame, signals_frame
from api.workspace import Workspace
from twin.run.telling import told
from twin.signals import Signal

_FACTS_MAX = 500
_KEPT_MAX = 64
_VIEW_S = 0.2

Facts = tuple[int, bytes]
"""The last of some facts, and all of them as a frame."""


class Feed:
    """The tail of one run, for as many viewers as there are."""

    def __init__(self, workspace: Workspace, run: str) -> None:
        """Tail a run of a workspace."""
        self.run = run
        self._workspace = workspace
        self._reader: Reader | None = None
        self._catalogue: Mapping[str, Signal] | None = None
        self._facts: OrderedDict[int, Facts] = OrderedDict()
        self._encoding: dict[int, asyncio.Task[Facts | None]] = {}
        self._signals: tuple[Frame | None, dict[tuple[str, ...], bytes]] = (None, {})
        self._marks: tuple[Words | None, bytes] = (None, b"")
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

    def rest(self) -> None:
        """Nobody looks: let go of all that can be read again."""
        self._reader = self._catalogue = None
        self._facts.clear()

    def changed(self) -> None:
        """What is known of the run is out of date."""
        self._viewed_s = -_VIEW_S

    def known_signals(self) -> Mapping[str, Signal]:
        """Every signal of the site."""
        if self._catalogue is None:
            with self.reader.fresh() as run:
                self._catalogue = run.catalogue
        return self._catalogue

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

    async def facts_after(self, seq: int) -> Facts | None:
        """The facts after a number, a frame full at most; read once for all who ask."""
        known = self._facts.get(seq)
        if known is not None:
            return known
        task = self._encoding.get(seq)
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(self._encode, seq))
            self._encoding[seq] = task
            task.add_done_callback(lambda _: self._encoding.pop(seq, None))
        made = await asyncio.shield(task)
        if made is not None:
            self._facts[seq] = made
            while len(self._facts) > _KEPT_MAX:
                self._facts.popitem(last=False)
        return made

    def _encode(self, seq: int) -> Facts | None:
        with self.reader.fresh() as run:
            last_seq = min(run.fact_count, seq + _FACTS_MAX)
            if last_seq <= seq:
                return None
            chunk = run.line.reader.columns(seq + 1, last_seq)
        facts = [told(chunk, place) for place in range(len(chunk))]
        return last_seq, binary_frame(facts_frame(facts))

    def signals(self, names: tuple[str, ...]) -> bytes | None:
        """The engine's last values of some signals; None without any."""
        engine = self.engine
        last = engine.frame if engine is not None else None
        if last is None:
            return None
        if self._signals[0] is not last:
            self._signals = last, {}
        encoded = self._signals[1].get(names)
        if encoded is None:
            row = _picked(last, names)
            if row is None:
                return None
            encoded = binary_frame(signals_frame(names, row, last.t_us, last.seq, "follow"))
            self._signals[1][names] = encoded
        return encoded

    def marks(self) -> bytes | None:
        """What the engine says is not as it should be; None before it did."""
        engine = self.engine
        last = engine.standing.marks if engine is not None else None
        if last is None:
            return None
        if self._marks[0] is not last:
            self._marks = last, text_frame(json.dumps(marks_message(last)))
        return self._marks[1]


def _picked(frame: Frame, names: tuple[str, ...]) -> Sequence[float] | None:
    """The values of some of a frame's signals; None where it lacks one."""
    if names == frame.names:
        return frame.row
    place_of = {name: place for place, name in enumerate(frame.names)}
    if any(name not in place_of for name in names):
        return None
    return [frame.row[place_of[name]] for name in names]
