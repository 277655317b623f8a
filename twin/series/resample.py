"""A series at another step, by exact means over the new intervals."""

from __future__ import annotations

import numpy as np

from twin.errors import DataError, Fault
from twin.series.steps import FOREVER_US, Numbers, Series
from twin.units import US_PER_S


def resample(series: Series, every_s: float) -> Series:
    """Time-weighted means over equal intervals counted from the epoch.

    The first and last interval cover what the series has of them; every integral over whole
    intervals is kept.

    Raises:
        DataError: the series never ends.
    """
    if series.end_us == FOREVER_US:
        raise DataError(Fault(what="has no end to re-sample to", remedy="leave out every_s"))
    step_us = round(every_s * US_PER_S)
    first = series.start_us // step_us + 1
    inner = np.arange(first, -(-series.end_us // step_us), dtype=np.int64) * step_us
    edges = np.concatenate(([series.start_us], inner, [series.end_us]))
    knots = np.append(series.t_us, series.end_us)
    spans_s = np.diff(knots) / US_PER_S
    sought_s: Numbers = (edges - series.start_us) / US_PER_S
    known_s: Numbers = (knots - series.start_us) / US_PER_S

    def means(values: Numbers) -> Numbers:
        """Differences of the running integral, over the new spans."""
        reached = np.concatenate(([0.0], np.cumsum(values * spans_s)))
        at_edges = np.interp(sought_s, known_s, reached)
        return np.diff(at_edges) / (np.diff(edges) / US_PER_S)

    columns = {name: means(series.column(name)) for name in series.names}
    return Series.of(edges[:-1], columns, end_us=series.end_us, holds="interval_mean")
