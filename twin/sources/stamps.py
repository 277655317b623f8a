"""Texts and timestamps of a file to instants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from twin.errors import Fault
from twin.series.steps import Instants
from twin.series.zones import EPOCH, to_utc
from twin.sources.asked import Asked
from twin.units import US_PER_S

_US = timedelta(microseconds=1)
_SHOWN_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """Instants of a file's rows, the rows that have one, and what was wrong with the others."""

    t_us: Instants
    keep: NDArray[np.bool_]
    faults: tuple[Fault, ...]


def stamps_of(texts: Sequence[str], rows: Instants, file: str, asked: Asked) -> Stamps:
    """ISO 8601 stamps, with an offset or in the asked zone; digits beyond microseconds are cut."""
    times, faults = _parsed(texts, rows, file)
    t_us = np.zeros(len(texts), dtype=np.int64)
    naive = np.zeros(len(texts), dtype=np.bool_)
    keep = np.ones(len(texts), dtype=np.bool_)
    for index, time in enumerate(times):
        if time is None:
            keep[index] = False
        elif time.tzinfo is None:
            naive[index] = True
            t_us[index] = (time.replace(tzinfo=EPOCH.tzinfo) - EPOCH) // _US
        else:
            t_us[index] = (time - EPOCH) // _US
    return _placed(t_us, naive & keep, keep, _Where(rows, file, asked, faults))


def local_stamps(local_us: Instants, rows: Instants, file: str, asked: Asked) -> Stamps:
    """Wall-clock stamps, all without an offset, in the asked zone."""
    every = np.ones(local_us.size, dtype=np.bool_)
    return _placed(local_us.copy(), every, every.copy(), _Where(rows, file, asked, []))


@dataclass(frozen=True, slots=True)
class _Where:
    rows: Instants
    file: str
    asked: Asked
    faults: list[Fault]


def _placed(
    t_us: Instants, naive: NDArray[np.bool_], keep: NDArray[np.bool_], where: _Where
) -> Stamps:
    indices = np.flatnonzero(naive)
    asked, rows, faults = where.asked, where.rows, where.faults
    if indices.size and asked.zone is None:
        faults.append(
            Fault(
                what="stamps have no offset from UTC and no time zone is given",
                file=where.file,
                line=int(rows[indices[0]]),
                remedy="state tz: an IANA name as America/Chicago or a fixed offset as -06:00",
            )
        )
    elif indices.size and asked.zone is not None:
        placed = to_utc(t_us[indices], asked.zone, repeated=asked.repeated, missing=asked.missing)
        for index in indices[placed.refused].tolist():
            local = np.datetime64(int(t_us[index]) // US_PER_S, "s")
            faults.append(
                Fault(
                    what="the clocks change here: this stamp exists twice or not at all",
                    file=where.file,
                    line=int(rows[index]),
                    value=f"{local} in {asked.zone}",
                    remedy="set dst.repeated or dst.missing, or tz to a fixed offset",
                )
            )
        t_us[indices] = placed.t_us
        keep[indices[placed.dropped]] = False
        keep[indices[placed.refused]] = False
    return Stamps(t_us=t_us, keep=keep, faults=tuple(faults))


def _parsed(
    texts: Sequence[str], rows: Instants, file: str
) -> tuple[list[datetime | None], list[Fault]]:
    parse = datetime.fromisoformat
    try:
        return [parse(text) for text in texts], []
    except ValueError:
        pass
    times: list[datetime | None] = []
    faults: list[Fault] = []
    for index, text in enumerate(texts):
        try:
            times.append(parse(text.strip()))
        except ValueError:
            times.append(None)
            faults.append(
                Fault(
                    what="is no time",
                    file=file,
                    line=int(rows[index]),
                    value=repr(text),
                    allowed="ISO 8601, as 2021-02-15T06:00-06:00 or 2021-02-15 06:00:00",
                )
            )
    return times, counted(faults)


def counted(faults: list[Fault]) -> list[Fault]:
    """At most twenty faults of one kind; the rest as a number."""
    if len(faults) <= _SHOWN_MAX:
        return faults
    more = len(faults) - _SHOWN_MAX
    first = faults[_SHOWN_MAX]
    rest = Fault(what=f"{first.what}: {more} more rows", file=first.file, line=first.line)
    return [*faults[:_SHOWN_MAX], rest]
