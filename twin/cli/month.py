"""`twin month`: a month of the hybrid site, its summary and its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.faults import bad_option

if TYPE_CHECKING:
    from twin.log import Manifest

SCENARIO = "demo-month"
PICTURES = ("month.png", "month.svg")
_MANIFEST = "manifest.json"


def month(
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Made anew each time.")] = Path("month"),
    days: Annotated[int, typer.Option(min=1, max=366, help="How many.")] = 30,
) -> None:
    """Run a month of the hybrid site on what is shipped; print what happened and draw it."""
    from twin.cli.panel import panel_of  # noqa: PLC0415 - loads the whole twin
    from twin.cli.picture import draw  # noqa: PLC0415
    from twin.cli.running import go_on  # noqa: PLC0415
    from twin.run.start import Wishes, create  # noqa: PLC0415

    clear(out)
    typer.echo(
        f"running {days} d of the 100 MW hybrid site on generated weather and prices", err=True
    )
    span = "1 summer day" if days == 1 else f"{days} summer days"
    wishes = Wishes(span=f"{days}d", sets=[f"title={span} of mining beside AI"])
    go_on(create(SCENARIO, out, wishes), as_json=False)
    pictures = [out / name for name in PICTURES]
    draw(panel_of(out), *pictures)
    typer.echo(f"\npicture: {pictures[0]} and {pictures[1].name}")
    typer.echo(f"go on with: twin state {out} --at {_middle(out)}")
    typer.echo(f"            twin log show {out} --kind AlarmRaised")


def clear(folder: Path) -> None:
    """Take an earlier month away; anything else stays.

    Args:
        folder: where the month goes.

    Raises:
        RequestError: it holds something else.
        LogError: forks of it live, or the disk refuses.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not folder.is_dir() or not _is_month(folder):
        remedy = "give another folder by --out"
        raise bad_option(
            "--out", "exists and is no earlier month", value=str(folder), remedy=remedy
        )
    from twin.log import delete_run  # noqa: PLC0415 - loads Arrow

    delete_run(folder)


def _is_month(folder: Path) -> bool:
    from twin.errors import LogError  # noqa: PLC0415
    from twin.log import DiskFiles  # noqa: PLC0415 - loads Arrow
    from twin.log.manifest import read_manifest  # noqa: PLC0415

    if not (folder / _MANIFEST).is_file():
        return False
    try:
        manifest: Manifest = read_manifest(DiskFiles(), folder, damaged=True)
    except LogError:
        return False
    return str(manifest.scenario.get("scenario_file", "")).endswith(f"{SCENARIO}.yaml")


def _middle(folder: Path) -> str:
    from twin.cli.instants import stamp  # noqa: PLC0415
    from twin.run.reading import open_run  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    run = open_run(folder)
    first_us, last_us = run.span_us
    return stamp((first_us + last_us) // 2, zone(run.tz)).replace(" ", "T")
