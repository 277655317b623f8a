"""EnergyPlus weather (EPW): eight header lines, then a year of hours in local standard time.

Hour h of 1 to 24 covers (h-1, h], so its value begins an hour before its stamp. Columns 7 to 10 are
dry bulb °C, dew point °C, relative humidity %, pressure Pa; 99.9, 999 and 999999 mean missing. The
first line gives the zone (hours east) and the elevation. A typical year takes each month from a
year of its own: such dates are nominal and only `align: hour_of_year` or `cycle` make sense.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from twin.errors import Fault
from twin.series.air import humidity_from_dew_point
from twin.series.check import Readings
from twin.series.steps import Instants, Numbers
from twin.sources.asked import Asked, not_this_format, text_of
from twin.sources.delimited import numbers_of
from twin.sources.stamps import counted
from twin.units import PER_PERCENT, US_PER_DAY, US_PER_H

_HEADER_LINES = 8
_LOCATION_CELLS = 10
_CELLS_MIN = 10
_NOMINAL_YEAR = 2001
_NOMINAL_LEAP_YEAR = 2000
_FIRST = np.array([1900, 1, 1, 1])
_LAST = np.array([2200, 12, 31, 24])
_MISSING = {6: 99.9, 7: 99.9, 8: 999.0, 9: 999_999.0}


def read_epw(path: Path, asked: Asked) -> Readings:
    """A weather year; every column it holds is given, whatever was asked."""
    del asked
    lines = text_of(path).splitlines()
    location = lines[0].split(",") if lines else []
    if len(location) < _LOCATION_CELLS or location[0].strip().upper() != "LOCATION":
        raise not_this_format(path, "it doesn't begin with LOCATION", "EPW")
    try:
        offset_us = round(float(location[8]) * US_PER_H)
        elevation_m = float(location[9])
    except ValueError:
        raise not_this_format(path, "LOCATION has no zone and elevation", "EPW") from None
    rows, cells, faults = _cells(lines, path.name)
    clock, wrong = _clock(cells, rows, path.name)
    local_us, typical = _local(clock)
    columns, more = _columns(cells, rows, path.name)
    return Readings(
        file=path.name,
        rows=rows,
        t_us=local_us - offset_us,
        columns=columns,
        faults=tuple(faults + wrong + more),
        typical=typical,
        offset_us=offset_us,
        at_start=True,
        elevation_m=elevation_m,
    )


def _cells(lines: list[str], file: str) -> tuple[Instants, list[list[str]], list[Fault]]:
    numbered = [
        (number, line.split(",", _CELLS_MIN))
        for number, line in enumerate(lines[_HEADER_LINES:], _HEADER_LINES + 1)
        if line.strip()
    ]
    faults = [
        Fault(what="has fewer than 10 columns", file=file, line=number)
        for number, cells in numbered
        if len(cells) < _CELLS_MIN
    ]
    whole = [(number, cells) for number, cells in numbered if len(cells) >= _CELLS_MIN]
    rows = np.array([number for number, _ in whole], dtype=np.int64)
    return rows, [cells for _, cells in whole], counted(faults)


def _clock(cells: list[list[str]], rows: Instants, file: str) -> tuple[Instants, list[Fault]]:
    """Year, month, day, hour of each row; a fault where they are none."""
    texts = [row[:4] for row in cells]
    try:
        clock = np.array([[int(cell) for cell in row] for row in texts], dtype=np.int64)
    except ValueError:
        clock = np.array([[_whole(cell) for cell in row] for row in texts], dtype=np.int64)
    clock = clock.reshape(-1, 4)
    wrong = ((clock < _FIRST) | (clock > _LAST)).any(axis=1)
    clock[wrong] = _FIRST
    faults = [
        Fault(
            what="is no hour",
            file=file,
            line=int(rows[index]),
            value=",".join(texts[index]),
            allowed="year,month,day,hour with hours 1 to 24",
        )
        for index in np.flatnonzero(wrong).tolist()
    ]
    return clock.T, counted(faults)


def _whole(cell: str) -> int:
    return int(cell) if cell.strip().isdecimal() else -1


def _local(clock: Instants) -> tuple[Instants, bool]:
    """Starts of the hours on the wall clock, and whether the years are mixed."""
    years, months, days, hours = clock
    typical = np.unique(years).size > 1 and not _rising(years)
    if typical:
        leap = bool(((months == 2) & (days == 29)).any())
        years = np.full(years.size, _NOMINAL_LEAP_YEAR if leap else _NOMINAL_YEAR)
    dates = (years - 1970).astype("M8[Y]").astype("M8[M]") + (months - 1)
    day_index = dates.astype("M8[D]").astype(np.int64) + (days - 1)
    return day_index * US_PER_DAY + (hours - 1) * US_PER_H, typical


def _rising(years: Instants) -> bool:
    return bool(np.all(np.diff(years) >= 0)) and int(years[-1] - years[0]) == 1


def _columns(
    cells: list[list[str]], rows: Instants, file: str
) -> tuple[dict[str, Numbers], list[Fault]]:
    faults: list[Fault] = []
    values: dict[int, Numbers] = {}
    for number, missing in _MISSING.items():
        column = [row[number] for row in cells]
        values[number], wrong = numbers_of(column, rows, f"column {number + 1}", file)
        values[number][values[number] == missing] = np.nan
        faults += wrong
    humidity = values[8] * PER_PERCENT
    derived = humidity_from_dew_point(values[6], values[7])
    columns = {
        "dry_bulb_c": values[6],
        "relative_humidity_frac": np.where(np.isnan(humidity), derived, humidity),
        "pressure_pa": values[9],
    }
    return columns, faults
