"""Small coupled blocks `x' = A x + b` of up to sixteen states, exact for any span.

A must be symmetrisable: there are weights d with `d_i A_ij / d_j` symmetric. Heat exchange between
capacities always is (weights are the roots of the capacities). Eigenvectors are found once per
matrix and cached; a block with a changed flow is another matrix. A zero eigenvalue (nothing leaves
the block) gives a linear term.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import expm1, sqrt

import numpy as np

from twin.kernel.response import Response
from twin.kernel.scalar import lag_s

MAX_STATES_COUNT = 16
_PAIR_COUNT = 2
_SYMMETRIC_WITHIN_FRAC = 1e-9
_ZERO_WITHIN_FRAC = 1e-14


@lru_cache(maxsize=256)
def linear_block(matrix_per_s: tuple[tuple[float, ...], ...]) -> LinearBlock:
    """The block of a matrix, its eigenvectors found once.

    >>> linear_block(((-1.0, 1.0), (1.0, -1.0))).rates_per_s
    (0.0, 2.0)
    """
    return LinearBlock(matrix_per_s)


class LinearBlock:
    """A coupled block with its modes.

    Attributes:
        matrix_per_s: A, row by row [1/s].
        rates_per_s: decay rates of the modes, ascending; exactly 0.0 for a state that nothing
            drains.
    """

    __slots__ = ("_into_ratio", "_out_ratio", "matrix_per_s", "rates_per_s")

    def __init__(self, matrix_per_s: Sequence[Sequence[float]]) -> None:
        """Find the modes of a symmetrisable matrix with eigenvalues <= 0."""
        count = len(matrix_per_s)
        assert 0 < count <= MAX_STATES_COUNT, f"a block has 1 to {MAX_STATES_COUNT} states"
        assert all(len(row) == count for row in matrix_per_s), "the matrix is square"
        weights = _weights(matrix_per_s)
        scaled = np.array(matrix_per_s, dtype=float) * np.outer(weights, 1.0 / weights)
        largest_per_s = float(np.abs(scaled).max())
        skew_per_s = float(np.abs(scaled - scaled.T).max())
        assert skew_per_s <= _SYMMETRIC_WITHIN_FRAC * largest_per_s, "the matrix is symmetrisable"
        values, vectors = np.linalg.eigh(-0.5 * (scaled + scaled.T))
        floor_per_s = _ZERO_WITHIN_FRAC * count * largest_per_s
        assert float(values[0]) >= -floor_per_s, "no mode grows"
        self.matrix_per_s = tuple(tuple(float(cell) for cell in row) for row in matrix_per_s)
        self.rates_per_s = tuple(
            float(rate) if rate > floor_per_s else 0.0 for rate in values.tolist()
        )
        self._into_ratio: list[list[float]] = (vectors.T * weights).tolist()
        self._out_ratio: list[list[float]] = (vectors / weights[:, None]).tolist()

    def advance(
        self, state_pu: Sequence[float], drive_pu_per_s: Sequence[float], span_s: float
    ) -> list[float]:
        """The states after `span_s` with the drive b held."""
        if len(state_pu) == _PAIR_COUNT:
            return self._advance_pair(state_pu, drive_pu_per_s, span_s)
        modes = self._mode_slopes(state_pu, drive_pu_per_s)
        grown = [slope * _grown_s(rate, span_s) for slope, rate in self._paired(modes)]
        return [
            start_pu + sum(map(float.__mul__, row, grown))
            for start_pu, row in zip(state_pu, self._out_ratio, strict=True)
        ]

    def integral(
        self, state_pu: Sequence[float], drive_pu_per_s: Sequence[float], span_s: float
    ) -> list[float]:
        """The integral of each state over `span_s`, in its unit times seconds."""
        modes = self._mode_slopes(state_pu, drive_pu_per_s)
        grown = [slope * _grown_integral_s2(rate, span_s) for slope, rate in self._paired(modes)]
        return [
            start_pu * span_s + sum(map(float.__mul__, row, grown))
            for start_pu, row in zip(state_pu, self._out_ratio, strict=True)
        ]

    def output(
        self,
        weights_pu: Sequence[float],
        state_pu: Sequence[float],
        drive_pu_per_s: Sequence[float],
    ) -> Response:
        """The weighted sum of the states from now on, ready for a crossing search."""
        slope_pu_per_s = 0.0
        gains_pu: list[float] = []
        rates_per_s: list[float] = []
        modes = self._mode_slopes(state_pu, drive_pu_per_s)
        for mode, (grows_pu_per_s, rate_per_s) in enumerate(self._paired(modes)):
            seen = sum(
                weight * row[mode] for weight, row in zip(weights_pu, self._out_ratio, strict=True)
            )
            if rate_per_s == 0.0:
                slope_pu_per_s += seen * grows_pu_per_s
            else:
                gains_pu.append(-seen * grows_pu_per_s / rate_per_s)
                rates_per_s.append(rate_per_s)
        start_pu = sum(map(lambda a, b: a * b, weights_pu, state_pu))
        return Response(start_pu, slope_pu_per_s, tuple(gains_pu), tuple(rates_per_s))

    def steady(self, drive_pu_per_s: Sequence[float]) -> list[float] | None:
        """Where the states settle with the drive held; None when a mode never settles."""
        if self.rates_per_s[0] == 0.0:
            return None
        modes = [sum(map(float.__mul__, row, drive_pu_per_s)) for row in self._into_ratio]
        settled = [slope / rate for slope, rate in self._paired(modes)]
        return [sum(map(float.__mul__, row, settled)) for row in self._out_ratio]

    def _advance_pair(
        self, state_pu: Sequence[float], drive_pu_per_s: Sequence[float], span_s: float
    ) -> list[float]:
        """The same for two states, written out: loops of two take a third of the time so."""
        (a, b), (c, d) = self.matrix_per_s
        (p, q), (r, s) = self._into_ratio
        (t, u), (v, w) = self._out_ratio
        slow_per_s, fast_per_s = self.rates_per_s
        one_pu, two_pu = state_pu
        one_pu_per_s = a * one_pu + b * two_pu + drive_pu_per_s[0]
        two_pu_per_s = c * one_pu + d * two_pu + drive_pu_per_s[1]
        slow_pu = (p * one_pu_per_s + q * two_pu_per_s) * _grown_s(slow_per_s, span_s)
        fast_pu = (r * one_pu_per_s + s * two_pu_per_s) * _grown_s(fast_per_s, span_s)
        return [one_pu + (t * slow_pu + u * fast_pu), two_pu + (v * slow_pu + w * fast_pu)]

    def _mode_slopes(
        self, state_pu: Sequence[float], drive_pu_per_s: Sequence[float]
    ) -> list[float]:
        """The derivative `A x + b` at the start, seen by mode."""
        slopes = [
            sum(map(float.__mul__, row, state_pu)) + push_pu_per_s
            for row, push_pu_per_s in zip(self.matrix_per_s, drive_pu_per_s, strict=True)
        ]
        return [sum(map(float.__mul__, row, slopes)) for row in self._into_ratio]

    def _paired(self, modes_pu_per_s: list[float]) -> zip[tuple[float, float]]:
        return zip(modes_pu_per_s, self.rates_per_s, strict=True)


def _grown_s(rate_per_s: float, span_s: float) -> float:
    """`(1 - exp(-rate t)) / rate`: how long a slope of one has worked."""
    return -expm1(-rate_per_s * span_s) / rate_per_s if rate_per_s else span_s


def _grown_integral_s2(rate_per_s: float, span_s: float) -> float:
    return lag_s(rate_per_s, span_s) / rate_per_s if rate_per_s else 0.5 * span_s * span_s


def _weights(matrix_per_s: Sequence[Sequence[float]]) -> np.ndarray:
    """Weights that make the matrix symmetric, found by walking from state to coupled state."""
    count = len(matrix_per_s)
    weights = [0.0] * count
    for root in range(count):
        if weights[root]:
            continue
        weights[root] = 1.0
        queue = [root]
        for i in queue:
            for j in range(count):
                forth, back = matrix_per_s[i][j], matrix_per_s[j][i]
                if weights[j] or i == j or forth * back <= 0.0:
                    continue
                weights[j] = weights[i] * sqrt(forth / back)
                queue.append(j)
    return np.array(weights)
