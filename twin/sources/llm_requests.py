"""Recorded inference requests: one row a request, as rates over equal intervals.

Stamps have seven digits of a second and no offset; the digits beyond microseconds are cut, the zone
must be given. Requests may share a stamp.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from twin.errors import DataError, Fault
from twin.series.steps import Instants, Numbers, Series
from twin.sources.asked import Asked, not_this_format
from twin.sources.delimited import Table, numbers_of, table_of
from twin.sources.stamps import stamps_of
from twin.units import US_PER_S

_TOKENS = {
    "ContextTokens": "context_tokens_per_s",
    "GeneratedTokens": "generated_tokens_per_s",
}
EVERY_S = 60.0


def read_requests(path: Path, asked: Asked, *, every_s: float = EVERY_S) -> Series:
    """Requests and tokens a second, by whole intervals from the first request's on.

    Returns:
        Columns `requests_per_s`, `context_tokens_per_s`, `generated_tokens_per_s`. The interval the
        recording breaks off in is left out, unless it is the only one.

    Raises:
        DataError: with all faults.
    """
    table = table_of(path)
    lacking = [name for name in ("TIMESTAMP", *_TOKENS) if name not in table.columns]
    if lacking:
        raise not_this_format(path, f"no column {', '.join(lacking)}", "file of requests")
    stamps = stamps_of(table.columns["TIMESTAMP"], table.lines, path.name, asked)
    tokens, faults = _tokens(table)
    faults = [*table.faults, *stamps.faults, *faults]
    if not table.lines.size:
        faults.append(Fault(what="the file has no requests", file=path.name))
    if faults:
        raise DataError(faults)
    return _rates(stamps.t_us, tokens, every_s)


def _tokens(table: Table) -> tuple[dict[str, Numbers], list[Fault]]:
    tokens: dict[str, Numbers] = {}
    faults: list[Fault] = []
    for theirs, ours in _TOKENS.items():
        values, wrong = numbers_of(table.columns[theirs], table.lines, theirs, table.file)
        missing = np.flatnonzero(np.isnan(values))[:1]
        if missing.size and not wrong:
            line = int(table.lines[missing[0]])
            faults.append(Fault(what="has no value", file=table.file, line=line, path=theirs))
        tokens[ours] = values
        faults += wrong
    return tokens, faults


def _rates(t_us: Instants, tokens: dict[str, Numbers], every_s: float) -> Series:
    step_us = round(every_s * US_PER_S)
    numbers = t_us // step_us
    first, count = int(numbers.min()), int(numbers.max() - numbers.min()) + 1
    whole = max(1, count - 1)
    columns = {"requests_per_s": np.bincount(numbers - first, minlength=count) / every_s}
    for ours, values in tokens.items():
        columns[ours] = np.bincount(numbers - first, weights=values, minlength=count) / every_s
    return Series.of(
        (np.arange(whole, dtype=np.int64) + first) * step_us,
        {name: values[:whole].astype(np.float64) for name, values in columns.items()},
        end_us=(first + whole) * step_us,
        holds="interval_mean",
    )
