"""Engines in child processes: started, told what to do, listened to, and outlived.

An engine that dies takes nothing with it: what it acknowledged is in the log, what it said last is
kept here as its trouble, and another one can go on.
"""

from __future__ import annotations

import asyncio
import json
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twin.errors import Fault, RequestError

_LINE_BYTES_MAX = 1 << 24
_STOP_S = 10.0
_WORDS_KEPT = 2000

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """Values of the watched signals at an instant.

    Attributes:
        t_us, seq: where the run stood.
        names: of the signals, in the order of `row`.
        row: one value each.
    """

    t_us: int
    seq: int
    names: tuple[str, ...]
    row: array[float]


@dataclass(slots=True)
class Standing:
    """What an engine said last.

    Attributes:
        state: playing, paused, complete, stopped or crashed.
        t_us, seq, speed_ratio: where it stands and how fast it goes.
        known_seq: the last fact that is in the log for all to read.
        trouble: what it said when it died.
        marks: its last `marks` message.
    """

    state: str = "paused"
    t_us: int = 0
    seq: int = 0
    known_seq: int = 0
    speed_ratio: float = 0.0
    trouble: str = ""
    marks: Words | None = None


Listener = Callable[[str], None]
"""Called with the type of each message after it was taken in: status, facts, frame, marks."""


@dataclass(slots=True)
class Engine:
    """One child process and the run that it drives; without one it loads all it needs and waits."""

    run_dir: Path | None
    standing: Standing = field(default_factory=Standing)
    frame: Frame | None = None
    listeners: set[Listener] = field(default_factory=set[Listener])
    _child: asyncio.subprocess.Process | None = None
    _answers: dict[str, asyncio.Future[list[Words]]] = field(
        default_factory=dict[str, "asyncio.Future[list[Words]]"]
    )
    _tasks: list[asyncio.Task[None]] = field(default_factory=list["asyncio.Task[None]"])
    _watched: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    _watch_n: int = 0
    _errors: bytes = b""

    @property
    def stands(self) -> tuple[int, int]:
        """An instant it has reached, and the last fact by then."""
        frame, standing = self.frame, self.standing
        last = (standing.t_us, standing.seq)
        return max(last, (frame.t_us, frame.seq)) if frame is not None else last

    @property
    def is_alive(self) -> bool:
        """Whether its process runs."""
        return self._child is not None and self._child.returncode is None

    async def start(self) -> None:
        """Start the process; it waits until told to play."""
        named = () if self.run_dir is None else (str(self.run_dir),)
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.worker", *named),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE_BYTES_MAX,
            start_new_session=True,
        )
        self._tasks = [
            asyncio.create_task(self._listen(self._child)),
            asyncio.create_task(self._keep_errors(self._child)),
        ]

    async def take(self, run_dir: Path) -> None:
        """Give a run to a process that was started without one."""
        assert self.run_dir is None, "it has a run"
        self.run_dir = run_dir
        await self.tell("take", run_dir=str(run_dir))

    # ---------------------------------------------------------------- telling
    async def tell(self, op: str, **words: object) -> None:
        """Give an order.

        Raises:
            RequestError: no engine is there to take it.
        """
        child = self._child
        if child is None or child.returncode is not None or child.stdin is None:
            raise RequestError(Fault(what="has no engine", remedy="resume the run"))
        child.stdin.write(json.dumps({"op": op, **words}).encode() + b"\n")
        try:
            await child.stdin.drain()
        except ConnectionError as gone:
            raise RequestError(Fault(what="has no engine", remedy="resume the run")) from gone

    async def watch(self, names: Iterable[str], hz: float) -> None:
        """Let it say the values of some signals, so often at most."""
        self._watch_n += 1
        self._watched[self._watch_n] = wanted = tuple(names)
        await self.tell("watch", names=wanted, hz=hz, n=self._watch_n)

    async def do(self, name: str, deeds: list[Words]) -> list[Words]:
        """Let deeds happen now; the same name again gets the first answer.

        Raises:
            RequestError: the engine is not there, or dies over it.
        """
        answer = self._answers.get(name)
        if answer is None:
            answer = self._answers[name] = asyncio.get_running_loop().create_future()
            await self.tell("do", id=name, deeds=deeds)
        return await asyncio.shield(answer)

    async def stop(self) -> None:
        """Let it finish the instant under way, write all and end."""
        child = self._child
        if child is None:
            return
        if child.returncode is None and child.stdin is not None:
            child.stdin.close()
            try:
                await asyncio.wait_for(child.wait(), _STOP_S)
            except TimeoutError:
                child.kill()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ---------------------------------------------------------------- listening
    async def _listen(self, child: asyncio.subprocess.Process) -> None:
        assert child.stdout is not None, "its output is a pipe"
        try:
            while line := await child.stdout.readline():
                words = json.loads(line)
                row = await child.stdout.readexactly(words["bytes"]) if "bytes" in words else b""
                self._take(words, row)
        except (asyncio.IncompleteReadError, ValueError):
            pass
        await child.wait()
        self._ended(child.returncode or 0)

    def _take(self, words: Words, row: bytes) -> None:
        kind = words["type"]
        standing = self.standing
        if kind == "status":
            standing.state, standing.speed_ratio = words["state"], words["speed"]
            standing.t_us, standing.seq = words["t_us"], words["seq"]
        elif kind == "facts":
            standing.seq = standing.known_seq = words["seq"]
        elif kind == "marks":
            standing.marks = words
        elif kind == "frame":
            self._take_frame(words, row)
        elif kind == "done":
            self._answers[words["id"]].set_result(words["results"])
        self._tell_listeners(kind)

    def _take_frame(self, words: Words, row: bytes) -> None:
        names = self._watched.get(words["n"], ())
        self._watched = {n: wanted for n, wanted in self._watched.items() if n >= words["n"]}
        self.frame = Frame(words["t_us"], words["seq"], names, array("d", row))

    async def _keep_errors(self, child: asyncio.subprocess.Process) -> None:
        assert child.stderr is not None, "its errors are a pipe"
        while some := await child.stderr.read(4096):
            self._errors = (self._errors + some)[-_WORDS_KEPT:]

    def _ended(self, code: int) -> None:
        standing = self.standing
        if code:
            standing.state = "crashed"
            said = self._errors.decode(errors="replace").strip()
            standing.trouble = said or f"the engine ended with code {code}"
        elif standing.state != "complete":
            standing.state = "stopped"
        gone = RequestError(Fault(what="its engine ended over this", remedy="resume the run"))
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(gone)
        self._tell_listeners("status")

    def _tell_listeners(self, kind: str) -> None:
        for listener in tuple(self.listeners):
            listener(kind)


async def engine_for(run_dir: Path, heard: set[Listener], spare: Engine | None) -> Engine:
    """An engine for a run: the spare one if it lives, else a new one.

    Args:
        run_dir: of the run.
        heard: who is told of what it says.
        spare: one that was started without a run.
    """
    if spare is not None and spare.is_alive:
        spare.listeners = heard
        await spare.take(run_dir)
        return spare
    engine = Engine(run_dir, listeners=heard)
    await engine.start()
    return engine
