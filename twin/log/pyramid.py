"""Thinning signals: min, mean and max over neighbouring samples, level upon level.

Pure numpy; arrays are signals x rows. Each level has an eighth of the rows of the one below, so a
chart of any span reads about as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

FACTOR = 8
LEVEL_COUNT = 4
Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Signals over buckets of time.

    Attributes:
        t_us: first instant in each bucket.
        last_us: last instant in each bucket.
        count: samples in each bucket.
        minimum: smallest sample, signals x buckets; NaN samples are passed over.
        mean: mean over the samples; NaN when any sample is.
        maximum: largest sample.
    """

    t_us: Ints
    last_us: Ints
    count: Ints
    minimum: Floats
    mean: Floats
    maximum: Floats

    def __len__(self) -> int:
        """Buckets held."""
        return len(self.t_us)

    def part(self, rows: slice) -> Samples:
        """Some neighbouring buckets, without copying."""
        return Samples(
            t_us=self.t_us[rows],
            last_us=self.last_us[rows],
            count=self.count[rows],
            minimum=self.minimum[:, rows],
            mean=self.mean[:, rows],
            maximum=self.maximum[:, rows],
        )


def raw(t_us: Ints, matrix: Floats) -> Samples:
    """Single samples as buckets of one.

    Args:
        t_us: instants.
        matrix: rows = instants, columns = signals.
    """
    values = np.ascontiguousarray(matrix.T, dtype=np.float32)
    ones = np.ones(len(t_us), dtype=np.int64)
    return Samples(t_us=t_us, last_us=t_us, count=ones, minimum=values, mean=values, maximum=values)


def joined(pieces: list[Samples]) -> Samples:
    """Pieces one after the other."""
    if len(pieces) == 1:
        return pieces[0]
    return Samples(
        t_us=np.concatenate([piece.t_us for piece in pieces]),
        last_us=np.concatenate([piece.last_us for piece in pieces]),
        count=np.concatenate([piece.count for piece in pieces]),
        minimum=np.concatenate([piece.minimum for piece in pieces], axis=1),
        mean=np.concatenate([piece.mean for piece in pieces], axis=1),
        maximum=np.concatenate([piece.maximum for piece in pieces], axis=1),
    )


def thinned(samples: Samples, starts: Ints) -> Samples:
    """Buckets merged into fewer.

    Args:
        samples: at least one bucket.
        starts: index of the first bucket of each new one, rising from 0.

    >>> four = raw(np.arange(4), np.array([[1.0], [2.0], [3.0], [6.0]]))
    >>> thinned(four, np.array([0, 2])).mean.tolist()
    [[1.5, 4.5]]
    """
    count = np.add.reduceat(samples.count, starts)
    total = np.add.reduceat(samples.mean * samples.count, starts, axis=1)
    return Samples(
        t_us=samples.t_us[starts],
        last_us=samples.last_us[np.append(starts[1:], len(samples)) - 1],
        count=count,
        minimum=np.fmin.reduceat(samples.minimum, starts, axis=1),
        mean=(total / count).astype(np.float32),
        maximum=np.fmax.reduceat(samples.maximum, starts, axis=1),
    )


def by_factor(samples: Samples) -> Samples:
    """The next level up."""
    return thinned(samples, np.arange(0, len(samples), FACTOR))


def at_most(samples: Samples, point_count: int) -> Samples:
    """As many buckets as asked for, or fewer, over the same span."""
    if len(samples) <= point_count:
        return samples
    return thinned(samples, np.arange(point_count) * len(samples) // point_count)
