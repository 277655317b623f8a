"""Where one viewer stands: with the engine, or anywhere in the run by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Protocol

from api.engines import Engine
from api.reader import Reader
from api.wire import ms, signals_frame, us
from twin.facility import Parts
from twin.run.marks import marks_of
from twin.run.reading import Run
from twin.run.replay import Replay
from twin.run.state import conditions_of
from twin.signals import Signal, catalogue
from twin.units import US_PER_S

Marks = dict[str, Any]


class Source(Protocol):
    """Where the run is read."""

    @property
    def reader(self) -> Reader:
        """The run open for questions."""
        ...

    @property
    def engine(self) -> Engine | None:
        """Its engine while it lives."""
        ...


class Cursor:
    """A place in a run; following, it has none of its own.

    Attributes:
        playing: whether it goes on by itself, away from the engine.
        speed_ratio: simulated seconds a second while it does.
    """

    def __init__(self, feed: Source) -> None:
        """Follow the engine of a feed's run."""
        self._feed = feed
        self._replay: Replay | None = None
        self._follows = True
        self.playing = False
        self.speed_ratio = 0.0
        self._tied = (0.0, 0)
        self._marks: Marks | None = None
        self._moving = asyncio.Lock()
        self._shown: tuple[Parts, tuple[str, ...], list[Signal]] | None = None

    @property
    def follows(self) -> bool:
        """Whether it stands where the engine does."""
        return self._follows

    def follow(self) -> None:
        """Stand where the engine does."""
        self._follows, self.playing = True, False
        self._replay = None

    async def seek(self, t_ms: float) -> None:
        """Stand at an instant, cut to what is known of the run."""
        async with self._moving:
            self._follows = False
            await self._at(lambda replay, span_us: replay.advance(_cut(us(t_ms), span_us)))
            self._tie()

    async def step(self, fact_count: int) -> None:
        """Go by facts, and wait there."""
        async with self._moving:
            self.playing = self._follows = False
            await self._at(lambda replay, _: replay.step(fact_count))

    def play(self, speed_ratio: float) -> None:
        """Go on by itself."""
        self.playing, self.speed_ratio = True, speed_ratio
        self._tie()

    async def pause(self) -> None:
        """Wait where it is by now, which is later than what was sent last."""
        await self.tick()
        self.playing = False

    def _tie(self) -> None:
        if self._replay is not None:
            self._tied = monotonic(), self._replay.t_us

    async def tick(self) -> None:
        """Go on to where it should be by now; at the end of what is known it follows again."""
        if not self.playing or self._replay is None:
            return
        since_s, from_us = self._tied
        wanted_us = from_us + round((monotonic() - since_s) * self.speed_ratio * US_PER_S)
        async with self._moving:
            last_us = await self._at(
                lambda replay, span_us: replay.advance(_cut(wanted_us, span_us))
            )
        if wanted_us >= last_us:
            self.playing = False
            if self._feed.engine is not None:
                self.follow()

    async def _at(self, move: Callable[[Replay, tuple[int, int]], None]) -> int:
        """Move the place in the run, off the loop; the last instant that is known."""

        def moving() -> int:
            """With the run held."""
            with self._feed.reader.fresh() as run:
                move(self._place(run), run.span_us)
                return run.span_us[1]

        return await asyncio.to_thread(moving)

    def _place(self, run: Run) -> Replay:
        if self._replay is None:
            self._replay = Replay(run.line, run.span_us[1])
        return self._replay

    def standing(self, run_t_ms: float, run_seq: int) -> dict[str, Any]:
        """Where it stands, as a status says it."""
        replay = self._replay
        away = not self._follows and replay is not None
        return {
            "mode": "replay" if away else "follow",
            "t_ms": ms(replay.t_us) if away and replay else run_t_ms,
            "seq": replay.seq if away and replay else run_seq,
            "playing": self.playing,
            "speed": self.speed_ratio,
        }

    # ---------------------------------------------------------------- what is seen from there
    def rest(self) -> None:
        """Let go of the place in the run while the engine says where it stands."""
        if self._follows:
            self._replay = None

    async def frame(self, names: tuple[str, ...]) -> tuple[int, int, bytes]:
        """Values of some signals there: instant, seq, and a frame."""

        def reading() -> tuple[int, int, bytes]:
            """With the run held."""
            mode = "follow" if self._follows else "replay"
            with self._feed.reader.fresh() as run:
                replay = self._place(run)
                if self._follows:
                    replay.advance(run.span_us[1])
                signals = self._signals(replay.plant.parts, names)
                row = [signal.at(replay.plant, replay.t_us) for signal in signals]
                frame = signals_frame(names, row, replay.t_us, replay.seq, mode)
                return replay.t_us, replay.seq, frame

        async with self._moving:
            return await asyncio.to_thread(reading)

    def _signals(self, parts: Parts, names: tuple[str, ...]) -> list[Signal]:
        """What a frame holds, looked up once for as long as the same is asked of the same site."""
        if self._shown is None or self._shown[0] is not parts or self._shown[1] != names:
            known = catalogue(parts)
            self._shown = parts, names, [known[name] for name in names]
        return self._shown[2]

    async def marks(self) -> Marks:
        """What is not as it should be there; the same object until it changes."""

        def reading() -> Marks:
            """With the run held."""
            with self._feed.reader.fresh() as run:
                replay = self._place(run)
                if self._follows:
                    replay.advance(run.span_us[1])
                plant = replay.plant
                said = {"marks": marks_of(plant), "conditions": conditions_of(plant)}
                return {"t_us": replay.t_us, "seq": replay.seq, **said}

        async with self._moving:
            return self._said(await asyncio.to_thread(reading))

    def _said(self, found: Marks) -> Marks:
        """As a message; the one before where nothing has changed."""
        before = self._marks
        same = before is not None and all(
            before[name] == found[name] for name in ("marks", "conditions", "seq")
        )
        if not same:
            self._marks = marks_message(found)
        assert self._marks is not None, "it was just made"
        return self._marks


def marks_message(found: Mapping[str, Any]) -> Marks:
    """What is not as it should be at an instant, as a message."""
    said = {name: found[name] for name in ("seq", "marks", "conditions")}
    return {"type": "marks", "t_ms": ms(found["t_us"]), **said}


def _cut(t_us: int, span_us: tuple[int, int]) -> int:
    return min(max(t_us, span_us[0]), span_us[1])
