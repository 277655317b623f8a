"""The server's process: `python -m api`, which `twin serve` and `twin demo` start.

Nothing heavy is imported before the demo's engine was sent for: both load at the same time.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from api.engines import Engine
from twin.errors import TwinError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TOKEN_LENGTH_MIN = 32


def main(argv: Sequence[str] | None = None) -> int:
    """Serve a workspace until told to stop.

    Args:
        argv: arguments; those of the process when left out.

    Returns:
        The exit code: 0, or 2 where it can't be served like this.
    """
    wanted = _parser().parse_args(argv)
    if wanted.host not in LOOPBACK and not wanted.token_file:
        sys.stderr.write(
            f"--host {wanted.host} lets other machines in: give --token-file FILE too, with a "
            f"token of {_TOKEN_LENGTH_MIN} characters or more that scripts and you know\n"
        )
        return 2
    token = Path(wanted.token_file).read_text(encoding="utf-8").strip() if wanted.token_file else ""
    if wanted.token_file and len(token) < _TOKEN_LENGTH_MIN:
        sys.stderr.write(f"{wanted.token_file}: the token is shorter than 32 characters\n")
        return 2
    try:
        listening = _bound(wanted.host, wanted.port)
    except OSError as error:
        sys.stderr.write(f"can't listen on {wanted.host}:{wanted.port}: {error.strerror}\n")
        return 2
    return _until_told(wanted, listening, token)


def _until_told(wanted: argparse.Namespace, listening: socket.socket, token: str) -> int:
    try:
        asyncio.run(_serve(wanted, listening, token))
    except KeyboardInterrupt:
        return 0
    except TwinError as wrong:
        sys.stderr.write("".join(f"{fault}\n" for fault in wrong.faults))
        return 2
    except OSError as error:
        where = error.filename or wanted.workspace
        sys.stderr.write(f"can't serve {wanted.workspace}: {where}: {error.strerror}\n")
        return 2
    return 0


async def _serve(wanted: argparse.Namespace, listening: socket.socket, token: str) -> None:
    spare = None
    if wanted.demo:
        spare = Engine(None)
        await spare.start()
    try:
        from api.serving import Gate, serve  # noqa: PLC0415 - a second of imports, beside its own

        gate = Gate(wanted.host, _hosts(wanted.host, listening.getsockname()[1]), token)
        await serve(Path(wanted.workspace), listening, gate, spare, browser=not wanted.no_browser)
    finally:
        if spare is not None:
            await spare.stop()  # it ends with the server, also where that never began


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="twin serve", description="Serve a workspace.")
    parser.add_argument("workspace", nargs="?", default="workspace")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token-file", default="")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--demo", action="store_true")
    return parser


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen()
    return listening


def _hosts(host: str, port: int) -> list[str]:
    names = [*LOOPBACK, host] if host in LOOPBACK else [host]
    return [f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names]


if __name__ == "__main__":
    sys.exit(main())
