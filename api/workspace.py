"""A folder with runs, scenarios and sites, and the engines at work in it.

Files get their names here: what a browser says is a short name that is looked up, never a path.
`runs/NAME` are runs, `bin/` is where deleted ones go, `*.yaml` beside them are documents of the
user's own; shipped ones are there too.
"""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

from api.engines import Engine, Listener, engine_for
from api.problems import RefusedError
from api.reader import Reader
from api.views import RunState, RunView
from api.wishes import check_wishes
from twin import shipped
from twin.errors import Fault, LogError
from twin.log.files import DiskFiles
from twin.log.lifecycle import living_forks
from twin.log.manifest import manifest_path
from twin.log.tail import take_lock
from twin.run.fork import Changed, fork
from twin.run.reading import open_run
from twin.run.start import Wishes, create

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_US_PER_MS = 1000.0
_OPEN_MAX = 16


class Workspace:
    """Runs by name, their readers and their engines."""

    def __init__(self, folder: Path) -> None:
        """Open a folder; it is made when it is not there."""
        self.folder = folder
        self._runs = folder / "runs"
        self._runs.mkdir(parents=True, exist_ok=True)
        self.engines: dict[str, Engine] = {}
        self._readers: dict[str, Reader] = {}
        self._seen: dict[str, RunView] = {}
        self._starting = asyncio.Lock()
        self.spare: Engine | None = None
        """An engine that has loaded all it needs, for the run that is started first."""

    # ---------------------------------------------------------------- documents
    def documents(self, folder: str) -> list[tuple[str, str, bool]]:
        """Name, what to open it by, and whether it is shipped, of scenarios or sites."""
        own = {path.stem: str(path) for path in sorted(self.folder.glob("*.yaml"))}
        found = [(name, path, False) for name, path in own.items()]
        return found + [(name, name, True) for name in shipped.names(folder) if name not in own]

    def scenario(self, name: str) -> str:
        """What to open a scenario by.

        Raises:
            RefusedError: there is none of that name.
        """
        for known, opened, _ in self.documents("scenarios"):
            if known == name:
                return opened
        names = ", ".join(known for known, _, _ in self.documents("scenarios"))
        raise RefusedError(404, Fault(what="is no scenario here", value=name, allowed=names))

    # ---------------------------------------------------------------- runs
    def names(self) -> list[str]:
        """Of all runs, the youngest first."""
        found = [path for path in self._runs.iterdir() if manifest_path(path).is_file()]
        found.sort(key=lambda path: (-path.stat().st_ctime_ns, path.name))
        return [path.name for path in found]

    def run_dir(self, name: str) -> Path:
        """Where a run lies.

        Raises:
            RefusedError: there is none of that name.
        """
        folder = self._runs / name
        if NAME.fullmatch(name) is None or not manifest_path(folder).is_file():
            raise RefusedError(404, Fault(what="is no run here", value=name[:80]))
        return folder

    def reader(self, name: str) -> Reader:
        """A run open for questions.

        Raises:
            RefusedError: there is none of that name.
            LogError: it is damaged.
        """
        known = self._readers.pop(name, None) or self.open(name)
        known.engine = self.engines.get(name)
        self._readers[name] = known
        while len(self._readers) > _OPEN_MAX:
            oldest = next(iter(self._readers))
            del self._readers[oldest]
        return known

    def open(self, name: str) -> Reader:
        """A run open for somebody's own questions, who waits for no other's answer.

        Raises:
            RefusedError: there is none of that name.
            LogError: it is damaged.
        """
        return Reader(open_run(self.run_dir(name)), self.engines.get(name))

    def view(self, name: str) -> RunView:
        """A run and where it stands; while an engine is at work, by what that says.

        Raises:
            RefusedError: there is none of that name.
            LogError: it is damaged.
        """
        return self.view_at_once(name) or self._view(name)

    def view_at_once(self, name: str) -> RunView | None:
        """The same from memory, waiting for nobody; None where the log must be asked."""
        engine, seen = self.engines.get(name), self._seen.get(name)
        if engine is None or seen is None or not engine.is_alive:
            return None
        standing = engine.standing
        fresh = {
            "state": standing.state,
            "t_ms": max(seen.t_ms, engine.stands[0] / _US_PER_MS),
            "seq": max(seen.seq, standing.known_seq),
            "speed": standing.speed_ratio,
            "trouble": standing.trouble,
        }
        return seen.model_copy(update=fresh)

    def _view(self, name: str) -> RunView:
        with self.reader(name).fresh() as run:
            first_us, reached_us = run.span_us
            line, manifest = run.line, run.manifest
            scenario = line.inputs.scenario
            parent_dir = line.parent.run_dir.resolve().name if line.parent is not None else None
            fork_us, seq = line.kept.fork_us, run.fact_count
        state, speed_ratio, trouble = self._state(name, seq, reached_us, scenario.end_us)
        engine = self.engines.get(name)
        if engine is not None and engine.is_alive:
            reached_us = max(reached_us, engine.stands[0])
        self._seen[name] = found = RunView(
            run=name,
            title=manifest.title,
            scenario=Path(line.kept.scenario_file).stem,
            site=line.inputs.site.document.site_id,
            state=state,
            t0_ms=first_us / _US_PER_MS,
            t_ms=reached_us / _US_PER_MS,
            end_ms=scenario.end_us / _US_PER_MS,
            seq=seq,
            speed=speed_ratio,
            parent=parent_dir,
            fork_ms=None if fork_us is None else fork_us / _US_PER_MS,
            tz=run.tz,
            seed=manifest.seed,
            created_ms=manifest.created_us / _US_PER_MS,
            trouble=trouble,
        )
        return found

    def _state(
        self, name: str, seq: int, reached_us: int, end_us: int
    ) -> tuple[RunState, float, str]:
        engine = self.engines.get(name)
        if engine is not None and (engine.is_alive or engine.standing.state == "crashed"):
            standing = engine.standing
            return standing.state, standing.speed_ratio, standing.trouble  # type: ignore[return-value]
        if reached_us >= end_us and seq > 0:
            return "complete", 0.0, ""
        return ("stopped" if seq > 0 else "ready"), 0.0, ""

    # ---------------------------------------------------------------- making
    def create(self, scenario: str, name: str | None, wishes: Wishes) -> str:
        """Make a run.

        Returns:
            Its name.

        Raises:
            RefusedError: the name is taken, or a wish reaches outside the workspace.
            TwinError: every fault of the scenario.
        """
        check_wishes(wishes.sets, wishes.policies)
        folder = self._folder(name, scenario)
        create(self.scenario(scenario), folder, wishes)
        return folder.name

    def fork(self, name: str, at_us: int, child: str | None, change: Changed) -> str:
        """Make a fork.

        Returns:
            Its name.

        Raises:
            RefusedError: the name is taken, or a wish reaches outside the workspace.
            TwinError: every fault of the change.
        """
        check_wishes(change.sets, change.policies)
        folder = self._folder(child, f"{name[:40]}-fork")
        fork(self.run_dir(name), at_us, folder, change)
        return folder.name

    def delete(self, name: str) -> None:
        """Move a run to the bin.

        Raises:
            RefusedError: forks of it live, or somebody writes to it.
        """
        folder = self.run_dir(name)
        forks = [path.name for path in living_forks(folder)]
        if forks:
            what, remedy = "has living forks that read its facts", "delete the forks first"
            raise RefusedError(409, Fault(what=what, value=", ".join(forks), remedy=remedy))
        files = DiskFiles()
        try:
            handle = take_lock(files, folder)
        except LogError as wrong:
            raise RefusedError(409, wrong.faults) from wrong
        files.unlock(handle)
        self._readers.pop(name, None)
        self._seen.pop(name, None)
        self.engines.pop(name, None)
        bin_dir = self.folder / "bin"
        bin_dir.mkdir(exist_ok=True)
        folder.rename(bin_dir / _free(bin_dir, name))

    def _folder(self, wanted: str | None, base: str) -> Path:
        """A folder for a new run; a name of the user's own must be free."""
        if wanted is None:
            plain = re.sub(r"[^a-z0-9]+", "-", base.lower()).strip("-")[:50] or "run"
            return self._runs / _free(self._runs, plain)
        folder = self._runs / wanted
        if NAME.fullmatch(wanted) is None or folder.exists():
            what, remedy = "is a run here already", "take another name"
            raise RefusedError(409, Fault(what=what, value=wanted, remedy=remedy))
        return folder

    # ---------------------------------------------------------------- engines
    async def engine(self, name: str) -> Engine:
        """The living engine of a run.

        Raises:
            RefusedError: it has none.
        """
        engine = self.engines.get(name)
        if engine is None or not engine.is_alive:
            raise RefusedError(409, Fault(what="has no engine", value=name, remedy="resume it"))
        return engine

    async def start(self, name: str, speed_ratio: float, *, play: bool = True) -> None:
        """Put an engine to work on a run; one that is there goes on at this pace.

        Raises:
            RefusedError: the run is complete, or somebody else writes to it.
        """
        async with self._starting:
            engine = self.engines.get(name)
            if engine is None or not engine.is_alive:
                await asyncio.to_thread(self._check_idle, name)
                heard = engine.listeners if engine is not None else set[Listener]()
                spare, self.spare = self.spare, None
                engine = await engine_for(self.run_dir(name), heard, spare)
                self.engines[name] = engine
        if play:
            engine.standing.state, engine.standing.speed_ratio = "playing", speed_ratio
            await engine.tell("play", speed=speed_ratio)

    def _check_idle(self, name: str) -> None:
        if self.view(name).state == "complete":
            what, remedy = "is complete", "fork it at an instant to go on otherwise"
            raise RefusedError(409, Fault(what=what, value=name, remedy=remedy))
        files = DiskFiles()
        try:
            files.unlock(take_lock(files, self.run_dir(name)))
        except LogError as wrong:
            raise RefusedError(409, wrong.faults) from wrong

    async def close(self) -> None:
        """Let every engine write all and end."""
        if self.spare is not None:
            await self.spare.stop()
        await asyncio.gather(*(engine.stop() for engine in self.engines.values()))


def _free(folder: Path, base: str) -> str:
    """A name that is not taken in a folder."""
    names = (base if n == 1 else f"{base}-{n}" for n in range(1, 1_000_000))
    return next(name for name in names if not (folder / name).exists())


def now_us() -> int:
    """The server's clock, for notes of when something was made."""
    return time.time_ns() // 1000
