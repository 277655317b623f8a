"""NSRDB (PSM v3) weather: two lines of site and units, a header, then hours of one year.

Stamps are in the file's `Time Zone` (hours east), which never changes its clocks; at minute 30 they
name the middle of the hour. Humidity comes from the dew point, pressure is in mbar.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from twin.errors import DataError, Fault
from twin.series.air import humidity_from_dew_point
from twin.series.check import Readings
from twin.series.steps import Instants, Numbers
from twin.sources.asked import Asked, not_this_format, text_of
from twin.sources.delimited import Table, numbers_of, table_of
from twin.units import PA_PER_MBAR, PER_PERCENT, US_PER_DAY, US_PER_H, US_PER_MIN

_CLOCK = ("Year", "Month", "Day", "Hour", "Minute")
_HALF_HOUR_MIN = 30.0


def read_nsrdb(path: Path, asked: Asked) -> Readings:
    """A weather year; every column it holds is given, whatever was asked."""
    del asked
    site = _site(path)
    try:
        offset_us = round(float(site["Time Zone"]) * US_PER_H)
        elevation_m = float(site["Elevation"])
    except (KeyError, ValueError):
        raise not_this_format(path, "no Time Zone and Elevation in line 2", "NSRDB") from None
    table = table_of(path, skip=2)
    _has_columns(path, table, (*_CLOCK, "Temperature"))
    clock, faults = _numbers(table, _CLOCK)
    local_us = _local(clock)
    weather, more = _weather(table)
    return Readings(
        file=path.name,
        rows=table.lines,
        t_us=local_us - offset_us,
        columns=weather,
        faults=(*table.faults, *faults, *more),
        offset_us=offset_us,
        at_start=True,
        elevation_m=elevation_m,
    )


def _site(path: Path) -> dict[str, str]:
    head = list(csv.reader(text_of(path).splitlines()[:2]))
    if len(head) < 2 or not head[0] or head[0][0] != "Source":
        raise not_this_format(path, "it doesn't begin with Source", "NSRDB")
    return dict(zip(*head, strict=False))


def _has_columns(path: Path, table: Table, needed: Sequence[str]) -> None:
    lacking = [name for name in needed if name not in table.columns]
    if "Dew Point" not in table.columns and "Relative Humidity" not in table.columns:
        lacking.append("Dew Point")
    if lacking:
        allowed = ", ".join(table.columns)
        faults = [Fault(what=f"no column {x!r}", file=path.name, allowed=allowed) for x in lacking]
        raise DataError(faults)


def _numbers(table: Table, names: Sequence[str]) -> tuple[dict[str, Numbers], list[Fault]]:
    values: dict[str, Numbers] = {}
    faults: list[Fault] = []
    for name in names:
        values[name], wrong = numbers_of(table.columns[name], table.lines, name, table.file)
        faults += wrong
    return values, faults


def _local(clock: Mapping[str, Numbers]) -> Instants:
    """Starts of the intervals on the file's clock; half past names the middle of an hour."""
    year, month, day, hour, minute = (np.nan_to_num(clock[name], nan=1.0) for name in _CLOCK)
    months = ((year - 1970) * 12 + (month - 1)).astype(np.int64).astype("M8[M]")
    day_index = months.astype("M8[D]").astype(np.int64) + day.astype(np.int64) - 1
    if bool(np.all(minute == _HALF_HOUR_MIN)):
        minute = np.zeros_like(minute)
    clock_us = hour.astype(np.int64) * US_PER_H + minute.astype(np.int64) * US_PER_MIN
    return day_index * US_PER_DAY + clock_us


def _weather(table: Table) -> tuple[dict[str, Numbers], list[Fault]]:
    wanted = ("Temperature", "Dew Point", "Relative Humidity", "Pressure")
    values, faults = _numbers(table, [name for name in wanted if name in table.columns])
    weather = {"dry_bulb_c": values["Temperature"]}
    if "Relative Humidity" in values:
        weather["relative_humidity_frac"] = values["Relative Humidity"] * PER_PERCENT
    else:
        humidity = humidity_from_dew_point(values["Temperature"], values["Dew Point"])
        weather["relative_humidity_frac"] = humidity
    if "Pressure" in values:
        weather["pressure_pa"] = values["Pressure"] * PA_PER_MBAR
    return weather, faults
