"""Which column of a file is which of ours.

A file's column is ours when the scenario says so, when it has our name, or when it is written as
one of the spellings below: only such as say their unit, or that nobody writes in another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from twin.errors import DataError, Fault
from twin.sources.asked import Asked

# Spellings in lower case, letters and digits only.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "dry_bulb_c": ("temperature2mc", "temperaturec", "tempc", "drybulbc", "temperature2m"),
    "dew_point_c": ("dewpointc", "dewpoint2mc", "dewpoint2m"),
    "pressure_pa": ("pressurepa", "surfacepressurepa"),
    "wind_m_per_s": ("windspeedms", "windms"),
    "price_usd_per_mwh": ("priceusdmwh", "usdpermwh", "usdmwh", "lmpusdmwh"),
    "price_usd_per_btc": ("usdperbtc", "priceusdbtc", "usdbtc", "btcusd"),
    "fees_btc": ("btcperblock", "feesbtcperblock"),
    "difficulty_ratio": ("difficulty",),
}
TIMES = (
    "time", "datetime", "timestamp", "date", "stamp", "tus", "utc", "timeutc", "datetimeutc",
    "timestamputc", "start", "starttime", "intervalstart", "queuedat", "startutcderived",
)  # fmt: skip


def plain(name: str) -> str:
    """A column's name without case, blanks and signs.

    >>> plain("Price (USD/MWh)")
    'priceusdmwh'
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def time_column(header: Iterable[str], file: str, asked: Asked) -> str:
    """The column of stamps.

    Raises:
        DataError: none has a known name, or the one asked for is not there.
    """
    names = list(header)
    if asked.time_column is not None:
        if asked.time_column in names:
            return asked.time_column
        raise DataError(_missing(f"no column {asked.time_column!r}", "time_column", names, file))
    for name in names:
        if plain(name) in TIMES:
            return name
    raise DataError(_missing("no column of stamps found", "time_column", names, file))


def value_columns(header: Iterable[str], file: str, asked: Asked) -> dict[str, str]:
    """The file's column for each of ours that it has.

    Raises:
        DataError: the necessary one is not found, or one named by the scenario is not there.
    """
    names = list(header)
    faults = [
        _missing("is no column of ours", f"columns.{unknown}", asked.columns, file)
        for unknown in sorted(set(asked.named) - set(asked.columns))
    ]
    faults += [
        _missing(f"no column {theirs!r}", f"columns.{ours}", names, file)
        for ours, theirs in asked.named.items()
        if ours in asked.columns and theirs not in names
    ]
    found = {ours: asked.named.get(ours) or _spelt(ours, names) for ours in asked.columns}
    if not any(found.values()):
        path = f"columns.{asked.columns[0]}"
        faults.append(_missing(f"no column for {asked.columns[0]}", path, names, file))
    if faults:
        raise DataError(faults)
    return {ours: theirs for ours, theirs in found.items() if theirs is not None}


def _spelt(ours: str, names: list[str]) -> str | None:
    spellings = (plain(ours), *SPELLINGS.get(ours, ()))
    return next((name for name in names if plain(name) in spellings), None)


def _missing(what: str, path: str, names: Iterable[str], file: str) -> Fault:
    listed = ", ".join(names)
    return Fault(what=what, file=file, path=path, allowed=listed, remedy=f"name it by {path}")
