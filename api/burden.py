"""What a page costs the engine: its own CPU time for a run at full speed, looked at and not.

The page is one that follows on Live: its signals at 30 Hz, facts, marks, and the questions that its
four charts and lists ask again each second. The engine writes what the page reads; nothing is
folded on its behalf.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from api.load_clients import BINARY, connected
from api.served import TOKEN, Served, serve

SCENARIO, SPAN = "site-year", "30d"
ROUNDS = 3
_SIGNAL_COUNT = 170
_LOOK_S, _ASK_S = 0.02, 1.0
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_CHARTS = ("T1.hotspot_c", "T2.hotspot_c", "site.import_w", "market.price_usd_per_mwh")


@dataclass(slots=True)
class Burden:
    """What was measured.

    Attributes:
        alone_s, watched_s: CPU time of the engine, nobody looking on and a page looking on.
        frames_count: frames that the page saw in the last run.
    """

    alone_s: list[float]
    watched_s: list[float]
    frames_count: int = 0

    @property
    def grown_frac(self) -> float:
        """By how much the page makes it grow; the least of each counts."""
        return min(self.watched_s) / min(self.alone_s) - 1.0


def burden(rounds: int = ROUNDS, span: str = SPAN) -> Burden:
    """Let runs go at full speed, in turn alone and with a page.

    Args:
        rounds: how often each.
        span: of the site-year.
    """
    found = Burden([], [])
    with TemporaryDirectory(prefix="twin-burden-") as name:
        served = serve(Path(name))
        try:
            for n in range(rounds):
                found.alone_s.append(asyncio.run(_spent_s(served, _begun(served, f"a-{n}", span))))
                asyncio.run(_watched(served, _begun(served, f"w-{n}", span), found))
        finally:
            served.stop()
    return found


def _begun(served: Served, run: str, span: str) -> str:
    body = {"scenario": SCENARIO, "name": run, "span": span, "play": False}
    served.ask("POST", "/api/v1/runs", body)
    return run


async def _spent_s(served: Served, run: str) -> float:
    """Play a run to its end; CPU time of its engine."""
    before = set(served.engines())
    control = f"/api/v1/runs/{run}/control"
    await asyncio.to_thread(served.ask, "POST", control, {"action": "play", "speed": 0})
    (engine,) = set(served.engines()) - before
    spent_s = 0.0
    with suppress(OSError):  # it has ended
        while True:
            spent_s = max(spent_s, _cpu_s(engine))
            await asyncio.sleep(_LOOK_S)
    return spent_s


def _cpu_s(pid: int) -> float:
    """CPU time of a process until now."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / _TICKS_PER_S


async def _watched(served: Served, run: str, found: Burden) -> None:
    """The same with a page."""
    known = await asyncio.to_thread(served.ask, "GET", f"/api/v1/runs/{run}/catalogue")
    names = [one["name"] for one in known][:_SIGNAL_COUNT]
    wanted = {"type": "subscribe", "signals": names, "hz": 30, "facts": True, "marks": True}
    found.frames_count = 0

    def heard(kind: int, _payload: bytes) -> None:
        """Count frames."""
        found.frames_count += kind == BINARY

    page = await connected(served.live(run), TOKEN, wanted, heard)
    asking = asyncio.create_task(_ask_on(served, run))
    found.watched_s.append(await _spent_s(served, run))
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking
    page.transport.close()


async def _ask_on(served: Served, run: str) -> None:
    """What charts and lists ask again and again."""
    charts = "&".join(f"name={name}" for name in _CHARTS)
    questions = (f"signals?{charts}&points=1200", "next", "facts?limit=120", "alarms")
    while True:
        for question in questions:
            await asyncio.to_thread(served.ask, "GET", f"/api/v1/runs/{run}/{question}")
        await asyncio.sleep(_ASK_S)
