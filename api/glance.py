"""The demo where nobody can look: `python -m api.glance FOLDER`.

It serves the folder as the demo does and visits it as a browser would. It prints what it sees until
T1 was lost and all that this caused has happened, and ends.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from time import perf_counter
from typing import Any

import pyarrow as pa

from api.visitor import DarkError, enter
from twin.series.zones import zone

_SIGNALS = ("site.import_w", "site.mining_w", "site.ai_w", "T1.hotspot_c", "weather.dry_bulb_c")
_LOST, _HELD = "TransformerFailed", "T2 was back within"
_PATIENCE_S = 60.0
_EVERY_MS = 3_600_000.0

Tell = Callable[[str], object]


def main(argv: Sequence[str] | None = None) -> int:
    """Look at the demo.

    Args:
        argv: the workspace's folder; of the process when left out.

    Returns:
        0, or 1 where there was nothing to see.
    """
    (folder,) = sys.argv[1:] if argv is None else argv
    began_s = perf_counter()
    command = [sys.executable, "-m", "api", folder, "--demo", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            _look(process, began_s)
        except (DarkError, OSError, TimeoutError) as wrong:
            sys.stderr.write(f"the demo showed nothing: {wrong or type(wrong).__name__}\n")
            return 1
        finally:
            process.terminate()
    return 0


def _look(process: subprocess.Popen[str], began_s: float) -> None:
    assert process.stdout is not None, "its output is a pipe"
    found = (re.search(r"http://\S+/enter\?key=\S+", line) for line in process.stdout)
    link = next((match.group() for match in found if match), None)
    if link is None:
        raise DarkError("the server ended before it said where it is")
    visitor = enter(link)
    scripts_count = visitor.read_page()
    _say(f"no terminal: a look at {visitor.base} instead, whose page has {scripts_count} script(s)")
    run = visitor.page.rpartition("run=")[2]
    Onlooker(began_s, _say).watch(visitor.hear(run, _SIGNALS))
    _say("in a terminal `make demo` opens this in a browser and plays on, an hour a second")


@dataclass(slots=True)
class Onlooker:
    """Somebody who tells figures by the hour, and what the loss of T1 caused.

    Attributes:
        began_s: when the demo was started, by the clock of `perf_counter`.
        tell: takes what is seen, a line at a time.
    """

    began_s: float
    tell: Tell
    _due_ms: float = -1.0
    _where: tzinfo = UTC
    _story: set[int] = field(default_factory=set[int])

    def watch(self, heard: Iterable[dict[str, Any] | pa.Table]) -> None:
        """Follow a run until T1 was lost and what is left has settled.

        Args:
            heard: messages and frames as they come.

        Raises:
            DarkError: it takes too long, or ends before that.
        """
        for one in heard:
            if isinstance(one, dict):
                self._where = zone(one["run"]["tz"]) if one["type"] == "hello" else self._where
            elif _said(one, b"kind") == "signals":
                self._figures(one)
            elif self._facts(one):
                return
            if perf_counter() - self.began_s > _PATIENCE_S:
                break
        raise DarkError(f"T1 was not lost within {_PATIENCE_S:.0f} s")

    def _figures(self, frame: pa.Table) -> None:
        t_ms = float(_said(frame, b"t_ms"))
        if self._due_ms < 0.0:
            self.tell(f"first data after {perf_counter() - self.began_s:.1f} s")
        if t_ms >= self._due_ms:
            self._due_ms = t_ms + _EVERY_MS
            site_w, mining_w, ai_w, hotspot_c, air_c = (frame[name][0].as_py() for name in _SIGNALS)
            self.tell(
                f"{self._clock(t_ms)}  site {site_w / 1e6:5.1f} MW, "
                f"mining {mining_w / 1e6:5.1f} MW, AI {ai_w / 1e6:5.1f} MW, "
                f"T1 hot-spot {hotspot_c:5.1f} °C, air {air_c:.1f} °C"
            )

    def _facts(self, facts: pa.Table) -> bool:
        """Tell what belongs to the story; whether that was its end."""
        for row in facts.to_pylist():
            if row["kind"] == _LOST or row["cause"] in self._story:
                self._story.add(row["seq"])
                self.tell(f"{self._clock(row['t_ms'])}  {row['words']}")
                if row["words"].startswith(_HELD):
                    return True
        return False

    def _clock(self, t_ms: float) -> str:
        return datetime.fromtimestamp(t_ms / 1000.0, self._where).strftime("%H:%M:%S")


def _said(frame: pa.Table, name: bytes) -> str:
    return (frame.schema.metadata or {})[name].decode()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
