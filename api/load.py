"""How many pages the server bears: `python -m api.load` prints figures beside their bounds as JSON.

Server, engine and pages are processes of their own, as they are in life. Figures hold for two
cores; the pages take as much of them as the server does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.burden import SPAN, burden
from api.served import TOKEN, Served, serve
from twin.bench.machine import commit, machine

_SIGNAL_COUNT = 170
_RUN = "heat-wave"
_LOOK_S, _SETTLED_S = 0.5, 8.0

Plan = dict[str, float]

HUNDRED: Plan = {"clients": 100, "stalled": 0, "hz": 30, "settle_s": 3, "span_s": 15}
THOUSAND: Plan = {"clients": 1000, "stalled": 0, "hz": 5, "settle_s": 5, "span_s": 15}
STALLED: Plan = {"clients": 20, "stalled": 1, "hz": 30, "settle_s": 2, "span_s": 25}


def serve_run(folder: Path) -> Served:
    """Start a server and play the heat wave in it."""
    served = serve(folder)
    body = {"scenario": _RUN, "name": _RUN, "span": "30d", "speed": 600.0}
    served.ask("POST", "/api/v1/runs", body)
    return served


def look(served: Served, plan: Plan) -> dict[str, Any]:
    """Let pages look as planned; what they saw, and by how much the server grew meanwhile."""
    known = served.ask("GET", f"/api/v1/runs/{_RUN}/catalogue")
    names = [one["name"] for one in known][:_SIGNAL_COUNT]
    asked = {"url": served.live(_RUN), "token": TOKEN, "names": names, "plan": plan}
    child = subprocess.Popen(
        [sys.executable, "-m", "api.load_clients"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(asked))
    child.stdin.close()
    sizes_mb: list[float] = []
    while child.poll() is None:
        sizes_mb.append(served.rss_mb())
        time.sleep(_LOOK_S)
    assert child.stdout is not None
    seen: dict[str, Any] = json.loads(child.stdout.read())
    child.stdout.close()
    settled_mb = sizes_mb[round(_SETTLED_S / _LOOK_S) :]
    return {**seen, "grown_mb": max(settled_mb, default=0.0) - min(settled_mb[:1], default=0.0)}


def figures() -> list[dict[str, Any]]:
    """Everything, in a folder that is thrown away."""
    with TemporaryDirectory(prefix="twin-load-") as name:
        served = serve_run(Path(name))
        try:
            hundred = look(served, HUNDRED)
            thousand = look(served, THOUSAND)
            stalled = look(served, STALLED)
        finally:
            served.stop()
    page = burden()
    size = f"{hundred['frame_bytes'] / 1024:.1f} KB a frame, {_told(hundred)}"
    lost = 1.0 - stalled["least_frames"] / max(stalled["most_frames"], 1)
    code = stalled["dropped"][0] if stalled["dropped"] else 0
    kept = "the stalled one was not dropped" if code == 0 else f"dropped with {code}"
    grown = "memory of the server meanwhile"
    cost = f"{SPAN} at full speed, {page.frames_count} frames seen; alone {min(page.alone_s):.2f} s"
    missed = stalled["missed"] if code else float("nan")
    return [
        _figure("live_100_p99_ms", hundred["p99_ms"], "ms", 17.0, size),
        _figure("live_1000_p99_ms", thousand["p99_ms"], "ms", 100.0, _told(thousand)),
        _figure("live_stalled_lost_frac", lost, "", 0.01, "frames of the others"),
        _figure("live_stalled_grown_mb", stalled["grown_mb"], "MB", 8.0, grown),
        _figure("live_stalled_missed_facts", missed, "", 0.0, f"{kept}, then back by its seq"),
        _figure("live_engine_grown_frac", page.grown_frac, "", 0.1, cost),
    ]


def _told(seen: dict[str, Any]) -> str:
    return f"{seen['frames']} frames, half of them within {seen['p50_ms']:.1f} ms"


def _figure(name: str, measured: float, unit: str, limit: float, note: str) -> dict[str, Any]:
    value = float(f"{measured:.6g}")
    bound, met = f"<= {limit:g}", measured <= limit
    return {"name": name, "value": value, "unit": unit, "bound": bound, "met": met, "note": note}


def main() -> None:
    """Measure and print."""
    report = {"machine": machine(), "commit": commit(), "figures": figures()}
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
