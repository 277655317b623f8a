"""A server of its own and somebody who asks it, as a browser would."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from websockets.sync.client import ClientConnection, connect


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """`python -m api` over a workspace, stopped by its own pid."""

    workspace: Path
    token: str = ""
    base: str = ""
    links: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    def start(self) -> Server:
        command = [sys.executable, "-m", "api", str(self.workspace), "--no-browser"]
        if self.token:
            kept = self.workspace.parent / "token"
            kept.write_text(self.token, encoding="ascii")
            command += ["--token-file", str(kept)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.base = self.process.stdout.readline().split()[-1]
        for role in ("control", "view"):
            self.links[role] = self.process.stdout.readline().split()[-1]
        return self

    def stop(self) -> str:
        assert self.process is not None
        self.process.terminate()
        _, said = self.process.communicate(timeout=20)
        return said

    def enter(self, role: str = "control") -> Browser:
        answer = Browser(self.base).ask("GET", self.links[role].removeprefix(self.base))
        assert answer.status == 303
        return Browser(self.base, cookie=answer.headers["set-cookie"].split(";")[0])


@dataclass
class Browser:
    """Somebody with or without a session."""

    base: str
    cookie: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        raw = body if isinstance(body, bytes) else None
        if raw is None and body is not None:
            raw = json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, method=method, data=raw)
        request.add_header("content-type", "application/json")
        if self.cookie:
            request.add_header("cookie", self.cookie)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        opener = urllib.request.build_opener(_Stay)
        try:
            with opener.open(request, timeout=60) as reply:
                return Answer(reply.status, _lower(reply.headers), reply.read())
        except urllib.error.HTTPError as reply:
            with reply:
                return Answer(reply.code, _lower(reply.headers), reply.read())

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.ask("GET", f"/api/v1{path}")
        assert answer.status == status, answer.body
        return answer.json

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        answer = self.ask("POST", f"/api/v1{path}", body if body is not None else {})
        assert answer.status == status, answer.body
        return answer.json

    def live(self, run: str, **more: Any) -> Page:
        headers = {"cookie": self.cookie} if self.cookie else {}
        url = self.base.replace("http", "ws", 1) + f"/api/v1/runs/{run}/live"
        more.setdefault("origin", self.base)
        return Page(connect(url, additional_headers=headers, max_size=None, **more))

    def wait(self, run: str, state: str, within_s: float = 60.0) -> dict[str, Any]:
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            view = self.get(f"/runs/{run}")
            if view["state"] == state:
                return view
            time.sleep(0.05)
        raise AssertionError(f"{run} is {view['state']}, not {state}: {view['trouble']}")


@dataclass
class Page:
    """One end of a websocket: messages as they come, frames decoded."""

    socket: ClientConnection

    def __enter__(self) -> Page:
        self.socket.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self.socket.__exit__(*why)

    def say(self, **words: Any) -> None:
        self.socket.send(json.dumps(words))

    def next(self, within_s: float = 20.0) -> dict[str, Any]:
        message = self.socket.recv(timeout=within_s)
        if isinstance(message, str):
            return json.loads(message)
        table = pa.ipc.open_stream(message).read_all()
        said = {name.decode(): value.decode() for name, value in table.schema.metadata.items()}
        return {"type": said["kind"], "table": table, **said}

    def until(self, kind: str, within_s: float = 20.0, **wanted: Any) -> dict[str, Any]:
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            message = self.next(within_s)
            if message["type"] == kind and all(message[k] == v for k, v in wanted.items()):
                return message
        raise AssertionError(f"no {kind} came")


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
