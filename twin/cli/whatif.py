"""`twin whatif`: a named question asked of a plan, answered in a line and a table."""

from __future__ import annotations

from typing import Annotated

import typer

from twin.cli.documents import Sets
from twin.cli.faults import bad_option

Given = dict[str, float]
ANY_AMOUNT = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Each what-if has amounts of its own: what typer does not know is looked up there."""


def whatif(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(help="A plan, or the name of a shipped one.")],
    which: Annotated[str | None, typer.Argument(help="W1 to W16.")] = None,
    sets: Sets = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Ask every one, a line each.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Say what each asks.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask a named what-if of a plan: patches of it, checked, beside the plan as it is.

    Amounts are options of the what-if that is asked: W5 takes --months 4. --list names them.
    """
    from twin.cli import whatif_tables  # noqa: PLC0415 - loads the twin
    from twin.study.whatif import WHATIFS, PlanFile, ask, named  # noqa: PLC0415

    if listed:
        typer.echo(whatif_tables.listing(as_json=as_json))
        return
    which, given = _asked(([which] if which is not None else []) + ctx.args)
    if every == (which is not None):
        remedy = "name one as W5, or say --all"
        raise bad_option("WHICH", "needs one what-if, or all", remedy=remedy)
    if which is not None:
        answer = ask(PlanFile(file, sets or ()), named(which), given)
        typer.echo(whatif_tables.record([answer]) if as_json else whatif_tables.text(answer))
        return
    if given:
        raise bad_option(f"--{next(iter(given))}", "is for one what-if", remedy="name which")
    bench = PlanFile(file, sets or ())
    answers = [ask(bench, one, {}) for one in WHATIFS.values()]
    typer.echo(whatif_tables.record(answers) if as_json else whatif_tables.lines(answers))


def _asked(words: list[str]) -> tuple[str | None, Given]:
    """Which what-if, and its amounts as they are typed: --months 4 or --months=4."""
    which: str | None = None
    found: Given = {}
    rest = iter(words)
    for word in rest:
        name, equals, text = word.partition("=")
        if not name.startswith("--") and which is None:
            which = name
            continue
        if not name.startswith("--"):
            raise bad_option(word, "is one word too many", remedy="amounts are typed as --months 4")
        value = text if equals else next(rest, "")
        try:
            found[name.removeprefix("--")] = float(value)
        except ValueError:
            raise bad_option(name, "needs a number", value=value, remedy="as --months 4") from None
    return which, found
