"""Open-Meteo JSON: hourly columns beside a list of stamps.

The stamps carry no offset. What they mean is `utc_offset_seconds`: one offset for the whole file,
even across a change of clocks and whatever zone the file names. (A zone named America/Chicago with
an offset of -18000 s is five hours behind all year: an hour off that zone's own winter.)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from twin.errors import DataError, Fault
from twin.series.air import humidity_from_dew_point
from twin.series.check import Readings
from twin.series.steps import Instants, Numbers
from twin.series.zones import fixed
from twin.sources.asked import Asked, not_this_format, text_of
from twin.sources.stamps import Stamps, local_stamps, stamps_of
from twin.units import PA_PER_MBAR, PER_PERCENT, US_PER_S

_SCALE_SHIFT_RATIO: dict[str, tuple[float, float]] = {
    "°C": (1.0, 0.0),
    "°F": (1.0 / 1.8, -32.0 / 1.8),
    "%": (PER_PERCENT, 0.0),
    "hPa": (PA_PER_MBAR, 0.0),
    "Pa": (1.0, 0.0),
}
_COLUMNS = {
    "temperature_2m": ("dry_bulb_c", ("°C", "°F")),
    "dew_point_2m": ("dew_point_c", ("°C", "°F")),
    "dewpoint_2m": ("dew_point_c", ("°C", "°F")),
    "relative_humidity_2m": ("relative_humidity_frac", ("%",)),
    "relativehumidity_2m": ("relative_humidity_frac", ("%",)),
    "surface_pressure": ("pressure_pa", ("hPa", "Pa")),
}


def read_open_meteo(path: Path, asked: Asked) -> Readings:
    """A weather file; every column of ours it holds is given. Rows count the stamps from 1."""
    document = _document(path)
    hourly = cast("Mapping[str, Sequence[Any]]", document["hourly"])
    times = list(hourly["time"])
    rows = np.arange(1, len(times) + 1, dtype=np.int64)
    stamps = _stamps(times, rows, path, asked, document)
    columns, faults = _columns(path, hourly, cast("Mapping[str, str]", document["hourly_units"]))
    if "dry_bulb_c" not in columns:
        raise not_this_format(path, "hourly has no temperature_2m", "Open-Meteo weather")
    dew_point_c = columns.pop("dew_point_c", None)
    if "relative_humidity_frac" not in columns and dew_point_c is not None:
        humidity = humidity_from_dew_point(columns["dry_bulb_c"], dew_point_c)
        columns["relative_humidity_frac"] = humidity
    elevation = document.get("elevation")
    return Readings(
        file=path.name,
        rows=rows[stamps.keep],
        t_us=stamps.t_us[stamps.keep],
        columns={name: values[stamps.keep] for name, values in columns.items()},
        faults=(*stamps.faults, *faults),
        elevation_m=float(elevation) if isinstance(elevation, int | float) else None,
    )


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(text_of(path))
    except json.JSONDecodeError as error:
        raise not_this_format(path, f"line {error.lineno} is no JSON", "Open-Meteo") from None
    keys = ("hourly", "hourly_units", "utc_offset_seconds")
    if not isinstance(document, dict) or not all(key in document for key in keys):
        raise not_this_format(path, f"it lacks {' or '.join(keys)}", "Open-Meteo")
    if "time" not in document["hourly"]:
        raise not_this_format(path, "hourly has no time", "Open-Meteo")
    return cast("dict[str, Any]", document)


def _stamps(
    times: list[Any], rows: Instants, path: Path, asked: Asked, document: Mapping[str, Any]
) -> Stamps:
    zone = asked.zone or fixed(int(document["utc_offset_seconds"]) * US_PER_S)
    own = Asked(columns=asked.columns, zone=zone, repeated=asked.repeated, missing=asked.missing)
    if times and all(isinstance(time, int) for time in times):
        seconds = np.array(times, dtype=np.int64)
        utc = Asked(columns=asked.columns, zone=fixed(0))
        return local_stamps(seconds * US_PER_S, rows, path.name, utc)
    return stamps_of([str(time) for time in times], rows, path.name, own)


def _columns(
    path: Path, hourly: Mapping[str, Sequence[Any]], units: Mapping[str, str]
) -> tuple[dict[str, Numbers], list[Fault]]:
    columns: dict[str, Numbers] = {}
    faults: list[Fault] = []
    count = len(hourly["time"])
    for theirs, (ours, allowed) in _COLUMNS.items():
        if theirs not in hourly:
            continue
        unit = units.get(theirs, "")
        if unit not in allowed:
            remedy = "download the file in these units"
            faults.append(
                Fault(
                    what="is in a unit that isn't read",
                    file=path.name,
                    path=f"hourly_units.{theirs}",
                    value=unit or "none",
                    allowed=" or ".join(allowed),
                    remedy=remedy,
                )
            )
            continue
        scale, shift = _SCALE_SHIFT_RATIO[unit]
        columns[ours] = _numbers(path, theirs, hourly[theirs], count) * scale + shift
    return columns, faults


def _numbers(path: Path, name: str, values: Sequence[Any], count: int) -> Numbers:
    if len(values) != count:
        what = f"hourly.{name} has {len(values)} values for {count} stamps"
        raise DataError(Fault(what=what, file=path.name))
    try:
        return np.array([np.nan if v is None else float(v) for v in values], dtype=np.float64)
    except (TypeError, ValueError):
        bad = next(i for i, v in enumerate(values) if not isinstance(v, int | float | None))
        fault = Fault(
            what="is no number",
            file=path.name,
            path=f"hourly.{name}[{bad}]",
            value=repr(values[bad]),
        )
        raise DataError(fault) from None
