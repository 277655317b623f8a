"""Bitcoin difficulty: the exact targets of a light wallet's checkpoints, or a table of epochs.

Entry i of the checkpoints is the hash of the last block of epoch i and the target of the epoch
that *follows* it, from height 2016 * (i + 1) on; before them lies epoch 0 with difficulty 1. The
ratio of the largest target to a target is the difficulty, divided as integers: nothing is lost. A
target tells no time, so times come from the ratios, hung on block 840,000; a table of epochs
(columns `start_height`, `start_utc_derived`, `difficulty`) brings its own, up to 20 h off.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np

from twin.errors import DataError, Fault
from twin.series.bitcoin import BLOCKS_PER_EPOCH, Epoch, by_pace
from twin.series.zones import EPOCH
from twin.sources.asked import not_this_format, text_of
from twin.sources.delimited import Table, numbers_of, table_of
from twin.sources.stamps import counted
from twin.units import US_PER_S

_LARGEST_TARGET = 0xFFFF << 208
_TABLE = ("start_height", "start_utc_derived", "difficulty")


def read_epochs(path: Path, *, times: Path | None = None) -> list[Epoch]:
    """All epochs of a file.

    Args:
        path: checkpoints (JSON), or a table of epochs (CSV).
        times: a table of epochs whose start times are used with the exact targets of `path`;
            earlier epochs than its first are left out.

    Raises:
        DataError: with all faults.
    """
    if not text_of(path).lstrip().startswith("["):
        return _table(path)
    epochs = by_pace(_difficulties(path), 0)
    if times is None:
        return epochs
    starts_us = {epoch.height_index: epoch.start_us for epoch in _table(times)}
    return [
        Epoch(
            start_us=starts_us[epoch.height_index],
            height_index=epoch.height_index,
            difficulty_ratio=epoch.difficulty_ratio,
        )
        for epoch in epochs
        if epoch.height_index in starts_us
    ]


def _difficulties(path: Path) -> list[float]:
    try:
        entries = cast("list[Any]", json.loads(text_of(path)))
    except json.JSONDecodeError as error:
        raise not_this_format(path, f"line {error.lineno} is no JSON", "checkpoints") from None
    ratios = [1.0]
    faults: list[Fault] = []
    for index, entry in enumerate(entries):
        target = cast("list[Any]", entry)[-1] if isinstance(entry, list) and entry else None
        if isinstance(target, int) and 0 < target <= _LARGEST_TARGET:
            ratios.append(_LARGEST_TARGET / target)
        else:
            faults.append(
                Fault(
                    what="is no checkpoint",
                    file=path.name,
                    path=f"[{index}]",
                    value=repr(cast("object", entry))[:80],
                    allowed="[hash, target] with a target up to that of difficulty 1",
                )
            )
    if faults:
        raise DataError(counted(faults))
    return ratios


def _table(path: Path) -> list[Epoch]:
    table = table_of(path)
    lacking = [name for name in _TABLE if name not in table.columns]
    if lacking:
        raise not_this_format(path, f"no column {', '.join(lacking)}", "table of epochs")
    heights, faults = numbers_of(
        table.columns["start_height"], table.lines, "start_height", path.name
    )
    ratios, wrong = numbers_of(table.columns["difficulty"], table.lines, "difficulty", path.name)
    starts_us, untimed = _starts(table)
    faults = [*table.faults, *faults, *wrong, *untimed]
    epochs = [
        Epoch(start_us=start_us, height_index=int(height), difficulty_ratio=ratio)
        for start_us, height, ratio in zip(
            starts_us, np.nan_to_num(heights).tolist(), ratios.tolist(), strict=True
        )
    ]
    if not faults:
        faults = _steps(table, epochs)
    if faults:
        raise DataError(faults)
    return epochs


def _starts(table: Table) -> tuple[list[int], list[Fault]]:
    starts_us: list[int] = []
    faults: list[Fault] = []
    for line, text in zip(table.lines.tolist(), table.columns["start_utc_derived"], strict=True):
        try:
            since = datetime.fromisoformat(text) - EPOCH
            starts_us.append(round(since.total_seconds()) * US_PER_S)
        except (ValueError, TypeError):
            starts_us.append(0)
            what, allowed = "is no UTC time", "as 2026-06-13T23:11:14Z"
            faults.append(
                Fault(what=what, file=table.file, line=line, value=repr(text), allowed=allowed)
            )
    return starts_us, counted(faults)


def _steps(table: Table, epochs: list[Epoch]) -> list[Fault]:
    """A row must follow its predecessor by 2,016 blocks and by some time."""
    return counted(
        [
            Fault(
                what="doesn't follow the row before",
                file=table.file,
                line=int(line),
                value=f"height {now.height_index}",
                allowed=f"height {before.height_index + BLOCKS_PER_EPOCH} and a later time",
            )
            for line, (before, now) in zip(table.lines[1:], pairwise(epochs), strict=True)
            if now.height_index != before.height_index + BLOCKS_PER_EPOCH
            or now.start_us <= before.start_us
        ]
    )
