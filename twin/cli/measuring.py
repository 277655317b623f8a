"""`twin bench`: every figure beside its bound, or where the time goes."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twin.cli.running import AsJson
from twin.cli.tables import table

if TYPE_CHECKING:
    from twin.bench.rooms import Share

_SHOWN_COUNT = 12
_VERDICT = {True: "met", False: "MISSED", None: ""}


def bench(
    *,
    as_json: AsJson = False,
    quick: Annotated[bool, typer.Option("--quick", help="A tenth of the year.")] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Print where the time goes, by room, instead.")
    ] = False,
) -> None:
    """Measure how fast the twin is here; a figure that misses its bound says so."""
    from twin import bench as figures  # noqa: PLC0415 - loads the whole twin

    extent = figures.QUICK if quick else figures.WHOLE
    if profile:
        with TemporaryDirectory(prefix="twin-bench-") as folder:
            found = figures.profile_run("site-year", Path(folder) / "run", extent.scale_span)
        typer.echo(profile_text(*found), nl=False)
        return
    report = figures.measure(extent, lambda words: typer.echo(f"measuring: {words}", err=True))
    if as_json:
        typer.echo(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        meanings = {name: bound.meaning for name, bound in figures.BOUNDS.items()}
        typer.echo(report_text(report, meanings), nl=False)


def report_text(report: dict[str, Any], meanings: dict[str, str]) -> str:
    """A report as tables.

    Args:
        report: as measured.
        meanings: figure to what it says, in words.
    """
    rows = [
        [
            one["name"],
            "not measured" if one["value"] is None else f"{one['value']:,g} {one['unit']}".strip(),
            f"{one['bound']} {one['unit']}".strip() if one["bound"] else "",
            _VERDICT[one["met"]],
            one["note"] or meanings[one["name"]],
        ]
        for one in report["figures"]
    ]
    total = sum(report["mix"].values())
    mix = [
        [kind, f"{count:,}".replace(",", " "), f"{100 * count / total:.1f} %"]
        for kind, count in list(report["mix"].items())[:_SHOWN_COUNT]
    ]
    return (
        f"{report['machine']}, commit {report['commit'] or 'unknown'}\n\n"
        + table(["figure", "measured", "bound", "", ""], rows)
        + "\n\n"
        + table(["facts by kind", "count", "share"], mix)
        + "\n"
    )


def profile_text(rooms: list[Share], functions: list[Share]) -> str:
    """Where the time goes, as tables.

    Args:
        rooms: by falling time.
        functions: by falling time.
    """
    tables = (
        table(
            [head, "own s", "share", "calls"],
            [
                [
                    one.place,
                    f"{one.own_s:.2f}",
                    f"{100 * one.share_frac:.1f} %",
                    f"{one.call_count}",
                ]
                for one in shares
            ],
        )
        for head, shares in (("room", rooms), ("function", functions))
    )
    return "\n\n".join(tables) + "\n"
