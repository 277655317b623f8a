"""The recorded messages that server and page are both held against: `make record` records anew.

A page walks through a finished run on a real server: what it says is in `ASKED`, what it hears is
written down, the first of each kind. Beside each binary message stands what a reader must find.
PROTOCOL.md says where they are.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from websockets.sync.client import connect

from api.served import TOKEN, serve
from twin.run.live import proceed
from twin.run.start import Wishes, create

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "protocol"
SCENARIO, RUN, SPAN = "scene-t1-trips", "recorded", "61m"
SIGNALS = ["T1.hotspot_c", "T1.load_pu", "site.import_w", "site.pue_ratio"]
T_MS = 1_784_062_810_000.0

Plain = dict[str, Any]

ASKED: dict[str, Plain] = {
    "subscribe": {
        "type": "subscribe",
        "signals": SIGNALS,
        "hz": 30,
        "facts": True,
        "from_seq": 0,
        "marks": True,
    },
    "ping": {"type": "ping", "n": 7},
    "seek": {"type": "seek", "t_ms": T_MS},
    "step": {"type": "step", "count": -1},
    "play": {"type": "play", "speed": 3600},
    "pause": {"type": "pause"},
    "follow": {"type": "follow"},
}
"""What a page may say, one of each."""

REFUSED: dict[str, tuple[str, int]] = {
    "no-json": ("{", 1007),
    "no-type": ("{}", 1002),
    "unknown-type": ('{"type": "explode"}', 1002),
    "missing-field": ('{"type": "seek"}', 1002),
    "wrong-field": ('{"type": "seek", "t_ms": "soon"}', 1002),
    "extra-field": ('{"type": "ping", "n": 1, "more": 2}', 1002),
}
"""What none may say, and with what the server closes."""


def plain_of(message: bytes) -> Plain:
    """What a reader must find in a binary message; null where a number has no meaning."""
    table = pa.ipc.open_stream(message).read_all()
    metadata: dict[bytes, bytes] = table.schema.metadata or {}
    said = {name.decode(): value.decode() for name, value in metadata.items()}
    columns = {
        name: [_number(one) for one in table[name].to_pylist()] for name in table.schema.names
    }
    return {"metadata": said, "columns": columns}


def _number(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return None if isinstance(value, float) and not math.isfinite(value) else value


def walk(url: str, origin: str) -> Iterator[tuple[str, str | bytes]]:
    """Say everything to a run on a server; what is heard, by kind, the first of each.

    Args:
        url: of the run's websocket.
        origin: of the server.
    """
    wrong = {"type": "subscribe", "signals": ["none.x_w"]}
    seen: set[str] = set()
    headers = {"authorization": f"Bearer {TOKEN}"}
    with connect(url, additional_headers=headers, origin=origin, max_size=None) as page:  # type: ignore[arg-type]
        for name in ("subscribe", "ping", "wrong", "seek", "step", "play", "pause", "follow"):
            page.send(json.dumps(ASKED.get(name, wrong)))
            for kind, message in _heard(page.recv, name):
                if kind not in seen:
                    seen.add(kind)
                    yield kind, message


_ENDS = {
    "subscribe": {"signals", "facts", "marks", "status"},
    "ping": {"pong"},
    "wrong": {"error"},
    "seek": {"signals-replay", "status-replay"},
    "step": {"signals-replay"},
    "play": {"signals-replay"},
    "pause": {"status-replay"},
    "follow": {"signals"},
}
"""What is waited for after each thing that is said."""


def _heard(recv: Any, said: str) -> Iterator[tuple[str, str | bytes]]:  # noqa: ANN401 - the library's
    left = set(_ENDS[said])
    while left:
        message = recv(timeout=30.0)
        kind = kind_of(message)
        left.discard(kind)
        yield kind, message


def kind_of(message: str | bytes) -> str:
    """A name for a message: its type, and whether it is of a replay."""
    if isinstance(message, bytes):
        said = plain_of(message)["metadata"]
        return f"{said['kind']}-replay" if said.get("mode") == "replay" else str(said["kind"])
    words: Plain = json.loads(message)
    away = words.get("cursor", {}).get("mode") == "replay"
    return f"{words['type']}-replay" if away else str(words["type"])


def record(folder: Path = FOLDER) -> list[str]:
    """Write everything down anew; the names of the files."""
    for name, words in ASKED.items():
        _write(folder / "asked" / f"{name}.json", words)
    for name, (text, code) in REFUSED.items():
        _write(folder / "refused" / f"{name}.json", {"text": text, "code": code})
    with TemporaryDirectory(prefix="twin-record-") as name:
        runs = Path(name) / "work" / "runs"
        runs.mkdir(parents=True)
        proceed(create(SCENARIO, runs / RUN, Wishes(span=SPAN)))
        served = serve(Path(name))
        try:
            for kind, message in walk(served.live(RUN), served.base):
                if isinstance(message, str):
                    _write(folder / "told" / f"{kind}.json", json.loads(message))
                else:
                    (folder / "told" / f"{kind}.arrow").write_bytes(message)
                    _write(folder / "told" / f"{kind}.read.json", plain_of(message))
        finally:
            served.stop()
    return sorted(path.name for path in folder.rglob("*.*"))


def _write(path: Path, words: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(words, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
