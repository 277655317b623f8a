"""Series that need no file: the table of generators, constants, and what weather must have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import Any, cast

import numpy as np

from twin.documents.fields import span_us
from twin.errors import DataError, Fault
from twin.luck import Luck
from twin.scenario.generators import Constant, Generator
from twin.series import bitcoin
from twin.series.air import humidity_from_dew_point, pressure_at
from twin.series.align import Span
from twin.series.check import Readings, Rules, series_of
from twin.series.inference import inference
from twin.series.plausible import above_dry_bulb
from twin.series.price import price
from twin.series.steps import Series, constant
from twin.series.weather import weather

# By the `kind` a scenario names; weather also takes the site's elevation.
GENERATORS: dict[str, Callable[[Any, Luck, Span], Series]] = {
    "price": price,
    "walk": bitcoin.walk,
    "fees": bitcoin.fees,
    "difficulty": bitcoin.difficulty,
    "inference": inference,
}
_USUAL_HUMIDITY_FRAC = 0.5


def generated(
    shape: Generator, quantity: str, luck: Luck, span: Span, *, elevation_m: float
) -> Series:
    """A series from the seed, or a constant."""
    if shape.kind == "constant":
        return _constant(shape, quantity, span, elevation_m)
    # Frozen models hash, which their types do not say.
    return drawn(cast("Any", shape), luck.seed, span, elevation_m)


@lru_cache(maxsize=8)
def drawn(shape: Generator, seed: int, span: Span, elevation_m: float) -> Series:
    """A series from the seed. The last few are kept: a run is checked and then run with the same.

    Nothing but the arguments bears on it, and a series never changes.
    """
    luck = Luck(seed)
    if shape.kind == "weather":
        return weather(shape, luck, span, elevation_m=elevation_m)
    return GENERATORS[shape.kind](shape, luck, span)


def completed(readings: Readings, quantity: str, elevation_m: float) -> Readings:
    """Readings with all columns a quantity must have.

    Weather without humidity takes it from the dew point, else 50 %; without pressure that of the
    standard atmosphere at the file's elevation, else the site's. A dew point above its dry bulb
    is a fault, told at the first such row. Other quantities are as they are.

    Raises:
        DataError: weather without a dry bulb.
    """
    if quantity != "weather":
        return readings
    given = readings.columns
    if "dry_bulb_c" not in given:
        raise DataError(Fault(what="no column for dry_bulb_c", remedy="name it by columns"))
    dry_bulb_c = given["dry_bulb_c"]
    humidity_frac = given.get("relative_humidity_frac")
    faults = readings.faults
    if "dew_point_c" in given:
        bad, fault = above_dry_bulb("dew_point_c", given["dew_point_c"], dry_bulb_c)
        if fault is not None:
            line = int(readings.rows[int(bad[0])])
            faults += (replace(fault, file=readings.file, line=line),)
    if humidity_frac is None and "dew_point_c" in given:
        humidity_frac = humidity_from_dew_point(dry_bulb_c, given["dew_point_c"])
    if humidity_frac is None:
        humidity_frac = np.full(dry_bulb_c.size, _USUAL_HUMIDITY_FRAC)
    pressure_pa = given.get("pressure_pa")
    if pressure_pa is None:
        height_m = elevation_m if readings.elevation_m is None else readings.elevation_m
        pressure_pa = np.full(dry_bulb_c.size, round(pressure_at(height_m)))
    columns = {
        "dry_bulb_c": dry_bulb_c,
        "relative_humidity_frac": np.minimum(humidity_frac, 1.0).round(4),
        "pressure_pa": pressure_pa.astype(np.float64),
    }
    return replace(readings, columns=columns, faults=faults)


def _constant(shape: Constant, quantity: str, span: Span, elevation_m: float) -> Series:
    """Stated values with their changes, checked like those of a file; the last hold for ever."""
    levels = [shape.values]
    for change in shape.changes:
        levels.append(levels[-1] | change.values)
    after_us = [0, *(span_us(change.after) or 0 for change in shape.changes)]
    readings = Readings(
        file="constant",
        rows=np.arange(len(levels)),
        t_us=np.array(after_us) + span.start_us,
        columns={name: np.array([one[name] for one in levels]) for name in shape.values},
    )
    made = series_of(completed(readings, quantity, elevation_m), Rules(gap_max_s=inf))
    if quantity == "difficulty":
        return bitcoin.unchanging(float(made.column("difficulty_ratio")[0]), span)
    if len(levels) == 1:
        return constant(dict(zip(made.names, made.row(0), strict=True)))
    return Series.of(made.t_us, {name: made.column(name) for name in made.names})
