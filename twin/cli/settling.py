"""`twin settle`: energy by settlement interval, as a meter at the interconnect would tell it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.faults import bad_option
from twin.cli.instants import HELP, instant_us, span_us, stamp
from twin.cli.running import RunDir

if TYPE_CHECKING:
    from twin.run.settling import Settled

_SECOND_US = 1_000_000
_HEADS = (
    *("interval_start", "interval_end", "energy_mwh", "average_mw"),
    *("price_usd_per_mwh", "cost_usd"),
)


class SettleFormat(StrEnum):
    """How intervals are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def settle(
    run_dir: RunDir,
    *,
    interval: Annotated[str, typer.Option(help="Length of an interval, as 15min or 5min.")] = (
        "15min"
    ),
    start: Annotated[
        str | None, typer.Option("--from", metavar="T", help=f"Start of the window: {HELP}.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="T", help="End of the window, as --from.")
    ] = None,
    form: Annotated[
        SettleFormat, typer.Option("--format", help="How to write.")
    ] = SettleFormat.TABLE,
) -> None:
    """Print energy, average power, mean price and cost of every settlement interval."""
    from twin.run.reading import open_run  # noqa: PLC0415 - loads the whole twin
    from twin.run.settling import settled, window  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    interval_us = span_us(interval, "--interval")
    if interval_us < _SECOND_US:
        raise bad_option("--interval", "is too short", value=interval, allowed="1s and more")
    run = open_run(run_dir)
    where = zone(run.tz)
    from_us = None if start is None else instant_us(start, where, "--from")
    to_us = None if end is None else instant_us(end, where, "--to")
    found = settled(run.line, window(run.span_us, from_us, to_us), interval_us)
    if form is SettleFormat.JSON:
        import msgspec  # noqa: PLC0415

        typer.echo(msgspec.json.encode(found).decode())
    elif form is SettleFormat.CSV:
        typer.echo(_csv(found, where), nl=False)
    else:
        typer.echo(_table(found, where))


def _csv(found: Sequence[Settled], where: tzinfo) -> str:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(_HEADS)
    for one in found:
        instants = (stamp(t_us, where).replace(" ", "T") for t_us in (one.start_us, one.end_us))
        values = (one.energy_mwh, one.average_mw, one.price_usd_per_mwh, one.cost_usd)
        lines.writerow([*instants, *(f"{value:.12g}" for value in values)])
    return text.getvalue()


def _table(found: Sequence[Settled], where: tzinfo) -> str:
    from twin.cli.tables import number, table  # noqa: PLC0415 - only tables need it

    rows = [
        [
            stamp(one.start_us, where),
            stamp(one.end_us, where)[11:],
            number(one.energy_mwh, 4),
            number(one.average_mw, 3),
            number(one.price_usd_per_mwh, 2),
            number(one.cost_usd, 2),
        ]
        for one in found
    ]
    energy_mwh = sum(one.energy_mwh for one in found)
    cost_usd = sum(one.cost_usd for one in found)
    whole = f"{number(energy_mwh, 4)} MWh for {number(cost_usd, 2)} USD"
    heads = ["interval from", "to", "MWh", "average MW", "USD/MWh", "USD"]
    return f"{table(heads, rows)}\n{len(found)} intervals, {whole}"
