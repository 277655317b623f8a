"""The demo's run is made anew, one that was forked is kept, and an engine is at hand."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from api.engines import Engine
from api.serving import DEMO, demo_run
from api.workspace import Workspace
from tests.tidy.source import ROOT
from twin.run.fork import Changed
from twin.run.start import Wishes


def test_the_last_demo_goes_to_the_bin(tmp_path):
    workspace = Workspace(tmp_path)
    assert demo_run(workspace) == DEMO
    assert demo_run(workspace) == DEMO
    assert (tmp_path / "bin" / DEMO).is_dir()


def test_a_demo_that_was_forked_stays(tmp_path):
    workspace = Workspace(tmp_path)
    demo_run(workspace)

    async def played() -> None:
        await workspace.start(DEMO, 0.0)
        while workspace.view(DEMO).seq < 100:
            await asyncio.sleep(0.05)
        await workspace.close()

    asyncio.run(played())
    at_us = round(workspace.view(DEMO).t0_ms * 1000) + 60_000_000
    workspace.fork(DEMO, at_us, "mine", Changed(fail=["T2"]))
    assert demo_run(workspace) == f"{DEMO}-2"
    assert set(workspace.names()) == {DEMO, f"{DEMO}-2", "mine"}


def test_the_spare_engine_takes_the_first_run_and_no_other(tmp_path):
    async def started() -> None:
        workspace = Workspace(tmp_path)
        first, second = demo_run(workspace), workspace.create("scene-t1-trips", None, Wishes())
        workspace.spare = spare = Engine(None)
        await spare.start()
        await workspace.start(first, 60.0)
        await workspace.start(second, 60.0, play=False)
        assert workspace.engines[first] is spare
        assert workspace.engines[second] is not spare
        assert spare.run_dir == workspace.run_dir(first)
        while workspace.view(first).t_ms <= workspace.view(first).t0_ms:
            await asyncio.sleep(0.05)
        await workspace.close()

    asyncio.run(asyncio.wait_for(started(), 60.0))


def test_a_spare_engine_that_nobody_needed_ends_with_the_server(tmp_path):
    async def closed() -> Engine:
        workspace = Workspace(tmp_path)
        workspace.spare = spare = Engine(None)
        await spare.start()
        await workspace.close()
        return spare

    assert not asyncio.run(asyncio.wait_for(closed(), 60.0)).is_alive


def test_a_demo_that_can_not_begin_says_why_and_leaves_no_engine(tmp_path):
    work = tmp_path / "work"
    work.write_text("a file, no folder")
    marked = f"DEMO_OF={tmp_path}"
    ended = subprocess.run(
        [sys.executable, "-m", "api", str(work), "--demo", "--no-browser"],
        cwd=ROOT, env={**os.environ, "DEMO_OF": str(tmp_path)}, timeout=60, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == f"can't serve {work}: {work}/runs: Not a directory\n"
    left = [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if _has(path, marked)]
    assert left == []


def _has(path: Path, words: str) -> bool:
    try:
        return words.encode() in path.read_bytes().split(b"\0")
    except OSError:
        return False
