"""How bad input looks on a terminal: every fault on its own line, no traceback, exit code 2."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from twin.errors import Fault, RequestError, TwinError

BAD_INPUT = 2
PIPE_CLOSED = 141
DISK_REFUSES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class Verbs(TyperGroup):
    """A group of commands that turns a `TwinError` into its faults and exit code 2."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own signature
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except TwinError as error:
            show_faults(error.faults)
            raise typer.Exit(BAD_INPUT) from None
        except BrokenPipeError:
            _let_go_of_output()
            raise typer.Exit(PIPE_CLOSED) from None
        except OSError as error:
            if error.errno not in DISK_REFUSES:
                raise
            place = str(error.filename or "the output")
            show_faults([Fault(what=f"can't be written: {error.strerror}", file=place)])
            raise typer.Exit(BAD_INPUT) from None


def _let_go_of_output() -> None:
    """Who read us has gone: what Python still holds back goes nowhere when it ends."""
    with contextlib.suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_faults(faults: tuple[Fault, ...] | list[Fault]) -> None:
    """Print faults to standard error: one as a line, several under their number."""
    if len(faults) != 1:
        typer.echo(f"twin: {len(faults)} faults", err=True)
    for fault in faults:
        typer.echo(f"twin: {fault}" if len(faults) == 1 else f"  {fault}", err=True)


def bad_option(
    option: str, what: str, *, value: str = "", allowed: str = "", remedy: str = ""
) -> RequestError:
    """The error for an option that makes no sense by itself; fields as in `Fault`.

    Args:
        option: as typed, with its dashes.
        what: what is wrong with it.
        value: what was given.
        allowed: what may be.
        remedy: what to do.
    """
    return RequestError(Fault(what=what, path=option, value=value, allowed=allowed, remedy=remedy))
