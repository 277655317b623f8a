"""Debian's chromium, driven over its debugging socket: no browser is downloaded."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--hide-scrollbars", "--window-size=1600,1000", "--remote-debugging-port=0",
)  # fmt: skip
_PATIENCE_S = 60.0
# What a key press is besides its name.
_CODES = {"Escape": 27, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowRight": 39, " ": 32}


class Tab:
    """One page of the browser: it goes, looks, presses keys, and remembers what went wrong."""

    def __init__(self, socket: ClientConnection, session: str) -> None:
        self._socket = socket
        self._session = session
        self._ids = count(1)
        self.faults: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the browser, and wait for its answer."""
        number = next(self._ids)
        asked = {"id": number, "method": method, "params": params, "sessionId": self._session}
        self._socket.send(json.dumps(asked))
        while True:
            said = json.loads(self._socket.recv(timeout=_PATIENCE_S))
            if said.get("id") == number:
                assert "error" not in said, said
                return said["result"]
            self._hear(said)

    def _hear(self, said: dict[str, Any]) -> None:
        if said.get("method") == "Runtime.exceptionThrown":
            details = said["params"]["exceptionDetails"]
            self.faults.append(details.get("exception", details).get("description", str(details)))
        elif said.get("method") == "Log.entryAdded":
            entry = said["params"]["entry"]
            if entry["level"] == "error":
                self.faults.append(entry["text"])

    def go(self, address: str) -> None:
        """Open an address."""
        self.call("Page.navigate", url=address)

    def read(self, script: str) -> Any:
        """The value of a JavaScript expression, awaited if it is a promise."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """Wait until an expression is truthy, and give it; an element as true."""
        until = time.perf_counter() + _PATIENCE_S
        kept = f"const v = {script}; return v instanceof Node || v"
        guarded = f"(() => {{ try {{ {kept} }} catch {{ return null }} }})()"
        while not (value := self.read(guarded)):
            assert time.perf_counter() < until, f"never came: {script}; faults: {self.faults}"
            time.sleep(0.05)
        return value

    def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press and release a key."""
        pressed: dict[str, Any] = {"key": key, "modifiers": 2 if ctrl else 0}
        pressed["windowsVirtualKeyCode"] = _CODES.get(key, ord(key[0].upper()))
        if len(key) == 1 and not ctrl:
            pressed["text"] = key
        self.call("Input.dispatchKeyEvent", type="keyDown", **pressed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def click(self, words: str) -> None:
        """Click the button with these words."""
        found = (
            f"[...document.querySelectorAll('button')].find(b => b.innerText.includes({words!r}))"
        )
        self.wait(f"{found} && !{found}.disabled")
        self.read(f"{found}.click()")


@contextmanager
def opened(profile: Path) -> Iterator[Tab]:
    """A browser with one empty tab, gone at the end."""
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(_address(profile), max_size=None) as socket:
            target = _ask(socket, "Target.createTarget", url="about:blank")["targetId"]
            session = _ask(socket, "Target.attachToTarget", targetId=target, flatten=True)
            yield Tab(socket, session["sessionId"])
    finally:
        process.kill()
        process.wait()


def _ask(socket: ClientConnection, method: str, **params: Any) -> dict[str, Any]:
    socket.send(json.dumps({"id": 0, "method": method, "params": params}))
    while True:
        said = json.loads(socket.recv(timeout=_PATIENCE_S))
        if said.get("id") == 0:
            return said["result"]


def _address(profile: Path) -> str:
    """Where the browser says it can be spoken to."""
    until = time.perf_counter() + _PATIENCE_S
    file = profile / "DevToolsActivePort"
    while not file.is_file() or file.read_text(encoding="utf-8").count("\n") < 1:
        assert time.perf_counter() < until, f"{CHROMIUM} does not start"
        time.sleep(0.05)
    port, path = file.read_text(encoding="utf-8").splitlines()[:2]
    return f"ws://127.0.0.1:{port}{path}"
