"""Targets become difficulties without loss, with heights and times."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from twin.errors import DataError
from twin.series.bitcoin import epoch_s
from twin.sources.checkpoints import read_epochs
from twin.units import US_PER_H, US_PER_S

LARGEST = 0xFFFF << 208
TABLE = "epoch,start_height,start_utc_derived,difficulty\n"


def file(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def chain(count: int) -> list[list[object]]:
    return [["00", LARGEST * 100 // (100 + i)] for i in range(count)]


def test_an_entry_is_the_target_of_the_epoch_after_it(tmp_path: Path) -> None:
    epochs = read_epochs(file(tmp_path, "c.json", chain(430)))
    assert [e.height_index for e in epochs[:3]] == [0, 2016, 4032]
    assert epochs[0].difficulty_ratio == 1.0
    assert epochs[2].difficulty_ratio == pytest.approx(1.01)


@pytest.mark.parametrize("bad", [["00", 0], ["00", LARGEST + 1], ["00", "1"], 5, []])
def test_every_bad_entry_is_told_by_its_number(tmp_path: Path, bad: object) -> None:
    entries = [*chain(3), bad, *chain(2), bad]
    with pytest.raises(DataError) as caught:
        read_epochs(file(tmp_path, "c.json", entries))
    assert [f.path for f in caught.value.faults] == ["[3]", "[6]"]


def test_a_table_brings_its_own_times(tmp_path: Path) -> None:
    rows = "1,2016,2010-01-01T00:00:00Z,1.5\n2,4032,2010-01-15T00:00:00Z,1.75\n"
    epochs = read_epochs(file(tmp_path, "e.csv", TABLE + rows))
    assert [e.difficulty_ratio for e in epochs] == [1.5, 1.75]
    assert epochs[1].start_us - epochs[0].start_us == 14 * 24 * US_PER_H


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ("1,2016,soon,1.5\n", 2, "is no UTC time"),
        ("1,2016,2010-01-01T00:00:00,1.5\n", 2, "is no UTC time"),
        ("1,x,2010-01-01T00:00:00Z,1.5\n", 2, "is no number"),
        (
            "1,2016,2010-01-01T00:00:00Z,1\n2,2017,2010-01-02T00:00:00Z,1\n",
            3,
            "doesn't follow the row before",
        ),
        (
            "1,2016,2010-01-02T00:00:00Z,1\n2,4032,2010-01-01T00:00:00Z,1\n",
            3,
            "doesn't follow the row before",
        ),
    ],
)
def test_a_bad_table_is_told_by_line(tmp_path: Path, rows: str, line: int, what: str) -> None:
    with pytest.raises(DataError) as caught:
        read_epochs(file(tmp_path, "e.csv", TABLE + rows))
    (fault,) = caught.value.faults
    assert (fault.line, fault.what) == (line, what)


@pytest.mark.parametrize("content", ["[[", "a,b\n1,2\n"])
def test_what_is_neither_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataError):
        read_epochs(file(tmp_path, "c", content))


def test_recorded_targets_and_the_table_derived_from_them_agree(shared_data: Path) -> None:
    """The table is rounded to 0.01 and its times are up to 20 h off those of the blocks."""
    folder = shared_data / "bitcoin"
    exact = read_epochs(folder / "checkpoints_mainnet.json")
    table = read_epochs(folder / "derived_difficulty_epochs.csv")
    assert exact[-1].height_index == table[-1].height_index == 953_568
    by_height = {e.height_index: e for e in exact}
    for row in table:
        mine = by_height[row.height_index]
        assert mine.difficulty_ratio == pytest.approx(row.difficulty_ratio, rel=1e-14, abs=0.006)
        assert abs(mine.start_us - row.start_us) < 24 * US_PER_H


def test_recorded_halvings_fall_within_a_day_of_the_blocks(shared_data: Path) -> None:
    """Times of the blocks 420,000 and 630,000, between the epochs around them."""
    epochs = read_epochs(shared_data / "bitcoin" / "checkpoints_mainnet.json")
    starts = np.array([e.start_us for e in epochs], dtype=np.float64)
    heights = np.array([e.height_index for e in epochs], dtype=np.float64)
    for height, block_s in ((420_000, 1_468_082_773), (630_000, 1_589_225_023)):
        at_s = float(np.interp(height, heights, starts)) / US_PER_S
        assert abs(at_s - block_s) < 24 * 3600


def test_the_difficulty_is_the_nearest_float_to_the_ratio_of_integers(shared_data: Path) -> None:
    path = shared_data / "bitcoin" / "checkpoints_mainnet.json"
    targets = [entry[1] for entry in json.loads(path.read_text())]
    for epoch, target in list(zip(read_epochs(path)[1:], targets, strict=True))[::50]:
        assert epoch.difficulty_ratio == float(Fraction(LARGEST, target))


def test_exact_targets_can_take_the_times_of_the_table(shared_data: Path) -> None:
    folder = shared_data / "bitcoin"
    table = folder / "derived_difficulty_epochs.csv"
    epochs = read_epochs(folder / "checkpoints_mainnet.json", times=table)
    rows = read_epochs(table)
    assert [e.start_us for e in epochs] == [r.start_us for r in rows]
    for one, two in pairwise(epochs[100:-1]):
        pace_s = epoch_s(one.difficulty_ratio, two.difficulty_ratio)
        assert (two.start_us - one.start_us) / US_PER_S == pytest.approx(pace_s, abs=1.5)
