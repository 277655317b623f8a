"""`twin check` and `twin schema`: documents before they are run."""

from __future__ import annotations

from typing import Annotated

import typer

from twin.cli.faults import BAD_INPUT, show_faults

Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Replace a value, as policies[0].params.hold_min=30 or "
        "site.transformers[T1].z_pct=9; may be repeated.",
    ),
]


def check(
    file: Annotated[
        str, typer.Argument(help="A site, scenario, plan or catalogue; or a shipped name.")
    ],
    sets: Sets = None,
) -> None:
    """List every fault of a document and of all it leads to; exit code 2 when there is one."""
    from twin.cli.check import check as faults_of  # noqa: PLC0415 - loads pydantic

    faults = faults_of(file, sets=sets or ())
    if faults:
        show_faults(faults)
        raise typer.Exit(BAD_INPUT)
    typer.echo(f"{file}: no faults")


def schema(
    kind: Annotated[str, typer.Argument(help="site, scenario, plan, catalogue or facts.")],
) -> None:
    """Print the JSON Schema of a kind of document, for editors and for who reads a log."""
    from twin.cli.schema import schema_text  # noqa: PLC0415 - loads pydantic

    typer.echo(schema_text(kind), nl=False)
