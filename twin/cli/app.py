"""The command `twin`: a table of its verbs, each from the file of its group.

A file of verbs imports nothing heavy at its top, so that `twin --help` answers at once. What a verb
needs it imports when it is called.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from twin.cli import (
    alone,
    asking,
    compare,
    demo,
    documents,
    log,
    measuring,
    month,
    planning,
    running,
    serve,
    settling,
    whatif,
)
from twin.cli.faults import Verbs

app = typer.Typer(
    name="twin",
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GROUPS = {
    "Run": (running.run, running.resume, running.fork, month.month),
    "Watch": (demo.demo, serve.serve),
    "Ask": (asking.state, asking.signals, settling.settle, running.diff, compare.compare),
    "Look before you run": (documents.check, documents.schema, alone.device),
    "Measure": (measuring.bench,),
}
for group, verbs in GROUPS.items():
    for verb in verbs:
        app.command(rich_help_panel=group)(verb)
app.command(name="whatif", rich_help_panel="Ask", context_settings=whatif.ANY_AMOUNT)(whatif.whatif)
app.add_typer(log.app, name="log", rich_help_panel="Ask")
app.add_typer(planning.app, name="plan", rich_help_panel="Look before you run")


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - slow to load

        typer.echo(f"switchyard {version('switchyard-twin')}")
        raise typer.Exit


@app.callback()
def _twin(  # pyright: ignore[reportUnusedFunction] - typer calls it
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Print it and stop."),
    ] = False,
) -> None:
    """Run a digital twin of a hybrid mining and AI site, ask it about any instant, and fork it."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run `twin` with some arguments and leave with its exit code.

    Args:
        argv: the arguments; those of the process when left out.
    """
    gc.set_threshold(100_000, 20, 50)  # imports make 200,000 lasting objects: looking through them
    # again and again costs a tenth of the time to the first fact
    app(args=list(sys.argv[1:] if argv is None else argv), prog_name="twin")
